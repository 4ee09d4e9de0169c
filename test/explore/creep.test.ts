import assert from "node:assert/strict";
import { test } from "node:test";
import { compareDatasets } from "../../src/explore/compare-datasets.ts";
import { compareWithAnchor } from "../../src/explore/creep.ts";
import { defaultDriftRule } from "../../src/explore/find-drift.ts";
import { datasetChecks } from "../../src/gate/dataset/dataset-checks.ts";
import { readDatasetBaseline, writeDatasetBaseline } from "../../src/io/dataset-baseline-store.ts";
import type { DatasetBaseline, DatasetSnapshot } from "../../src/model/dataset-snapshot.ts";
import { temporaryFolder } from "../support/noise-dataset.ts";
import { sampleSnapshot, withExamples } from "../support/sample-snapshot.ts";

const first = sampleSnapshot({ count: 1000, seed: 1 });
const owl = first.examples[0]!.label;

/** The first `count` examples called owls. */
function withOwls(count: number): DatasetSnapshot {
  return withExamples(first, (example, index) => (index < count ? { ...example, label: "owl" } : example));
}

const anchor = {
  ...{ createdAt: "2026-01-02T00:00:00.000Z", commit: null },
  ...{ numberNames: first.numberNames, attributeNames: first.attributeNames, examples: first.examples },
};

test("ten times 2 % of the labels: no step drifts, and against the older state the sum does by the third or fourth", () => {
  assert.notEqual(owl, "owl");
  const steps = Array.from({ length: 10 }, (_, step) => withOwls(20 * (step + 1)));
  const drifted = (before: DatasetSnapshot, after: DatasetSnapshot): number =>
    compareDatasets(before, after).drifts.filter(({ outcome }) => outcome === "drifted").length;
  assert.deepEqual(
    steps.slice(1).map((after, index) => drifted(steps[index]!, after)),
    Array(9).fill(0),
  );
  const found = steps
    .slice(1)
    .findIndex(
      (after, index) =>
        compareWithAnchor({ ...steps[index]!, anchor }, after, defaultDriftRule).crept!.drifts.length > 0,
    );
  assert.ok(found >= 0 && found <= 2, `step ${found + 2}`);
});

test("what has crept fails a gate, once, with the day it is counted from; what drifted at once is told as that alone", () => {
  const crept = compareWithAnchor({ ...withOwls(80), anchor }, withOwls(100), defaultDriftRule);
  const checks = datasetChecks(crept).filter(({ quantity }) => quantity.startsWith("drift"));
  const failed = checks.filter(({ kind }) => kind === "failed");
  assert.deepEqual(
    failed.map(({ quantity, subject }) => [quantity, subject]),
    [["drift:crept", "label (since 2026-01-02)"]],
  );
  assert.match(failed[0]!.message, /^small steps have added up since 2026-01-02: label drifted/);
  const atOnce = compareWithAnchor({ ...first, anchor }, withOwls(200), defaultDriftRule);
  assert.deepEqual(
    datasetChecks(atOnce)
      .filter(({ kind, quantity }) => kind === "failed" && quantity.startsWith("drift"))
      .map(({ quantity }) => quantity),
    ["drift"],
  );
  const unchanged = datasetChecks(compareWithAnchor({ ...first, anchor }, first, defaultDriftRule));
  assert.deepEqual(
    unchanged.filter(({ kind }) => kind === "failed"),
    [],
  );
});

test("the older state is stored with the last one, and a damaged one is named", async (context) => {
  const folder = temporaryFolder(context);
  const baseline: DatasetBaseline = {
    ...withOwls(20),
    ...{
      name: "main",
      createdAt: "2026-02-02T00:00:00.000Z",
      commit: null,
      isDirty: null,
      ledger: [],
      anchor,
    },
  };
  await writeDatasetBaseline(folder, baseline);
  assert.deepEqual((await readDatasetBaseline(folder, "main")).anchor, anchor);
  await writeDatasetBaseline(folder, { ...baseline, anchor: { ...anchor, numberNames: ["one"] } });
  await assert.rejects(readDatasetBaseline(folder, "main"), {
    code: "baseline",
    message: /anchor\.examples\[0\]: \d+ values for \d+ columns/,
  });
});
