import assert from "node:assert/strict";
import { test } from "node:test";
import { historyEntryOf, metricHistories } from "../../src/gate/metric-history.ts";
import type { HistoryEntry } from "../../src/model/gate-history.ts";
import { seededRandom } from "../../src/stats/random.ts";
import { sampleBaseline } from "../support/sample-baseline.ts";
import { sampleGateReport } from "../support/sample-gate-report.ts";

const { environment } = sampleBaseline;

function entry(day: number, value: number, cpuModel = environment.cpuModel): HistoryEntry {
  return {
    schemaVersion: 1,
    measuredAt: `2026-01-${String(day).padStart(2, "0")}T00:00:00.000Z`,
    commit: null,
    kind: "passed",
    environment: { ...environment, cpuModel },
    values: { "stage:mel": { value, unit: "secondsPerExample" } },
  };
}

test("a verdict's line holds what was measured now, counts included", () => {
  const report = sampleGateReport();
  const { values } = historyEntryOf(
    {
      ...report,
      checks: [
        {
          ...{ category: "counter", kind: "passed", subject: "mel", quantity: "allocatedBytes" },
          ...{ baseline: 100, current: 101, tolerance: 0.01, message: "as before" },
        },
      ],
    },
    { measuredAt: report.createdAt, commit: null, environment },
  );
  assert.deepEqual(values["allocatedBytes:mel"], { value: 101, unit: "allocatedBytes" });
  assert.equal(values["stage:resample"], undefined, "a missing stage has no value now");
  assert.ok(values["stage:mel"] !== undefined && values["pipeline"] !== undefined);
});

test("a step of 10 % in the middle is a change point, and only gates of the same machine class count", () => {
  const random = seededRandom(3);
  const entries = Array.from({ length: 24 }, (_, day) =>
    entry(day + 1, 0.002 * (day < 12 ? 1 : 1.1) * (1 + 0.01 * random.normal())),
  );
  const [mel] = metricHistories([entry(1, 9, "Other"), ...entries]);
  assert.equal(mel?.points.length, 24);
  assert.deepEqual(
    mel?.changePoints.map(({ index }) => index),
    [12],
  );
  assert.ok(Math.abs(mel!.changePoints[0]!.relativeChange - 0.1) < 0.02);
});

test("a shift of 1 %, however certain, is no change point", () => {
  const entries = Array.from({ length: 40 }, (_, day) => entry(1 + (day % 28), day < 20 ? 0.002 : 0.00202));
  assert.deepEqual(metricHistories(entries)[0]?.changePoints, []);
});

test("without an entry there is no history", () => {
  assert.deepEqual(metricHistories([]), []);
});
