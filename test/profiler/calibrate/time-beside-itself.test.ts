import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "../../../src/pipeline/flow.ts";
import type { TransformSpec } from "../../../src/pipeline/stage-spec.ts";
import type { StageThreads } from "../../../src/pipeline/threads.ts";
import { type CoreSharing, timeBesideItself } from "../../../src/profiler/calibrate/time-beside-itself.ts";
import type { ProfilerEffects } from "../../../src/profiler/effects.ts";
import { turnLoop } from "../../../src/profiler/turn-loop.ts";
import { assertClose } from "../../support/assert-close.ts";
import { simulateMachine } from "../../support/simulated-machine.ts";

/** A stage whose calls take 2 ms, and 3 ms while its threads have calls to make. */
function sharedCores(): {
  readonly speed: (effects: Partial<ProfilerEffects>) => Promise<CoreSharing | null>;
  readonly isClosed: () => boolean;
} {
  const machine = simulateMachine();
  let [pendingCount, isClosed] = [0, false];
  const declared = source("list", () => [1]).map("mel", (value) => {
    machine.work(pendingCount > 100 ? 0.003 : 0.002);
    return value;
  });
  const flow = { ...declared, origin: { module: "pipeline.ts", parameters: {} } };
  const threads: StageThreads = {
    // Calls come back when the event loop turns: none while the main thread is busy.
    call: async (input) => {
      pendingCount++;
      await turnLoop();
      pendingCount--;
      return input;
    },
    use: () => ({ startSeconds: 0, cpuSeconds: null, runQueueSeconds: null, gcSeconds: 0 }),
    async close() {
      isClosed = true;
    },
  };
  const effects: ProfilerEffects = {
    ...machine,
    mainThreadSchedule: () => ({ onCpuSeconds: machine.processCpuSeconds(), runQueueSeconds: 0 }),
    openThreads: () => threads,
  };
  const spec = flow.stages[1] as TransformSpec;
  return {
    speed: (others) => timeBesideItself(spec, [1, 2, 3], { flow, effects: { ...effects, ...others } }),
    isClosed: () => isClosed,
  };
}

test("work that takes half as long again beside the same work is done at two thirds of the speed", async () => {
  const { speed, isClosed } = sharedCores();
  assertClose((await speed({}))?.coreSpeed ?? 0, 2 / 3, { relative: 1e-6 });
  assert.equal(isClosed(), true);
});

test("what threads waited for a core, while there was one for each, is a share of the time they had work, less what others took", async () => {
  const { speed } = sharedCores();
  let reads = 0;
  // The first readings are those of the watched calls: 8 s on a core, 2 s waiting for one.
  const allThreadsSchedule = (): { readonly onCpuSeconds: number; readonly runQueueSeconds: number } =>
    reads++ === 0 ? { onCpuSeconds: 1, runQueueSeconds: 1 } : { onCpuSeconds: 9, runQueueSeconds: 3 };
  assertClose((await speed({ allThreadsSchedule }))?.onCoreShare ?? 0, 0.8, { relative: 1e-6 });
  assert.equal((await speed({}))?.onCoreShare, 1);
});

test("nothing is said on one core, or where processor time is not told", async () => {
  const { speed } = sharedCores();
  assert.equal(await speed({ coreCount: 1 }), null);
  assert.equal(await speed({ mainThreadSchedule: () => null }), null);
});
