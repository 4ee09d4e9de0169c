import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { isPlainTable } from "../../src/datasets/is-plain-table.ts";
import { type DatasetOptions, openDataset } from "../../src/datasets/open-dataset.ts";
import { listTar } from "../../src/io/list-tar.ts";
import { readAudio } from "../../src/io/read-audio.ts";
import { type Dataset, layouts } from "../../src/model/dataset.ts";
import { labelsOf } from "../../src/model/example.ts";
import { layoutFixtures, makeLayout, tarBytes } from "../fixtures/layouts/make-layouts.ts";
import { writeDeep } from "../support/write-wav.ts";

const fixtures = join(import.meta.dirname, "../fixtures");

/** What a layout needs to be told besides its path. */
const options: Readonly<Record<string, DatasetOptions>> = {
  "huggingface-jsonl": { labelColumn: "tags", splitColumn: "meta.split", groupColumn: "meta.voice.id" },
  manifest: { labelColumn: "tags", labelSeparator: ";" },
  "file-name-pattern": { labelPattern: "{label}_{group}_{index}.wav" },
  "nested-labels": {
    labelColumn: "annotations[].class",
    splitColumn: "meta.part",
    groupColumn: "meta.voices[0].id",
  },
};

/** A dataset in few words: its examples with labels, split and group, and its findings by code and subject. */
function inShort({ layout, examples, findings }: Dataset) {
  return {
    layout,
    examples: examples.map((example) => [
      example.id,
      labelsOf(example).join(" + "),
      example.split,
      example.group,
    ]),
    findings: findings.map(({ code, severity, subject }) => [code, severity, subject]),
  };
}

for (const [name, fixture] of Object.entries(layoutFixtures)) {
  test(`${name}: recognised, with what it says of each example; its broken twin, with what is wrong`, async (context) => {
    const root = mkdtempSync(join(tmpdir(), "soundings-"));
    context.after(() => rmSync(root, { recursive: true }));
    const found: Record<string, unknown> = {};
    for (const state of ["good", "broken"] as const) {
      const folder = join(root, state);
      makeLayout(fixture, folder, state === "broken");
      found[state] = inShort(await openDataset(join(folder, fixture.open ?? ""), options[name] ?? {}));
    }
    const expected = join(fixtures, "layouts", `${name}.json`);
    if (process.env["UPDATE_LAYOUTS"] === "1") writeFileSync(expected, `${JSON.stringify(found, null, 1)}\n`);
    assert.deepEqual(found, JSON.parse(readFileSync(expected, "utf8")));
  });
}

test("every example of every layout can be read: members of shards and stretches too", async (context) => {
  const root = mkdtempSync(join(tmpdir(), "soundings-"));
  context.after(() => rmSync(root, { recursive: true }));
  for (const [name, fixture] of Object.entries(layoutFixtures)) {
    makeLayout(fixture, join(root, name), false);
    const { examples } = await openDataset(join(root, name, fixture.open ?? ""), options[name] ?? {});
    for (const { id, path } of examples) {
      const { audio } = await readAudio(path);
      assert.equal(audio.kind, "decoded", `${name}: ${id}`);
      const seconds = /#t=([\d.]+),([\d.]+)$/.exec(id);
      const expected = seconds === null ? 0.25 : Number(seconds[2]) - Number(seconds[1]);
      assert.ok(audio.kind === "decoded" && Math.abs(audio.clip.durationSeconds - expected) < 1e-9, id);
    }
  }
});

test("archives of GNU, pax and ustar hold what Python's tarfile says", () => {
  const { python, ...archives } = JSON.parse(readFileSync(join(fixtures, "tar/archives.json"), "utf8"));
  assert.equal(typeof python, "string");
  for (const [format, members] of Object.entries(archives)) {
    assert.deepEqual(listTar(join(fixtures, `tar/${format}.tar`)), { members, trouble: null });
  }
});

test("a damaged header, and an archive that is none, are said; what came before is kept", (context) => {
  const root = mkdtempSync(join(tmpdir(), "soundings-"));
  context.after(() => rmSync(root, { recursive: true }));
  const bytes = tarBytes([
    ["1.wav", "a"],
    ["2.wav", "b"],
  ]);
  bytes.write("x", 1024 + 3);
  writeFileSync(join(root, "damaged.tar"), bytes);
  writeFileSync(join(root, "text.tar"), "this is no archive".repeat(100));
  writeFileSync(join(root, "empty.tar"), "");
  const damaged = listTar(join(root, "damaged.tar"));
  assert.deepEqual(
    damaged.members.map(({ name }) => name),
    ["1.wav"],
  );
  assert.match(damaged.trouble ?? "", /header at byte 1024 is damaged/);
  assert.match(listTar(join(root, "text.tar")).trouble ?? "", /header at byte 0 is damaged/);
  assert.match(listTar(join(root, "empty.tar")).trouble ?? "", /without its end mark/);
});

test("a layout that is named and does not fit says what it looks for", async (context) => {
  const root = mkdtempSync(join(tmpdir(), "soundings-"));
  context.after(() => rmSync(root, { recursive: true }));
  makeLayout(layoutFixtures["folder-per-label"]!, root, false);
  for (const layout of [
    "urbansound8k",
    "esc50",
    "kaldi",
    "nemo",
    "lhotse",
    "audioset",
    "common-voice",
    "speech-commands",
    "webdataset",
    "parquet",
    "huggingface",
    "manifest",
    "file-name-pattern",
  ] as const) {
    await assert.rejects(openDataset(root, { layout }), { name: "SoundingsError", code: "usage", hint: /./ });
  }
});

test("every layout has a fixture, with its broken twin and what is found in it", () => {
  const found = Object.keys(layoutFixtures).map(
    (name) =>
      JSON.parse(readFileSync(join(fixtures, "layouts", `${name}.json`), "utf8")) as Record<
        "good" | "broken",
        { readonly layout: string; readonly findings: readonly unknown[] }
      >,
  );
  assert.deepEqual([...new Set(found.map(({ good }) => good.layout))].sort(), [...layouts].sort());
  for (const { good, broken } of found) assert.ok(good.findings.length < broken.findings.length);
});

test("the docs name every layout", () => {
  const text = readFileSync(join(import.meta.dirname, "../../docs/layouts.md"), "utf8");
  for (const layout of layouts) assert.ok(text.includes(`| \`${layout}\` |`), layout);
});

test("what is no image is said among images, and images are listed", async (context) => {
  const root = mkdtempSync(join(tmpdir(), "soundings-"));
  context.after(() => rmSync(root, { recursive: true }));
  for (const name of ["dog/1.jpg", "cat/2.PNG", "cat/notes.txt"]) writeDeep(join(root, name), "");
  const dataset = await openDataset(root);
  assert.equal(dataset.kind, "image");
  assert.deepEqual(
    dataset.examples.map(({ id, label }) => [id, label]),
    [
      ["cat/2.PNG", "cat"],
      ["dog/1.jpg", "dog"],
    ],
  );
  assert.deepEqual(
    dataset.findings.map(({ code, subject }) => [code, subject]),
    [["file-not-image", "cat/notes.txt"]],
  );
});

test("segments of AudioSet without their clips are a table; with one of them they are a layout", async (context) => {
  const root = mkdtempSync(join(tmpdir(), "soundings-"));
  context.after(() => rmSync(root, { recursive: true }));
  const { good } = layoutFixtures["audioset"]!;
  const table = "balanced_train_segments.csv";
  const path = join(root, table);
  writeDeep(path, String(good[table]));
  assert.equal(await isPlainTable(path, undefined), true);
  writeDeep(join(root, "audio/stranger.wav"), "");
  assert.equal(await isPlainTable(path, undefined), true);
  writeDeep(join(root, "audio/xyz.wav"), "");
  assert.equal(await isPlainTable(path, undefined), false);
});
