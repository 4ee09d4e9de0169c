import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "../../../src/pipeline/flow.ts";
import type { TransformSpec } from "../../../src/pipeline/stage-spec.ts";
import type { StageThreads, ThreadReport } from "../../../src/pipeline/threads.ts";
import { type ThreadTrial, tryInThreads } from "../../../src/profiler/calibrate/try-in-threads.ts";
import type { ProfilerEffects } from "../../../src/profiler/effects.ts";
import { turnLoop } from "../../../src/profiler/turn-loop.ts";
import { assertClose } from "../../support/assert-close.ts";
import { simulateMachine } from "../../support/simulated-machine.ts";

type Schedule = NonNullable<ReturnType<ProfilerEffects["mainThreadSchedule"]>>;

const noReport: ThreadReport = {
  ...{ busySeconds: 0, shipSeconds: 0, receiveSeconds: 0, sendSeconds: 0, unseenSeconds: 0 },
  ...{ shippedByteCount: 0, usedByteCount: 0 },
};

/**
 * A stage whose calls take 2 ms, and 3 ms while its threads have calls to make; 3 ms in a thread too. Other stages take 1 ms, and longer beside
 * threads. What a call leaves behind takes the main thread `collectedSeconds`.
 */
function sharedCores({ tellsCpu = true, crowdedSeconds = 0.0015, collectedSeconds = 0 } = {}): {
  readonly speed: (effects: Partial<ProfilerEffects>) => Promise<ThreadTrial | null>;
  readonly isClosed: () => boolean;
  readonly machine: ReturnType<typeof simulateMachine>;
} {
  const machine = simulateMachine();
  let [pendingCount, callCount, isClosed] = [0, 0, false];
  const declared = source("list", () => [1]).map("mel", (value) => {
    machine.work(pendingCount > 100 ? 0.003 : 0.002);
    return value;
  });
  const flow = { ...declared, origin: { module: "pipeline.ts", parameters: {} } };
  const threads: StageThreads = {
    // Calls come back when the event loop turns: none while the main thread is busy.
    call: async (input, _, onReport) => {
      pendingCount++;
      callCount++;
      machine.work(collectedSeconds);
      await turnLoop();
      pendingCount--;
      onReport({ ...noReport, sendSeconds: 1e-4, receiveSeconds: 2e-4 });
      return input;
    },
    use: () => ({
      ...{ startSeconds: 0, runQueueSeconds: null, gcSeconds: 0 },
      cpuSeconds: tellsCpu ? callCount * 0.003 : null,
    }),
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
    speed: (others) =>
      tryInThreads(spec, [1, 2, 3], {
        ...{ flow, effects: { ...effects, ...others } },
        // The clock of this machine stands still while only its threads work.
        company: () => machine.work(pendingCount > 0 ? crowdedSeconds : 0.001),
      }),
    isClosed: () => isClosed,
    machine,
  };
}

test("work that takes half as long again beside the same work is done at two thirds of the speed", async () => {
  const { speed, isClosed } = sharedCores();
  assertClose((await speed({}))?.coreSpeed ?? 0, 2 / 3, { relative: 1e-6 });
  assert.equal(isClosed(), true);
});

test("what threads waited for a core, while there was one for each, is a share of the time in which all had work", async () => {
  const { speed } = sharedCores();
  let allReads = 0;
  // Between the readings around the watched calls, 10 s are 6 s of the thread and 4 of the main thread; 2 of them went by waiting.
  const allThreadsSchedule = (): Schedule =>
    allReads++ === 0 ? { onCpuSeconds: 1, runQueueSeconds: 1 } : { onCpuSeconds: 9, runQueueSeconds: 3 };
  const clock = simulateMachine();
  const mainThreadSchedule = (): Schedule => {
    clock.work(0.002);
    const watched = allReads > 0 ? 1 : 0;
    return {
      onCpuSeconds: clock.processCpuSeconds() + 3.5 * watched,
      runQueueSeconds: 0.5 * watched,
    };
  };
  const found = await speed({ allThreadsSchedule, mainThreadSchedule });
  assertClose(found?.onCoreShare ?? 0, 1 - 2 / (2 * 4), { relative: 1e-2 });
  assert.equal((await speed({}))?.onCoreShare, undefined);
});

test("a call in a thread costs what it takes there, and the main thread what sending and receiving take, as if other cores rested", async () => {
  const { costs } = (await sharedCores().speed({})) ?? {};
  assertClose(costs?.threadSeconds ?? 0, 0.002, { relative: 1e-6 });
  assertClose(costs?.mainSeconds ?? 0, 2e-4, { relative: 1e-6 });
  // The other stages are slowed by what all cores lose, and by nothing else.
  assertClose(costs?.companyRatio ?? 0, 1, { relative: 1e-6 });
  assert.equal((await sharedCores({ tellsCpu: false }).speed({}))?.costs, undefined);
});

test("what the main thread has to do for a call beyond shipping and the other stages is the call's", async () => {
  const { costs } = (await sharedCores({ collectedSeconds: 0.0006 }).speed({})) ?? {};
  // Beside threads, at two thirds of the speed, 1.5 ms of the other stages and 0.6 ms more: 1.4 ms on resting cores, of which the others take 1 ms.
  assertClose(costs?.mainSeconds ?? 0, 0.0004, { relative: 0.02 });
  assertClose(costs?.companySeconds ?? 0, 0.001, { relative: 1e-6 });
});

test("what slows the other stages beside threads more than cores do is theirs, and not that of calls in threads", async () => {
  const { costs } = (await sharedCores({ crowdedSeconds: 0.002 }).speed({})) ?? {};
  assertClose(costs?.companyRatio ?? 0, 0.75, { relative: 1e-6 });
  assertClose(costs?.coreSpeed ?? 0, 2 / 3, { relative: 1e-6 });
});

test("what freeing tensors takes is not taken for a slowness of the other stages", async (context) => {
  const { speed, machine } = sharedCores();
  // A fifth of what the other stages take, which would be told as 0.87 if it were timed with them.
  Object.assign(globalThis, { _tfengine: { startScope: () => machine.work(0.0002), endScope() {} } });
  context.after(() => Reflect.deleteProperty(globalThis, "_tfengine"));
  const { costs } = (await speed({})) ?? {};
  assertClose(costs?.companyRatio ?? 0, 1, { relative: 0.05 });
});

test("nothing is said on one core, or where processor time is not told", async () => {
  const { speed } = sharedCores();
  assert.equal(await speed({ coreCount: 1 }), null);
  assert.equal(await speed({ mainThreadSchedule: () => null }), null);
});
