import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { mergeTableParts } from "../../src/explore/columns/merge-table-parts.ts";
import { countPart, reportTable } from "../../src/workflows/describe-table.ts";
import { profileTable } from "../../src/workflows/profile-table.ts";
import { temporaryFolder } from "../support/noise-dataset.ts";
import { needsData, sharedData } from "../support/requirements.ts";

const common = { workerCount: 1, isReproducible: true };

test("each label of a cell is counted, once per row, and shards add up to the whole", async (context) => {
  const path = join(temporaryFolder(context), "clips.csv");
  writeFileSync(path, "file,tags\n1.wav,dog; loud\n2.wav,loud;loud ;cat\n3.wav,\n4.wav,dog\n5.wav,;\n");
  const options = { ...common, path, labelColumn: "tags", labelSeparator: ";" };
  const { labels } = await profileTable(options);
  assert.equal(labels.count, 3);
  assert.deepEqual(
    labels.entries.map(({ label, count, share }) => [label, count, share]),
    [
      ["dog", 2, 0.5],
      ["loud", 2, 0.5],
      ["cat", 1, 0.25],
    ],
  );
  const [a, b] = await Promise.all([1, 2].map((number) => countPart(options, { number, count: 2 })));
  assert.deepEqual(reportTable(mergeTableParts(a!, b!), options).labels, labels);
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
  },
);
