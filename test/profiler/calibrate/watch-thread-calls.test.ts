import assert from "node:assert/strict";
import { test } from "node:test";
import { collectGarbage } from "../../../src/io/collect-garbage.ts";
import { source } from "../../../src/pipeline/flow.ts";
import type { TransformSpec } from "../../../src/pipeline/stage-spec.ts";
import type { StageThreads, ThreadReport } from "../../../src/pipeline/threads.ts";
import { sendCalls } from "../../../src/profiler/calibrate/watch-thread-calls.ts";
import { turnLoop } from "../../../src/profiler/turn-loop.ts";
import { simulateMachine } from "../../support/simulated-machine.ts";

const noReport: ThreadReport = {
  ...{ busySeconds: 0, shipSeconds: 0, receiveSeconds: 0, sendSeconds: 0, unseenSeconds: 0 },
  ...{ shippedByteCount: 0, usedByteCount: 0 },
};

test("what a call would be made of lives until the call is back, for as many as are under way", async () => {
  const machine = simulateMachine();
  const made: WeakRef<object>[] = [];
  let [callCount, aliveCount] = [0, 0];
  const threads: StageThreads = {
    call: async (input, _, onReport) => {
      machine.work(0.001);
      await turnLoop();
      if (++callCount === 40) {
        collectGarbage();
        aliveCount = made.filter((reference) => reference.deref() !== undefined).length;
      }
      onReport(noReport);
      return input;
    },
    use: () => ({ startSeconds: 0, runQueueSeconds: null, gcSeconds: 0, cpuSeconds: null }),
    close: async () => {},
  };
  const spec = source("list", () => [1]).map("mel", (value) => value).stages[1] as TransformSpec;
  const company = (): object => {
    const batch = {};
    made.push(new WeakRef(batch));
    return batch;
  };
  const trial = { spec, inputs: [1, 2], threads, threadCount: 1, slotCount: 3, effects: machine, company };
  await sendCalls(trial, 0.1);
  assert.ok(callCount > 40, `${callCount}`);
  assert.equal(aliveCount, 3);
});
