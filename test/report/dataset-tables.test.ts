import assert from "node:assert/strict";
import { test } from "node:test";
import type { DatasetReport } from "../../src/model/dataset-statistics.ts";
import { tablesOf } from "../../src/report/tables-of.ts";

const report = {
  dataset: { splits: { train: 3, test: 1 } },
  labels: {
    entries: [
      { label: "dog", count: 3, share: 0.75, totalDurationSeconds: 6.5, bySplit: { train: 2, test: 1 } },
      { label: "rain", count: 1, share: 0.25, totalDurationSeconds: 5, bySplit: { train: 1 } },
    ],
  },
  findings: [
    {
      code: "file-empty",
      severity: "error",
      subject: "dog/4.wav",
      message: "the file is empty",
      evidence: { observed: 0, expected: null, count: 1, rule: "size > 0" },
    },
  ],
} as unknown as DatasetReport;

test("labels become a row each, with a column per split", () => {
  const { labels } = tablesOf(report);
  assert.equal(labels.rowCount, 2);
  assert.deepEqual(
    labels.columns.map(({ name, values }) => [name, values]),
    [
      ["label", ["dog", "rain"]],
      ["count", [3, 1]],
      ["share", [0.75, 0.25]],
      ["totalDurationSeconds", [6.5, 5]],
      ["split:test", [1, 0]],
      ["split:train", [2, 1]],
    ],
  );
});

test("findings become a row each; what was not expected is a missing cell", () => {
  const { findings } = tablesOf(report);
  const cell = (name: string) => findings.columns.find((column) => column.name === name)?.values[0];
  assert.deepEqual(["severity", "subject", "observed", "expected", "count"].map(cell), [
    "error",
    "dog/4.wav",
    "0",
    null,
    1,
  ]);
});
