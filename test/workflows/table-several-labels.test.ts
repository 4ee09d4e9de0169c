import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { mergeTableParts } from "../../src/explore/columns/merge-table-parts.ts";
import { countPart, reportTable } from "../../src/workflows/describe-table.ts";
import { profileTable } from "../../src/workflows/profile-table.ts";
import { temporaryFolder } from "../support/noise-dataset.ts";
import { needsData, sharedData } from "../support/requirements.ts";

const expected = JSON.parse(readFileSync(new URL("../fixtures/tables/labels.json", import.meta.url), "utf8"));
const common = { workerCount: 1, isReproducible: true };

const clips = `file,tags,part
1.wav,dog; loud,train
2.wav,loud;loud ;cat,train
3.wav,,train
4.wav,dog,test
5.wav,;,test
6.wav,cat;dog;loud,
`;

test("each label of a cell is counted, once per row, alone, together and by split, and shards add up to the whole", async (context) => {
  const path = join(temporaryFolder(context), "clips.csv");
  writeFileSync(path, clips);
  const options = { ...common, path, labelColumn: "tags", labelSeparator: ";", splitColumn: "part" };
  const { labels } = await profileTable(options);
  assert.equal(labels.count, 3);
  // Two of the six rows have no label.
  assert.equal(labels.unlabelledCount, 2);
  assert.deepEqual(
    labels.entries.map(({ label, count, share, bySplit }) => [label, count, share, bySplit]),
    [
      ["dog", 3, 0.75, { test: 1, train: 1 }],
      ["loud", 3, 0.75, { train: 2 }],
      ["cat", 2, 0.5, { train: 1 }],
    ],
  );
  assert.deepEqual(labels.several, {
    exampleCount: 3,
    assignmentCount: 8,
    mostPerExample: 3,
    pairCount: 3,
    pairs: [
      { a: "cat", b: "loud", count: 2 },
      { a: "dog", b: "loud", count: 2 },
      { a: "cat", b: "dog", count: 1 },
    ],
  });
  const [a, b] = await Promise.all([1, 2].map((number) => countPart(options, { number, count: 2 })));
  assert.deepEqual(reportTable(mergeTableParts(a!, b!), options).labels, labels);
});

test("cells of one label have no pairs", async (context) => {
  const path = join(temporaryFolder(context), "clips.csv");
  writeFileSync(path, "file,tags\n1.wav,dog\n2.wav,cat\n");
  const { labels } = await profileTable({ ...common, path, labelColumn: "tags", labelSeparator: ";" });
  assert.equal(labels.several, undefined);
});

test("labels of a table that is too large to be looked at as a whole are counted by split", async (context) => {
  const path = join(temporaryFolder(context), "many.csv");
  const rowCount = 120_000;
  const row = (index: number): string =>
    `${index},${"a text that makes the table large enough ".repeat(2)},${index % 3 === 0 ? "dog" : "cat"},${index % 10 === 0 ? "test" : "train"}`;
  writeFileSync(
    path,
    `id,note,label,split\n${Array.from({ length: rowCount }, (_, index) => row(index)).join("\n")}\n`,
  );
  const report = await profileTable({ ...common, path, labelColumn: "label", splitColumn: "split" });
  assert.equal(report.table.look.isWhole, false);
  assert.deepEqual(
    report.labels.entries.map(({ label, count, bySplit }) => [label, count, bySplit]),
    [
      ["cat", 80_000, { test: 8_000, train: 72_000 }],
      ["dog", 40_000, { test: 4_000, train: 36_000 }],
    ],
  );
});

test(
  "the segments of AudioSet have as many labels as their own head says",
  needsData("metadata"),
  async () => {
    const path = join(sharedData("metadata"), "audioset_balanced_train_segments.csv");
    const { labels, dataset } = await profileTable({
      ...common,
      ...{ path, labelColumn: "positive_labels", labelSeparator: "," },
    });
    // # num_ytids=22160, num_segs=22160, num_unique_labels=527, num_positive_labels=52882
    assert.equal(dataset.exampleCount, 22160);
    assert.equal(labels.count, 527);
    assert.equal(
      labels.entries.reduce((sum, { count }) => sum + count, 0),
      52882,
    );
    // By Python's collections.Counter; labels.json holds the command that made it.
    const { exampleCount, assignmentCount, mostPerExample, pairCount, pairs } = expected;
    assert.deepEqual(labels.several, { exampleCount, assignmentCount, mostPerExample, pairCount, pairs });
  },
);
