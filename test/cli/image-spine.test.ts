import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import sharp from "sharp";
import { openEngine, sqlText } from "../../src/io/tables/engine.ts";
import { place, placeCleanImages, placeFaultyImages, scene } from "../support/image-scenes.ts";
import { temporaryFolder, writeNoise } from "../support/noise-dataset.ts";
import { runProgram } from "../support/run-program.ts";

/** Runs the program in `folder`, and expects it to end with `exitCode`. */
async function run(folder: string, words: readonly string[], exitCode = 0) {
  const ended = await runProgram(folder, words);
  assert.equal(ended.exitCode, exitCode, ended.errors + ended.output);
  return ended;
}

const jsonOf = (folder: string, path: string) => JSON.parse(readFileSync(join(folder, path), "utf8"));

/** Two states of one dataset of images: what was done to the second is what its comment says. */
async function twoStates(folder: string): Promise<void> {
  await placeCleanImages(join(folder, "before"));
  await placeCleanImages(join(folder, "after"));
  const at = (path: string): string => join(folder, "after", path);
  rmSync(at("test/dog/03.jpg"));
  renameSync(at("train/cat/04.jpg"), at("train/dog/04.jpg"));
  renameSync(at("test/cat/06.jpg"), at("train/cat/06.jpg"));
  // Another picture under the old name; one picture encoded anew, smaller.
  place(join(folder, "after"), "train/cat/08.jpg", await scene(500).jpeg({ quality: 90 }).toBuffer());
  const again = await sharp(at("test/cat/10.jpg")).resize(72, 48).jpeg({ quality: 60 }).toBuffer();
  writeFileSync(at("test/cat/10.jpg"), again);
  for (let index = 100; index < 130; index++) {
    const dark = scene(index).linear(0.5, 0).jpeg({ quality: 90 });
    place(join(folder, "after"), `train/cat/${index}.jpg`, await dark.toBuffer());
  }
}

test("three shards of images, merged in any order, give the bytes of one run", async (context) => {
  const folder = temporaryFolder(context);
  await placeFaultyImages(join(folder, "set"));
  await run(folder, ["dataset", "set", "--reproducible", "--out", "whole"]);
  for (const number of [1, 2, 3])
    await run(folder, ["dataset", "set", "--shard", `${number}/3`, "--out", `part-${number}.json`]);
  const parts = ["part-3.json", "part-1.json", "part-2.json", "part-1.json"];
  await run(folder, ["merge", ...parts, "--reproducible", "--out", "merged"]);
  for (const file of ["dataset.json", "dataset.html"]) {
    const [one, other] = ["whole", "merged"].map((at) => readFileSync(join(folder, at, file), "utf8"));
    assert.equal(other, one, file);
  }
  assert.match((await run(folder, ["merge", "part-1.json"], 2)).errors, /missing 2\/3, 3\/3/);
});

test("merged where the images are not, those that look alike are named and not verified; --data finds them again", async (context) => {
  const folder = temporaryFolder(context);
  await placeFaultyImages(join(folder, "set"));
  for (const number of [1, 2])
    await run(folder, ["dataset", "set", "--shard", `${number}/2`, "--out", `part-${number}.json`]);
  const merge = async (out: string, ...words: string[]) => {
    await run(folder, ["merge", "part-1.json", "part-2.json", "--reproducible", "--out", out, ...words]);
    return jsonOf(folder, `${out}/dataset.json`);
  };
  const there = await merge("there");
  renameSync(join(folder, "set"), join(folder, "moved"));
  const gone = await merge("gone");
  assert.deepEqual(await merge("found", "--data", "moved"), there);
  assert.equal(there.duplicates.unverifiedPairs, undefined);
  assert.deepEqual(gone.duplicates.nearPairs, []);
  const pairsOf = (pairs: readonly { readonly a: string; readonly b: string }[]) =>
    pairs.map(({ a, b }) => `${a} ${b}`);
  for (const pair of pairsOf(there.duplicates.nearPairs))
    assert.ok(pairsOf(gone.duplicates.unverifiedPairs).includes(pair), pair);
  const codes = gone.findings.map(({ code }: { readonly code: string }) => code);
  assert.ok(codes.includes("near-duplicate-unverified") && !codes.includes("near-duplicate"));
  assert.match(readFileSync(join(folder, "gone/dataset.html"), "utf8"), /not verified/);
});

test("two folders of images are compared image by image and as distributions", async (context) => {
  const folder = temporaryFolder(context);
  await twoStates(folder);
  const { output } = await run(folder, ["diff", "before", "after", "--out", "diff"]);
  assert.match(output, /1 removed, 1 relabelled, 1 moved, 1 altered, 1 reencoded, 2 renamed, 30 added/);
  const { comparison, drifts, hasDrifted, facts } = jsonOf(folder, "diff/diff.json");
  const idsOf = (kind: string) => comparison.changes[kind].changes.map(({ id }: { id: string }) => id);
  assert.deepEqual(idsOf("removed"), ["test/dog/03.jpg"]);
  assert.deepEqual(idsOf("relabelled"), ["train/dog/04.jpg"]);
  assert.deepEqual(idsOf("moved"), ["train/cat/06.jpg"]);
  assert.deepEqual(idsOf("altered"), ["train/cat/08.jpg"]);
  assert.deepEqual(idsOf("reencoded"), ["test/cat/10.jpg"]);
  assert.equal(comparison.unchangedCount, 19);
  assert.equal(hasDrifted, true);
  const brightness = drifts.find(
    ({ feature, scope }: { feature: string; scope: string }) => feature === "brightness" && scope === "added",
  );
  assert.equal(brightness.outcome, "drifted");
  assert.ok(brightness.effect.center > 0.9 && brightness.adjustedPValue < 1e-6);
  assert.ok(facts.some(({ name }: { name: string }) => name === "medianSharpness"));
  // An old dataset.json is compared by what it counts; and nothing has drifted from itself.
  await run(folder, ["dataset", "before", "--reproducible", "--out", "old"]);
  await run(folder, ["diff", "old/dataset.json", "after", "--out", "counted"]);
  assert.equal(jsonOf(folder, "counted/diff.json").comparison, null);
  const same = await run(folder, ["diff", "before", "before", "--fail-on-drift", "--out", "same"]);
  assert.match(same.output, /no drift beyond chance/);
});

test("a reference adds what has drifted to a report on images", async (context) => {
  const folder = temporaryFolder(context);
  await twoStates(folder);
  const words = ["dataset", "after", "--reference", "before", "--reproducible", "--out", "report"];
  assert.match((await run(folder, words)).output, /reference +before: \d+ of \d+ distributions drifted/);
  const { reference } = jsonOf(folder, "report/dataset.json");
  assert.equal(reference.hasDrifted, true);
  assert.match(readFileSync(join(folder, "report/dataset.html"), "utf8"), /Against the reference/);
});

test("a report on images becomes a card and a description in Croissant that speak of images", async (context) => {
  const folder = temporaryFolder(context);
  await placeCleanImages(join(folder, "set"));
  await run(folder, ["dataset", "set", "--reproducible", "--out", "report"]);
  await run(folder, ["card", "report/dataset.json"]);
  const card = readFileSync(join(folder, "report/card.md"), "utf8");
  assert.match(card, /from every pixel of every file/);
  assert.match(card, /\| Sizes \| 96 x 64 \(24\) \|/);
  assert.match(card, /\| Width in pixels \| 96 \| 96 \| 96 \|/);
  assert.match(card, /\| cat \| 12 \| 50% \|\n/);
  assert.doesNotMatch(card, /[Aa]udio|clip/);
  await run(folder, ["card", "report/dataset.json", "--croissant"]);
  const { distribution, recordSet } = jsonOf(folder, "report/croissant.json");
  assert.equal(distribution[0].encodingFormat, "image/jpeg");
  const [, images] = recordSet;
  assert.equal(images["@id"], "images");
  assert.deepEqual(
    images.field.map(({ dataType }: { dataType: unknown }) => dataType),
    ["sc:ImageObject", "sc:Text", ["sc:Text", "cr:Label"]],
  );
});

test("a gate on images fails on what was done to them, and passes on what was not", async (context) => {
  const folder = temporaryFolder(context);
  await twoStates(folder);
  await run(folder, ["baseline", "save", "photos", "--dataset", "before"]);
  await run(folder, ["gate", "--baseline", "photos", "--dataset"]);
  const { output } = await run(folder, ["gate", "--baseline", "photos", "--dataset", "after"], 1);
  assert.match(output, /another picture under the old name, such as train\/cat\/08\.jpg/);
  assert.match(
    output,
    /stored otherwise \(another format, mode, depth or size\), such as test\/cat\/10\.jpg/,
  );
  assert.match(output, /brightness/);
  // Once accepted, the new state is what later ones are compared with.
  const accept = ["baseline", "accept", "photos", "--dataset", "after", "--reason", "more cats at night"];
  await run(folder, accept);
  await run(folder, ["gate", "--baseline", "photos", "--dataset", "after"]);
});

test("subsets and splits of images keep copies together, and labels are reviewed with pictures", async (context) => {
  const folder = temporaryFolder(context);
  await placeCleanImages(join(folder, "set"));
  const at = (path: string): string => join(folder, "set", path);
  copyFileSync(at("train/cat/00.jpg"), at("train/dog/equal.jpg"));
  const near = await sharp(at("train/cat/04.jpg")).jpeg({ quality: 50 }).toBuffer();
  writeFileSync(at("test/cat/near.jpg"), near);
  await run(folder, ["dataset", "set", "--shard", "1/1", "--out", "whole.json"]);
  const words = ["split", "whole.json", "--into", "train=0.5,test=0.5", "--out", "splits"];
  await run(folder, words);
  const { assignment, leaks, units } = jsonOf(folder, "splits/split.json");
  assert.deepEqual(leaks, { duplicateCount: 0, groupCount: 0 });
  assert.equal(units.unitCount, 24);
  assert.equal(assignment["train/cat/00.jpg"], assignment["train/dog/equal.jpg"]);
  assert.equal(assignment["train/cat/04.jpg"], assignment["test/cat/near.jpg"]);
  await run(folder, ["subset", "set", "--fraction", "50%", "--out", "half"]);
  const half = jsonOf(folder, "half/subset.json");
  assert.ok(half.drifts.some(({ feature }: { feature: string }) => feature === "brightness"));
  const listed = readFileSync(join(folder, "half/subset.csv"), "utf8");
  assert.equal(listed.trim().split("\n").length, half.count + 1);
  await run(folder, ["dataset", "half/subset.csv", "--out", "half/report"]);
  assert.equal(jsonOf(folder, "half/report/dataset.json").dataset.imageCount, half.count);
  await run(folder, ["labels", "review", "whole.json", "--out", "review"]);
  const { items, kind } = jsonOf(folder, "review/labels.json");
  assert.equal(kind, "image");
  assert.deepEqual(
    items
      .filter(({ reason }: { reason: string }) => reason === "copies-disagree")
      .map(({ id }: { id: string }) => id),
    ["train/cat/00.jpg", "train/dog/equal.jpg"],
  );
  assert.match(
    readFileSync(join(folder, "review/review.html"), "utf8"),
    /<img alt="train\/cat\/00\.jpg" src="data:image\/webp/,
  );
});

test("images and recordings are not compared", async (context) => {
  const folder = temporaryFolder(context);
  await placeCleanImages(join(folder, "images"));
  writeNoise(join(folder, "sounds"), 4, 0.1);
  const { errors } = await run(folder, ["diff", "images", "sounds", "--out", "diff"], 2);
  assert.match(errors, /images holds images and sounds holds audio/);
  await run(folder, ["baseline", "save", "set", "--dataset", "images"]);
  assert.match(
    (await run(folder, ["gate", "--baseline", "set", "--dataset", "sounds"], 4)).errors,
    /set is a dataset of images, and what is there now one of recordings/,
  );
});

test("images in Parquet, as Hugging Face stores them, are measured in place as the files are", async (context) => {
  const folder = temporaryFolder(context);
  await placeCleanImages(join(folder, "set"));
  mkdirSync(join(folder, "shards"));
  const { query, close } = await openEngine(1);
  const files = sqlText(join(folder, "set/*/*/*.jpg"));
  const shard = sqlText(join(folder, "shards/train-00000-of-00001.parquet"));
  await query(
    `COPY (SELECT {'bytes': content, 'path': parse_filename(filename)} AS image, parse_filename(parse_dirpath(filename)) AS label FROM read_blob(${files}) ORDER BY filename) TO ${shard} (FORMAT parquet)`,
  );
  close();
  await run(folder, ["dataset", "set", "--reproducible", "--out", "files"]);
  await run(folder, ["dataset", "shards", "--reproducible", "--out", "cells"]);
  const [asFiles, inCells] = ["files", "cells"].map((out) => jsonOf(folder, `${out}/dataset.json`));
  assert.equal(inCells.dataset.imageCount, 24);
  assert.deepEqual(
    inCells.labels.entries.map(({ label, count }: { label: string; count: number }) => [label, count]),
    [
      ["cat", 12],
      ["dog", 12],
    ],
  );
  assert.deepEqual(inCells.means, asFiles.means);
  for (const name of ["brightness", "sharpness", "widthPixels"])
    assert.deepEqual(inCells.images[name].byLabel, asFiles.images[name].byLabel, name);
});
