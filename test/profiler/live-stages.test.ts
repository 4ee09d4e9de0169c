import assert from "node:assert/strict";
import { test } from "node:test";
import { liveStages } from "../../src/profiler/live-stages.ts";
import { type Snapshot, zeroTotals } from "../../src/profiler/run-record.ts";
import { liveLines } from "../../src/workflows/profile-pipeline.ts";

const at = (timeSeconds: number, busySeconds: number, holdSeconds: number): Snapshot => ({
  timeSeconds,
  outputCount: 8,
  idleSeconds: 0,
  cpuSeconds: 0,
  stages: [{ ...zeroTotals(), busySeconds, holdSeconds, outputCount: 8 }],
});

test("a run that goes on says what each stage has done since it began", () => {
  const stages = liveStages(at(10, 0.5, 0), at(12, 1.5, 5), ["augment"]);
  assert.deepEqual(stages, [{ name: "augment", outputCount: 8, busyShare: 0.5, servingCount: 2.5 }]);
  assert.deepEqual(liveLines(stages), [
    "  augment \u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2591\u2591\u2591\u2591\u2591\u2591\u2591\u2591\u2591\u2591  50% of the main thread, 2.5 slots in service, 8 out",
  ]);
});
