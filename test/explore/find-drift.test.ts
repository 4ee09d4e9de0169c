import assert from "node:assert/strict";
import { test } from "node:test";
import { compareDatasets } from "../../src/explore/compare-datasets.ts";
import type { Drift } from "../../src/model/drift.ts";
import { sampleSnapshot, withExamples } from "../support/sample-snapshot.ts";

const drifted = (drifts: readonly Drift[]): readonly string[] =>
  drifts.filter(({ outcome }) => outcome === "drifted").map(({ feature, kind }) => `${feature} ${kind}`);

test("two collections of the same kind: of 150 pairs, at most 1 % report a drift", () => {
  let alarms = 0;
  for (let trial = 0; trial < 150; trial++) {
    const before = sampleSnapshot({ count: 120, seed: 2 * trial + 1, prefix: "old" });
    const after = sampleSnapshot({ count: 100, seed: 2 * trial + 2, prefix: "new" });
    alarms += drifted(compareDatasets(before, after).drifts).length > 0 ? 1 : 0;
  }
  // 150 pairs of 1 %: more than 5 alarms have a probability of 0.004.
  assert.ok(alarms <= 5, `${alarms} alarms`);
});

test("a collection that is 4 dB louder has drifted, in its level alone, with its size and interval", () => {
  const before = sampleSnapshot({ count: 300, seed: 5, prefix: "old" });
  const after = sampleSnapshot({ count: 300, seed: 6, prefix: "new", louderDecibels: 4 });
  const { drifts } = compareDatasets(before, after);
  assert.deepEqual(drifted(drifts), ["rootMeanSquareDecibels number"]);
  const [level] = drifts;
  // Two normal distributions one deviation apart: the distance is 2 Phi(1/2) - 1 = 0.383, and every value moves by one deviation.
  assert.ok(level!.effect.low < 0.383 && 0.383 < level!.effect.high);
  assert.ok(Math.abs(level!.shiftDeviations! - 1) < 0.2, `${level!.shiftDeviations}`);
  assert.ok(level!.adjustedPValue < 1e-8 && level!.detectableEffect < 0.2);
});

test("a large collection's smallest difference is significant and no drift", () => {
  const before = sampleSnapshot({ count: 20_000, seed: 7, prefix: "old" });
  const after = sampleSnapshot({ count: 20_000, seed: 8, prefix: "new", louderDecibels: 0.4 });
  const level = compareDatasets(before, after).drifts.find(
    ({ feature }) => feature === "rootMeanSquareDecibels",
  );
  assert.ok(level!.adjustedPValue < 0.01);
  assert.equal(level!.outcome, "steady");
});

test("a handful of files cannot prove a drift: it is uncertain, and says what would have been seen", () => {
  const before = sampleSnapshot({ count: 8, seed: 9, prefix: "old" });
  const after = sampleSnapshot({ count: 8, seed: 10, prefix: "new", louderDecibels: 2 });
  const { drifts } = compareDatasets(before, after);
  assert.deepEqual(drifted(drifts), []);
  assert.ok(drifts.some(({ outcome }) => outcome === "uncertain"));
  assert.ok(
    drifts.filter(({ kind }) => kind === "number").every(({ detectableEffect }) => detectableEffect > 0.9),
  );
});

test("labels: a class that grows is a drift of the labels, with its share", () => {
  const before = sampleSnapshot({ count: 400, seed: 11 });
  const after = withExamples(before, (example, index) =>
    index % 4 === 0 ? { ...example, label: "cat" } : example,
  );
  const { drifts } = compareDatasets(before, after);
  assert.deepEqual(drifted(drifts), ["label category"]);
  const cat = drifts[0]!.shares!.find(({ category }) => category === "cat");
  assert.ok(cat!.difference.center > 0.15 && cat!.difference.low > 0.05 && cat!.adjustedPValue < 1e-4);
});

test("a column that goes missing for a tenth of the examples is a drift of what is missing", () => {
  const before = sampleSnapshot({ count: 400, seed: 12 });
  const after = withExamples(before, (example, index) =>
    index % 10 === 0 ? { ...example, attributes: [null] } : example,
  );
  assert.deepEqual(drifted(compareDatasets(before, after).drifts), ["column:age missing"]);
});

test("newcomers that are unlike the rest are found, though the whole has hardly moved", () => {
  const before = sampleSnapshot({ count: 2000, seed: 13 });
  const loud = sampleSnapshot({ count: 60, seed: 14, prefix: "new", louderDecibels: 8 });
  const after = { ...before, examples: [...before.examples, ...loud.examples] };
  const { drifts } = compareDatasets(before, after);
  const found = drifts.filter(({ outcome }) => outcome === "drifted");
  assert.deepEqual(
    found.map(({ feature, scope }) => `${feature} ${scope}`),
    ["rootMeanSquareDecibels added"],
  );
});

test("numbers that a CSV file holds as text are compared as numbers", () => {
  const before = sampleSnapshot({ count: 300, seed: 15 });
  const asText = (older: number) =>
    withExamples(before, (example) => ({
      ...example,
      attributes: [String(Number(example.attributes[0]) + older)],
    }));
  const { drifts } = compareDatasets(asText(0), asText(15));
  assert.deepEqual(drifted(drifts), ["column:age number"]);
  const age = drifts.find(({ feature, kind }) => feature === "column:age" && kind === "number");
  assert.ok(Math.abs(age!.after! - age!.before! - 15) < 1e-9);
});
