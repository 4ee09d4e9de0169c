import assert from "node:assert/strict";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runShard } from "../../src/workflows/run-dataset.ts";
import { selectSubset } from "../../src/workflows/select-subset.ts";
import { splitDataset } from "../../src/workflows/split-dataset.ts";
import { temporaryFolder, writeNoise } from "../support/noise-dataset.ts";
import { noise } from "../support/synthetic-signal.ts";
import { writeWav } from "../support/write-wav.ts";

test("pairs whose audio is gone stay together unverified, and the report says so", async (context) => {
  const root = temporaryFolder(context);
  const data = join(root, "data");
  writeNoise(data, 12, 4);
  mkdirSync(join(data, "z"));
  const original = noise(64_000, 99, 0.8);
  writeWav(join(data, "z/1.wav"), original, 16_000);
  writeWav(
    join(data, "z/2.wav"),
    original.map((sample) => 0.5 * sample),
    16_000,
  );
  const choices = {
    features: "none",
    workerCount: 1,
    shard: { number: 1, count: 1 },
    resume: false,
  } as const;
  const path = await runShard({ ...choices, path: data, out: join(root, "part.json") });
  const rule = { path, workerCount: 1, group: null, stratify: [], seed: 3, files: "list" } as const;
  const splits = [
    { name: "a", share: 0.5 },
    { name: "b", share: 0.5 },
  ];
  const known = await splitDataset({ ...rule, splits, out: join(root, "known") });
  assert.equal(known.report.units.largestUnit, 2);
  assert.equal(known.report.units.unverifiedPairCount, undefined);

  rmSync(join(data, "z/2.wav"));
  const { report, written } = await splitDataset({ ...rule, splits, out: join(root, "unknown") });
  assert.equal(report.units.unverifiedPairCount, 1);
  assert.equal(report.assignment["z/1.wav"], report.assignment["z/2.wav"]);
  assert.match(written.summary.map(({ text }) => text).join("\n"), /1 pair kept together unverified/);
  for (const fraction of [0.2, 0.4, 0.6, 0.8]) {
    const subset = await selectSubset({ ...rule, fraction, out: join(root, "subset") });
    assert.equal(subset.report.units.unverifiedPairCount, 1);
    assert.equal(subset.report.ids.includes("z/1.wav"), subset.report.ids.includes("z/2.wav"));
  }
});
