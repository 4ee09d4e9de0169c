import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Finding } from "../../src/model/finding.ts";
import { place, placeCleanImages, placeFaultyImages, scene } from "../support/image-scenes.ts";
import { temporaryFolder } from "../support/noise-dataset.ts";
import { runProgram } from "../support/run-program.ts";

/** Runs `profile dataset` and gives what it wrote. */
async function look(folder: string, path: string, ...words: string[]) {
  const out = join(folder, "report");
  const run = await runProgram(folder, ["dataset", path, "--reproducible", "--out", out, ...words]);
  assert.equal(run.exitCode, 0, run.errors);
  return {
    ...run,
    json: readFileSync(join(out, "dataset.json"), "utf8"),
    page: readFileSync(join(out, "dataset.html"), "utf8"),
  };
}

const codesOf = (findings: readonly Finding[]): readonly string[] =>
  [...new Set(findings.map(({ code, severity }) => `${severity} ${code}`))].sort();

test("images with which nothing is wrong have no finding, and their numbers are there", async (context) => {
  const folder = temporaryFolder(context);
  await placeCleanImages(join(folder, "set"));
  const { json, page, output } = await look(folder, "set");
  const report = JSON.parse(json);
  assert.deepEqual(report.findings, []);
  assert.equal(report.dataset.imageCount, 24);
  assert.deepEqual(report.dataset.splits, { test: 12, train: 12 });
  assert.deepEqual(report.images.sizes, { "96 x 64": 24 });
  assert.equal(report.images.brightness.byLabel.cat.count, 12);
  assert.equal(report.means.all.count, 24);
  assert.equal(Buffer.from(report.means.byLabel.dog.rgb, "base64").length, 3 * 32 * 32);
  assert.match(output, /set {2}24 images/);
  assert.match(page, /Mean image of cat/);
  assert.doesNotMatch(page, /https?:\/\//);
});

test("every fault that is planted among images is found, and named by its code", async (context) => {
  const folder = temporaryFolder(context);
  await placeFaultyImages(join(folder, "set"));
  const { json, page } = await look(folder, "set");
  const { findings, duplicates, leakage, dataset } = JSON.parse(json);
  assert.deepEqual(codesOf(findings), [
    "error codec-unsupported",
    "error duplicate-across-splits",
    "error duplicate-label-conflict",
    "error file-empty",
    "error file-unreadable",
    "error near-duplicate-across-splits",
    "error near-duplicate-conflict",
    "info alpha-unused",
    "info file-not-image",
    "info gray-as-color",
    "info image-blurred",
    "info image-light",
    "info image-small",
    "info mixed-bit-depths",
    "info mixed-sizes",
    "info odd-aspect-ratio",
    "info transparent-pixels",
    "warning duplicate-images",
    "warning exif-orientation",
    "warning file-truncated",
    "warning image-blank",
    "warning image-dark",
    "warning mixed-modes",
    "warning near-duplicate",
    "warning wrong-extension",
  ]);
  assert.equal(dataset.unreadableCount, 3);
  const pairs = duplicates.nearPairs.map(({ a, b }: { a: string; b: string }) => [a, b]);
  assert.deepEqual(pairs, [
    ["test/dog/near-across.jpg", "train/dog/01.jpg"],
    ["train/cat/08.jpg", "train/dog/near-other-label.webp"],
  ]);
  assert.equal(leakage.pairCount, 3);
  assert.ok(page.length < 3e6);
});

test("the rules of findings about images are those of docs/images.md", async (context) => {
  const folder = temporaryFolder(context);
  await placeFaultyImages(join(folder, "set"));
  const { findings } = JSON.parse((await look(folder, "set")).json);
  const text = readFileSync(join(import.meta.dirname, "../../docs/images.md"), "utf8");
  const audio = readFileSync(join(import.meta.dirname, "../../docs/findings.md"), "utf8");
  for (const { code, evidence } of findings as Finding[]) {
    const isShared = audio.includes(`### \`${code}\``) && !text.includes(`| \`${code}\` |`);
    assert.ok(isShared || text.includes(`| \`${code}\` |`), `${code} is on no page`);
    if (!isShared && !code.startsWith("near-"))
      assert.ok(text.includes(evidence.rule), `${code}: ${evidence.rule}`);
  }
});

test("the same images give the same bytes, in one thread and in several", async (context) => {
  const folder = temporaryFolder(context);
  await placeCleanImages(join(folder, "set"));
  // Enough for two threads.
  for (let index = 50; index < 80; index++)
    place(join(folder, "set"), `train/cat/${index}.png`, await scene(index).png().toBuffer());
  const one = await look(folder, "set", "--workers", "1");
  const two = await look(folder, "set", "--workers", "2");
  assert.equal(one.json, two.json);
  assert.equal(one.page, two.page);
});

test("headers alone give sizes and formats, and say what they leave out", async (context) => {
  const folder = temporaryFolder(context);
  await placeCleanImages(join(folder, "set"));
  const full = JSON.parse((await look(folder, "set")).json);
  const headers = JSON.parse((await look(folder, "set", "--headers-only")).json);
  assert.deepEqual(headers.dataset, full.dataset);
  assert.deepEqual(headers.images.widthPixels, full.images.widthPixels);
  assert.deepEqual(headers.images.sizes, full.images.sizes);
  assert.equal(headers.images.brightness.count, 0);
  assert.equal(headers.methodBySection["images.brightness"].method, "absent");
  assert.equal(headers.means.all, null);
});

test("a redacted report holds no name, no picture and no path", async (context) => {
  const folder = temporaryFolder(context);
  await placeFaultyImages(join(folder, "set"));
  place(join(folder, "set"), "train/rarity/secret.jpg", await scene(90).jpeg().toBuffer());
  const { json, page } = await look(folder, "set", "--redact");
  for (const text of [json, page]) {
    assert.doesNotMatch(text, /secret|rarity|equal-across|near-other|really-a-png|notes\.txt/);
    assert.doesNotMatch(text, /data:image\/webp/);
  }
  assert.deepEqual(JSON.parse(json).means, { all: null, byLabel: {} });
  assert.match(json, /image-\d\d\.jpg/);
});

test("what is for audio alone is refused with images", async (context) => {
  const folder = temporaryFolder(context);
  await placeCleanImages(join(folder, "set"));
  for (const words of [["--resume"], ["--features", "meyda"], ["--speech"]]) {
    const { exitCode, errors } = await runProgram(folder, ["dataset", "set", ...words]);
    assert.equal(exitCode, 2);
    assert.match(errors, /this one holds images/);
  }
});

/** What a layout of images lists, in few words. */
async function listed(folder: string, path: string) {
  const { json } = await look(folder, path);
  const { dataset, labels, findings } = JSON.parse(json);
  return {
    imageCount: dataset.imageCount,
    splits: dataset.splits,
    labels: labels.entries.map(({ label, count }: { label: string; count: number }) => [label, count]),
    findings: findings
      .filter(({ code }: Finding) => /^(file|row|label-conflict|split-conflict)/.test(code))
      .map(({ code, subject }: Finding) => [code, subject]),
  };
}

/** The layouts of images: their tables, and what a broken twin changes. */
const layouts: Readonly<
  Record<string, { readonly good: Record<string, string>; readonly broken: Record<string, string> }>
> = {
  imagefolder: {
    good: {
      "train/metadata.csv": "file_name,label\n1.jpg,cat\n2.jpg,dog\n3.jpg,cat\n",
      "test/metadata.csv": "file_name,label\n4.jpg,dog\n5.jpg,cat\n",
    },
    broken: {
      "train/metadata.csv": 'file_name,label\n1.jpg,cat\ngone.jpg,dog\n3.jpg,cat\n3.jpg,dog\n"2.jpg\n',
    },
  },
  "flat-metadata": {
    good: {
      "metadata.csv":
        "file_name,label\ntrain/1.jpg,cat\ntrain/2.jpg,dog\ntrain/3.jpg,cat\ntest/4.jpg,dog\ntest/5.jpg,cat\n",
    },
    broken: {
      "metadata.csv":
        "file_name,label\ntrain/1.jpg,cat\ntrain/gone.jpg,dog\ntrain/3.jpg,cat,extra\ntest/4.jpg,dog\n",
    },
  },
  "folder-per-label": { good: {}, broken: { "train/cat/notes.txt": "no image", "train/cat/.hidden": "" } },
};

for (const [name, { good, broken }] of Object.entries(layouts)) {
  test(`images as ${name}: what is listed; its broken twin, with what is wrong`, async (context) => {
    const folder = temporaryFolder(context);
    const found: Record<string, unknown> = {};
    for (const [state, files] of Object.entries({ good, broken: { ...good, ...broken } })) {
      const root = join(folder, state);
      mkdirSync(root);
      const isByFolder = name === "folder-per-label";
      for (const [index, split] of ["train", "train", "train", "test", "test"].entries()) {
        const label = isByFolder ? `${index % 2 === 0 ? "cat" : "dog"}/` : "";
        place(
          root,
          `${split}/${label}${index + 1}.jpg`,
          await scene(index + 60)
            .jpeg({ quality: 90 })
            .toBuffer(),
        );
      }
      for (const [path, text] of Object.entries(files)) place(root, path, text);
      if (state === "broken") place(root, `train/${isByFolder ? "cat/" : ""}extra.webp`, "no picture");
      found[state] = await listed(folder, root);
    }
    const expected = join(import.meta.dirname, `../fixtures/images/layout-${name}.json`);
    if (process.env["UPDATE_LAYOUTS"] === "1") writeFileSync(expected, `${JSON.stringify(found, null, 1)}\n`);
    assert.deepEqual(found, JSON.parse(readFileSync(expected, "utf8")));
    assert.deepEqual(readdirSync(folder).sort(), ["broken", "good", "report"]);
  });
}
