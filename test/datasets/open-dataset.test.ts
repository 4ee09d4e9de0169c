import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { openDataset } from "../../src/datasets/open-dataset.ts";
import type { Dataset } from "../../src/model/dataset.ts";
import { needsData, sharedData } from "../support/requirements.ts";

/** A folder with these files; content matters for tables only, since opening a dataset decodes nothing. */
function folderWith(context: TestContext, files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), "soundings-"));
  context.after(() => rmSync(root, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return root;
}

function labelsOf(dataset: Dataset): (readonly [string, string | null])[] {
  return dataset.examples.map(({ id, label }) => [id, label] as const);
}

function subjectsBy(dataset: Dataset): Record<string, string[]> {
  const subjects: Record<string, string[]> = {};
  for (const { code, subject } of dataset.findings) subjects[code] = [...(subjects[code] ?? []), subject];
  return subjects;
}

function countBy(values: readonly (string | null)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value ?? "none"] = (counts[value ?? "none"] ?? 0) + 1;
  return counts;
}

test("a folder per label; junk and other files are left out and told", async (context) => {
  const root = folderWith(context, {
    "dog/2.WAV": "",
    "dog/10.wav": "",
    "cat/1.flac": "",
    "cat/._1.flac": "",
    "cat/notes.txt": "",
    ".DS_Store": "",
    ".git/config": "",
    ".git/HEAD": "",
    "cat/Thumbs.db": "",
  });
  const dataset = await openDataset(root);
  assert.equal(dataset.layout, "folder-per-label");
  assert.deepEqual(labelsOf(dataset), [
    ["cat/1.flac", "cat"],
    ["dog/10.wav", "dog"],
    ["dog/2.WAV", "dog"],
  ]);
  assert.deepEqual(subjectsBy(dataset), {
    "file-junk": [".DS_Store", ".git", "cat/._1.flac", "cat/Thumbs.db"],
    "file-not-audio": ["cat/notes.txt"],
  });
});

test("a flat folder has no labels", async (context) => {
  const dataset = await openDataset(folderWith(context, { "1.wav": "", "2.mp3": "" }));
  assert.equal(dataset.layout, "flat-folder");
  assert.deepEqual(labelsOf(dataset), [
    ["1.wav", null],
    ["2.mp3", null],
  ]);
});

test("a manifest: columns by usual names, files found in a folder below", async (context) => {
  const root = folderWith(context, {
    "meta.csv": "File Name,Class,Fold,Speaker ID,note\nb.wav,dog,1,anna,loud\na.wav, Cat ,2,bo,\n",
    "recordings/a.wav": "",
    "recordings/b.wav": "",
  });
  const dataset = await openDataset(join(root, "meta.csv"));
  assert.equal(dataset.layout, "manifest");
  assert.deepEqual(dataset.examples[1], {
    id: "recordings/b.wav",
    path: join(root, "recordings/b.wav"),
    label: "dog",
    split: "1",
    group: "anna",
    attributes: { note: "loud" },
  });
  assert.equal(dataset.examples[0]?.label, " Cat ");
  assert.deepEqual(subjectsBy(dataset), { "path-resolved": ["recordings/"] });
  assert.match(dataset.findings[0]?.message ?? "", /^2 of the 2 files that meta\.csv names/);
});

test("a manifest's faults: missing, unlisted, repeated, contradicted, ragged", async (context) => {
  const root = folderWith(context, {
    "labels.tsv":
      "path\tlabel\nx/a.wav\tdog\nx/a.wav\tdog\nx/b.wav\tdog\nx/b.wav\tcat\nx/gone.wav\tdog\nx/c.wav\n",
    "x/a.wav": "",
    "x/b.wav": "",
    "x/c.wav": "",
    "x/d.wav": "",
    "x/.DS_Store": "",
    "elsewhere/e.wav": "",
  });
  const dataset = await openDataset(join(root, "labels.tsv"));
  assert.deepEqual(labelsOf(dataset), [
    ["x/a.wav", "dog"],
    ["x/b.wav", "dog"],
    ["x/c.wav", null],
  ]);
  assert.deepEqual(subjectsBy(dataset), {
    "file-junk": ["x/.DS_Store"],
    "file-missing": ["x/gone.wav"],
    "file-unlisted": ["x/d.wav"],
    "label-conflict": ["x/b.wav"],
    "row-ragged": ["labels.tsv:7"],
    "row-repeated": ["x/a.wav"],
  });
});

test("a manifest finds files whatever the Unicode form or the direction of slashes", async (context) => {
  const root = folderWith(context, {
    "m.jsonl": `{"audio":"x\\\\e\u0301.wav","label":3}\n{"audio":"./x/b.wav","label":true}\n`,
    "x/\u00e9.wav": "",
    "x/b.wav": "",
  });
  const dataset = await openDataset(join(root, "m.jsonl"));
  assert.deepEqual(labelsOf(dataset), [
    ["x/b.wav", "true"],
    ["x/\u00e9.wav", "3"],
  ]);
});

const mistakes = [
  ["no such path", "nowhere", {}, /no file or folder/, /Check the path/],
  ["no audio", "docs", {}, /no audio file/, /1 other files: readme\.md/],
  ["an audio file", "clips/a.wav", {}, /neither a folder nor a manifest/, /\.csv/],
  ["a column that is not there", "m.csv", { labelColumn: "kind" }, /no column "kind"/, /"path", "label"/],
  ["no column of paths", "other.csv", {}, /No column of other\.csv/, /"x", "y"/],
  ["a column for a folder", ".", { labelColumn: "kind" }, /needs a manifest/, /m\.csv/],
  ["a manifest without any of its files", "lost.csv", {}, /None of the files/, /gone\.wav/],
  ["a pattern without a field", ".", { labelPattern: "a.wav" }, /no field/, /\{label\}/],
] as const;

for (const [what, path, options, message, hint] of mistakes) {
  test(`${what} is the caller's mistake, with a hint of what is there`, async (context) => {
    const root = folderWith(context, {
      "clips/a.wav": "",
      "docs/readme.md": "",
      "m.csv": "path,label\nclips/a.wav,dog\n",
      "other.csv": "x,y\n1,2\n",
      "lost.csv": "path\ngone.wav\n",
    });
    await assert.rejects(openDataset(join(root, path), options), {
      name: "SoundingsError",
      code: "usage",
      message,
      hint,
    });
  });
}

test("fsdd by its names: 48 clips of each digit, 80 of each speaker", needsData("fsdd"), async () => {
  const dataset = await openDataset(sharedData("fsdd"), { labelPattern: "{label}_{group}_{index}.wav" });
  assert.equal(dataset.examples.length, 480);
  const digits = countBy(dataset.examples.map(({ label }) => label));
  assert.deepEqual(digits, Object.fromEntries(Array.from({ length: 10 }, (_, digit) => [String(digit), 48])));
  const speakers = countBy(dataset.examples.map(({ group }) => group));
  assert.deepEqual(Object.values(speakers), [80, 80, 80, 80, 80, 80]);
});

test("fsdd by its manifest: 60 test and 420 train", needsData("fsdd"), async () => {
  const dataset = await openDataset(join(sharedData("fsdd"), "labels.csv"));
  assert.deepEqual(countBy(dataset.examples.map(({ split }) => split)), { test: 60, train: 420 });
});

test("esc10: 20 clips of each of 10 classes, by folder and by manifest", needsData("esc10"), async () => {
  for (const path of [sharedData("esc10"), join(sharedData("esc10"), "labels.csv")]) {
    const counts = countBy((await openDataset(path)).examples.map(({ label }) => label));
    assert.deepEqual(Object.values(counts), Array(10).fill(20));
  }
});

test("labels_dirty.csv: exactly the faults that were put into it", needsData("mixed-formats"), async () => {
  const root = sharedData("mixed-formats");
  const truth = JSON.parse(readFileSync(join(root, "expected_faults.json"), "utf8")).labels_dirty;
  const found = subjectsBy(await openDataset(join(root, "labels_dirty.csv")));
  assert.deepEqual(found["file-missing"], truth.missing_files);
  assert.deepEqual(found["file-unlisted"], truth.unlisted_audio_files);
  assert.deepEqual(found["row-repeated"]?.toSorted(), truth.repeated_rows.toSorted());
  assert.deepEqual(found["label-conflict"], truth.conflicting_rows);
});

test("a manifest may name files outside its folder, and in a hidden one; it lends its own name or its folder's", async (context) => {
  const root = folderWith(context, {
    "recordings/a.wav": "",
    "lists/.cache/b.wav": "",
    "lists/notes.csv": "path,label\n../recordings/a.wav,x\n.cache/b.wav,y\n",
    "lists/labels.csv": "path,label\n../recordings/a.wav,x\n",
  });
  const notes = await openDataset(join(root, "lists/notes.csv"));
  assert.deepEqual(labelsOf(notes), [
    ["../recordings/a.wav", "x"],
    [".cache/b.wav", "y"],
  ]);
  assert.equal(notes.name, "notes");
  assert.equal((await openDataset(join(root, "lists/labels.csv"))).name, "lists");
});
