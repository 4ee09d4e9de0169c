import assert from "node:assert/strict";
import { test } from "node:test";
import { partitionsOf, summarizeParts } from "../../src/explore/partitions.ts";
import { summarizeDataset } from "../../src/explore/summarize-dataset.ts";
import { datasetOf, lasting, measuredExample, measurementsOf } from "../support/measured-examples.ts";

const countOf = (items: readonly unknown[]): number => items.length;

/** One clip of each label, two of "often". */
function manyLabels(count: number) {
  const rare = Array.from({ length: count }, (_, index) =>
    measuredExample(`${index}.wav`, { label: `label ${String(index).padStart(5, "0")}` }),
  );
  return [...rare, ...["x.wav", "y.wav"].map((id) => measuredExample(id, { label: "often" }))];
}

test("each label and each split has its own facts", () => {
  const items = [
    measuredExample("a.wav", { label: "cat", split: "train" }),
    measuredExample("b.wav", { label: "dog", split: "train" }),
    measuredExample("c.wav", { label: "dog", split: null }),
  ];
  assert.deepEqual(summarizeParts(partitionsOf(items), countOf), {
    byLabel: { cat: 1, dog: 2 },
    bySplit: { train: 2 },
  });
});

test("without splits there are no facts by split", () => {
  assert.deepEqual(summarizeParts(partitionsOf(manyLabels(1)), countOf), {
    byLabel: { "label 00000": 1, often: 2 },
  });
});

test("of thousands of labels the 200 most frequent have their own facts, the others have them together", () => {
  const { byLabel, otherLabels } = summarizeParts(partitionsOf(manyLabels(3000)), countOf);
  assert.equal(Object.keys(byLabel).length, 200);
  assert.equal(byLabel["often"], 2);
  assert.equal(byLabel["label 00198"], 1);
  assert.equal(otherLabels, 3000 - 199);
});

test("levels, frequencies and durations are given by label and by split", () => {
  const items = [
    measuredExample("a.wav", { label: "cat", split: "train", clip: lasting(2) }),
    measuredExample("b.wav", { label: "dog", split: "test", signal: { rootMeanSquareDecibels: -40 } }),
  ];
  const { level, frequency, duration } = summarizeDataset(datasetOf(items), measurementsOf(items));
  assert.equal(duration.bySplit?.["train"]?.meanSeconds, 2);
  for (const distribution of [...Object.values(level), frequency.centroidHertz, frequency.flatness]) {
    assert.deepEqual(Object.keys(distribution.byLabel), ["cat", "dog"]);
    assert.deepEqual(Object.keys(distribution.bySplit ?? {}), ["test", "train"]);
  }
  assert.equal(level.rootMeanSquareDecibels.bySplit?.["test"]?.mean, -40);
  assert.deepEqual(Object.keys(frequency.averageSpectrum.bySplit ?? {}), ["test", "train"]);
  assert.equal(frequency.melMean.bySplit?.["train"]?.length, 40);
});

/** Bytes of the statistics of `count` clips, each with its own label, split and group, every two of them copies. */
function bytesOf(count: number): number {
  const items = Array.from({ length: count }, (_, index) =>
    measuredExample(`${index}.wav`, {
      label: `label ${index}`,
      split: `split ${index}`,
      group: `group ${index % (count / 2)}`,
      measurement: {
        pcmSha256: `hash ${index >> 1}`,
        problem: { code: "file-corrupt", reason: "it is broken" },
      },
    }),
  );
  return JSON.stringify(summarizeDataset(datasetOf(items), measurementsOf(items))).length;
}

test("the report does not grow with the dataset, whatever its labels, splits, groups, copies and faults", () => {
  const [some, more] = [bytesOf(12_000), bytesOf(24_000)];
  assert.ok(more < 1.02 * some, `${some} and ${more} bytes`);
});
