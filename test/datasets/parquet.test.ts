import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { isPlainTable } from "../../src/datasets/is-plain-table.ts";
import { openDataset } from "../../src/datasets/open-dataset.ts";
import { hashFile } from "../../src/io/hash-file.ts";
import { holdingMedia } from "../../src/io/held-cells.ts";
import { readMediaBytes } from "../../src/io/open-media.ts";
import { readAudio } from "../../src/io/read-audio.ts";
import { measureDataset } from "../../src/workflows/measure-dataset.ts";
import { toneBytes, writeDeep } from "../support/write-wav.ts";

const shards = join(import.meta.dirname, "../fixtures/layouts/parquet");

test("cells hold the bytes that were written, whatever packs them, in any order and many at once", async () => {
  const { examples } = await openDataset(join(shards, "good"));
  const expected = [600, 700, 300, 400, 500].map((hertz) =>
    createHash("sha256").update(toneBytes(hertz)).digest("hex"),
  );
  const hashes = (paths: readonly string[]) =>
    Promise.all(paths.map((path) => holdingMedia(path, () => hashFile(path))));
  const paths = examples.map(({ path }) => path);
  assert.deepEqual(await hashes(paths), expected);
  assert.deepEqual(await hashes([...paths].reverse()), [...expected].reverse());
});

test("a cell that nobody holds is not read, and says which it is", async () => {
  const { examples } = await openDataset(join(shards, "good"));
  assert.throws(() => readMediaBytes(examples[0]!.path), /row 0 holds no bytes in the column audio\.bytes/);
});

test("a Parquet file without recordings stays a table, one with bytes alone is none", async () => {
  assert.equal(await isPlainTable(join(shards, "table.parquet"), undefined), true);
  assert.equal(await isPlainTable(join(shards, "plain.parquet"), undefined), false);
  const { layout, examples } = await openDataset(join(shards, "plain.parquet"));
  assert.equal(layout, "parquet");
  assert.deepEqual(
    examples.map(({ id, label }) => [id, label]),
    [
      ["plain.parquet/row-0", "dog"],
      ["plain.parquet/row-1", "cat"],
    ],
  );
  await assert.rejects(openDataset(join(shards, "table.parquet"), { layout: "parquet" }), {
    code: "usage",
    hint: /no column holds recordings/,
  });
});

test("classes have their names, nested ones too, and numbers that are none are null", async () => {
  const { examples } = await openDataset(join(shards, "good"), { labelColumn: "marks[].kind" });
  const { label, labels, attributes } = examples[2]!;
  assert.deepEqual([label, labels], ["bark", ["bark", "howl"]]);
  assert.equal(attributes["label"], "dog");
  const marks = JSON.parse(
    String((await openDataset(join(shards, "good"))).examples[2]!.attributes["marks"]),
  );
  assert.deepEqual(marks, [
    { kind: "bark", at: 0.1 },
    { kind: "howl", at: null },
  ]);
});

test("a row without bytes means the file at its path, where that is", async (context) => {
  const root = mkdtempSync(join(tmpdir(), "soundings-"));
  context.after(() => rmSync(root, { recursive: true }));
  cpSync(join(shards, "paths.parquet"), join(root, "paths.parquet"));
  writeDeep(join(root, "wavs/1.wav"), toneBytes(300));
  const { examples, findings } = await openDataset(join(root, "paths.parquet"));
  assert.deepEqual(findings, []);
  assert.equal(examples[0]!.path, join(root, "wavs/1.wav"));
  for (const { path } of examples) assert.equal((await readAudio(path)).audio.kind, "decoded");
});

test("a recording that cannot be decoded is a finding, and the others are measured", async () => {
  const part = await measureDataset({ path: join(shards, "broken"), features: "none", workerCount: 1 });
  assert.deepEqual(
    part.clips.map(({ measurement: { problem, sizeBytes } }) => [problem?.code ?? null, sizeBytes]),
    [
      [null, 4044],
      ["file-unreadable", 20],
    ],
  );
});
