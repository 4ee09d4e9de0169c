import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "../../../src/pipeline/flow.ts";
import type { TransformSpec } from "../../../src/pipeline/stage-spec.ts";
import type { StageThreads, ThreadReport, ThreadRequest } from "../../../src/pipeline/threads.ts";
import { tryOnAllCores } from "../../../src/profiler/calibrate/try-on-all-cores.ts";
import type { ProfilerEffects } from "../../../src/profiler/effects.ts";
import type { AllCoresCosts } from "../../../src/profiler/run-record.ts";
import { turnLoop } from "../../../src/profiler/turn-loop.ts";
import { assertClose } from "../../support/assert-close.ts";
import { simulateMachine } from "../../support/simulated-machine.ts";

const noReport: ThreadReport = {
  ...{ busySeconds: 0, shipSeconds: 0, receiveSeconds: 0, sendSeconds: 0, unseenSeconds: 0 },
  ...{ shippedByteCount: 0, usedByteCount: 0 },
};

/**
 * Two cores on which, in each second, the main thread has 0.3 of one and two threads have 1.4 together, and wait for `waited` cores. Each call
 * takes its thread 2 ms, so that 700 come back in a second. From 0.6 s on, for `lostSeconds`, they have one core less and wait for it.
 */
async function tried({ waited = 0.5, fails = false, lostSeconds = 0 } = {}): Promise<{
  readonly found: AllCoresCosts | null;
  readonly asked: ThreadRequest | undefined;
  readonly isClosed: boolean;
}> {
  const clock = simulateMachine();
  let [callCount, isClosed] = [0, false];
  let asked: ThreadRequest | undefined;
  const declared = source("list", () => [1]).map("mel", (value) => value);
  const flow = { ...declared, origin: { module: "pipeline.ts", parameters: {} } };
  const threads: StageThreads = {
    call: async (input, _, onReport) => {
      if (fails) throw new Error("cannot be copied");
      callCount++;
      clock.work(1 / 700);
      await turnLoop();
      onReport(noReport);
      return input;
    },
    use: () => ({ startSeconds: 0, runQueueSeconds: null, gcSeconds: 0, cpuSeconds: callCount * 0.002 }),
    async close() {
      isClosed = true;
    },
  };
  const effects: ProfilerEffects = {
    ...clock,
    coreCount: 2,
    loopIdleSeconds: () => 0.7 * clock.now(),
    mainThreadSchedule: () => ({ onCpuSeconds: 0.3 * clock.now(), runQueueSeconds: 0 }),
    allThreadsSchedule: () => {
      const lost = Math.max(0, Math.min(lostSeconds, clock.now() - 0.6));
      return { onCpuSeconds: 1.7 * clock.now() - lost, runQueueSeconds: waited * clock.now() + lost };
    },
    openThreads: (request) => {
      asked = request;
      return threads;
    },
  };
  const found = await tryOnAllCores(flow.stages[1] as TransformSpec, [1, 2, 3], {
    ...{ flow, effects },
    costs: {
      ...{ threadSeconds: 2e-3, mainSeconds: 1e-4, coreSpeed: 0.9 },
      ...{ companyRatio: 0.8, companySeconds: 2e-4 },
    },
  });
  return { found, asked, isClosed };
}

test("as many threads as cores are tried; what they and the main thread had of the cores is told, and what a call takes", async () => {
  const { found, asked, isClosed } = await tried();
  assert.equal(asked?.threadCount, 2);
  assertClose(found?.coresShare ?? 0, 1.7 / 2, { relative: 1e-3 });
  // On cores that are all at work a call took 2 ms; on a resting one it is less.
  assertClose(found?.threadSeconds ?? 0, 0.9 * 2e-3, { relative: 1e-3 });
  // The main thread had 300 ms for 700 calls, of which the other stages, slowed to four fifths, take 0.25 ms for each.
  assertClose(found?.mainSeconds ?? 0, 0.9 * (0.3 / 700) - 0.0002 / 0.8, { relative: 1e-2 });
  assert.equal(isClosed, true);
});

test("where threads had no work at times, only the share of it is told that they were on a core", async () => {
  const { found } = await tried({ waited: 0.1 });
  assert.equal(found?.coresShare, undefined);
  // Of 1.5 s in which the threads had work, with 0.3 s of the main thread at once, they waited 0.1 s.
  assertClose(found?.onCoreShare ?? 0, 1 - 0.1 / (3 * 0.3), { relative: 1e-2 });
});

test("where calls fail nothing is said, and the threads end", async () => {
  const failed = await tried({ fails: true });
  assert.equal(failed.found, null);
  assert.equal(failed.isClosed, true);
});

test("that threads were on one core for a part of the time is not what is usual", async () => {
  const { found } = await tried({ lostSeconds: 0.3 });
  assertClose(found?.coresShare ?? 0, 1.7 / 2, { relative: 1e-3 });
});
