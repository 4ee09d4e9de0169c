import assert from "node:assert/strict";
import { test } from "node:test";
import { othersShare, othersShareBetween, type Schedules } from "../../src/profiler/schedules.ts";
import { runningSeconds } from "../../src/profiler/what-if/predict-run.ts";

test("who keeps the main thread from a core is told by processor time", () => {
  // The main thread had 2 s, threads of its own 1 s, other programs 3 s.
  assert.equal(othersShare({ mainSeconds: 2, processSeconds: 3, machineSeconds: 6 }), 0.75);
  assert.equal(othersShare({ mainSeconds: 2, processSeconds: 3, machineSeconds: 3 }), 0);
  assert.equal(othersShare({ mainSeconds: 2, processSeconds: 2, machineSeconds: 2 }), 0);
});

test("between two readings; nothing where the system does not say", () => {
  const at = (seconds: number): Schedules => ({
    main: { onCpuSeconds: 2 * seconds, runQueueSeconds: 0 },
    all: null,
    processSeconds: 3 * seconds,
    machineSeconds: 6 * seconds,
  });
  assert.deepEqual(othersShareBetween(at(10), at(11)), { othersShare: 0.75 });
  assert.deepEqual(othersShareBetween({ ...at(10), machineSeconds: null }, at(11)), {});
  assert.deepEqual(othersShareBetween({ ...at(10), main: null }, at(11)), {});
});

test("only what other programs took is no part of the pipeline's time", () => {
  const window = {
    wallSeconds: 10,
    outputCount: 1,
    idleSeconds: 2,
    cpuSeconds: 0,
    runQueueSeconds: 4,
    stages: [],
  };
  assert.equal(runningSeconds(window), 6);
  assert.equal(runningSeconds(window, 0.25), 9);
  assert.equal(runningSeconds(window, 0), 10);
});
