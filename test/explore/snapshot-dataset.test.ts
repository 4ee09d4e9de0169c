import assert from "node:assert/strict";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { compareDatasets } from "../../src/explore/compare-datasets.ts";
import { snapshotDataset } from "../../src/explore/snapshot-dataset.ts";
import type { DatasetSnapshot } from "../../src/model/dataset-snapshot.ts";
import { measureDataset } from "../../src/workflows/measure-dataset.ts";
import { reportPart } from "../../src/workflows/report-part.ts";
import { temporaryFolder, wavBytes, writeNoise } from "../support/noise-dataset.ts";
import { noise } from "../support/synthetic-signal.ts";

async function snapshotOf(path: string): Promise<DatasetSnapshot> {
  const part = await measureDataset({ path, features: "none", workerCount: 1 });
  const { findings } = await reportPart(part, { isReproducible: true });
  return snapshotDataset(part, findings);
}

function noiseFolder(context: TestContext): string {
  const folder = temporaryFolder(context);
  writeNoise(folder, 9, 0.5);
  return folder;
}

test("a snapshot keeps who, what and how loud, and no sound", async (context) => {
  const snapshot = await snapshotOf(noiseFolder(context));
  const [first] = snapshot.examples;
  assert.equal(snapshot.examples.length, 9);
  assert.equal(first?.id, "a/000.wav");
  assert.equal(first?.label, "a");
  assert.equal(first?.format, "wav pcm_s16le 16000 Hz 1 ch 16 bit");
  assert.match(first?.contentSha ?? "", /^[0-9a-f]{16}$/);
  assert.equal(first?.numbers[snapshot.numberNames.indexOf("durationSeconds")], 0.5);
  assert.ok(JSON.stringify(snapshot.examples).length / 9 < 400);
});

test("what is done to the files is what the comparison says", async (context) => {
  const folder = noiseFolder(context);
  const before = await snapshotOf(folder);
  rmSync(join(folder, "a/000.wav"));
  renameSync(join(folder, "a/003.wav"), join(folder, "b/003.wav"));
  writeFileSync(join(folder, "a/006.wav"), wavBytes(noise(8000, 99, 0.5), 16_000));
  // A chunk that no decoder plays: other bytes, the same sound.
  const bytes = readFileSync(join(folder, "b/001.wav"));
  writeFileSync(join(folder, "b/001.wav"), Buffer.concat([bytes, Buffer.from("LIST\u0004\0\0\0INFO")]));
  writeFileSync(join(folder, "c/new.wav"), wavBytes(noise(8000, 98, 0.5), 16_000));
  writeFileSync(join(folder, "c/002.wav"), readFileSync(join(folder, "c/002.wav")).subarray(0, 30));
  const { changes, unchangedCount, newFindings } = compareDatasets(before, await snapshotOf(folder));
  const ids = (kind: keyof typeof changes): readonly string[] => changes[kind].changes.map(({ id }) => id);
  assert.deepEqual(ids("removed"), ["a/000.wav"]);
  assert.deepEqual(ids("added"), ["c/new.wav"]);
  assert.deepEqual(ids("relabelled"), ["b/003.wav"]);
  assert.deepEqual(ids("reencoded"), ["b/001.wav"]);
  assert.deepEqual(ids("altered"), ["a/006.wav", "c/002.wav"]);
  assert.equal(unchangedCount, 4);
  assert.ok(newFindings.some(({ subject }) => subject === "c/002.wav"));
});
