import assert from "node:assert/strict";
import { copyFileSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { temporaryFolder, wavBytes, writeNoise } from "../support/noise-dataset.ts";
import { runProgram } from "../support/run-program.ts";
import { noise } from "../support/synthetic-signal.ts";

const shardOf = (number: number, count: number): readonly string[] => [
  ...["dataset", "set", "--shard", `${number}/${count}`, "--out", `parts/part-${number}.json`],
];

test("three shards, merged in any order, give the bytes of one run", async (context) => {
  const folder = temporaryFolder(context);
  writeNoise(join(folder, "set"), 20, 0.3);
  writeFileSync(join(folder, "set/a/broken.wav"), "no audio");
  writeFileSync(join(folder, "set/notes.txt"), "a finding of the listing, which all shards have");
  copyFileSync(join(folder, "set/a/000.wav"), join(folder, "set/b/copy.wav"));
  const whole = await runProgram(folder, ["dataset", "set", "--reproducible", "--out", "whole"]);
  assert.equal(whole.exitCode, 0, whole.errors);
  for (const number of [1, 2, 3]) {
    const shard = await runProgram(folder, shardOf(number, 3));
    assert.equal(shard.exitCode, 0, shard.errors);
  }
  assert.deepEqual(readdirSync(join(folder, "parts")), ["part-1.json", "part-2.json", "part-3.json"]);
  const parts = ["parts/part-3.json", "parts/part-1.json", "parts/part-2.json", "parts/part-1.json"];
  const merged = await runProgram(folder, ["merge", ...parts, "--reproducible", "--out", "merged"]);
  assert.equal(merged.exitCode, 0, merged.errors);
  for (const file of ["dataset.json", "dataset.html"]) {
    const [one, other] = ["whole", "merged"].map((run) => readFileSync(join(folder, run, file), "utf8"));
    assert.equal(other, one, file);
  }
});

test("what does not belong together is refused, by name, with exit code 2", async (context) => {
  const folder = temporaryFolder(context);
  writeNoise(join(folder, "set"), 4, 0.1);
  await runProgram(folder, shardOf(1, 3));
  await runProgram(folder, [...shardOf(2, 3), "--features", "meyda"]);
  const refusal = async (...words: string[]) => {
    const { exitCode, errors } = await runProgram(folder, ["merge", ...words]);
    assert.equal(exitCode, 2);
    return errors;
  };
  assert.match(await refusal("parts/part-1.json"), /missing 2\/3, 3\/3/);
  assert.match(
    await refusal("parts/part-1.json", "parts/part-2.json"),
    /parts\/part-1\.json and parts\/part-2\.json .* features "none" and "meyda"/,
  );
  assert.match(await refusal("set/a/000.wav"), /is not whole JSON/);
  writeFileSync(join(folder, "other.json"), "{}");
  assert.match(await refusal("other.json"), /is no part of a dataset/);
});

test("a shard needs a file, and is one of those there are", async (context) => {
  const folder = temporaryFolder(context);
  for (const words of [
    ["--shard", "1/2"],
    ["--shard", "3/2", "--out", "x.json"],
    ["--shard", "0/2"],
  ]) {
    const { exitCode, errors } = await runProgram(folder, ["dataset", ".", ...words]);
    assert.equal(exitCode, 2);
    assert.match(errors, /shard/);
  }
});

test("merged where the audio is not, clips that sound alike are named and not verified; --data finds it again", async (context) => {
  const folder = temporaryFolder(context);
  writeNoise(join(folder, "set"), 6, 0.2);
  const samples = noise(24_000, 99, 0.4);
  writeFileSync(join(folder, "set/a/loud.wav"), wavBytes(samples, 16_000));
  writeFileSync(
    join(folder, "set/b/soft.wav"),
    wavBytes(
      samples.map((sample) => sample / 2),
      16_000,
    ),
  );
  for (const number of [1, 2]) await runProgram(folder, shardOf(number, 2));
  const merge = async (...words: string[]) => {
    const parts = ["parts/part-1.json", "parts/part-2.json"];
    const { exitCode, errors } = await runProgram(folder, ["merge", ...parts, "--reproducible", ...words]);
    assert.equal(exitCode, 0, errors);
    return JSON.parse(readFileSync(join(folder, words.at(-1)!, "dataset.json"), "utf8"));
  };
  const there = await merge("--out", "there");
  renameSync(join(folder, "set"), join(folder, "moved"));
  const gone = await merge("--out", "gone");
  const found = await merge("--data", "moved", "--out", "found");
  assert.deepEqual(found, there);
  const pairsOf = (pairs: readonly { readonly a: string; readonly b: string }[]) =>
    pairs.map(({ a, b }) => [a, b]);
  assert.deepEqual(pairsOf(there.duplicates.nearPairs), [["a/loud.wav", "b/soft.wav"]]);
  assert.equal(there.duplicates.unverifiedPairs, undefined);
  assert.deepEqual(gone.duplicates.nearPairs, []);
  assert.deepEqual(pairsOf(gone.duplicates.unverifiedPairs), [["a/loud.wav", "b/soft.wav"]]);
  const codes = (report: { readonly findings: readonly { readonly code: string }[] }) =>
    report.findings.map(({ code }) => code);
  assert.ok(codes(gone).includes("near-duplicate-unverified") && !codes(gone).includes("near-duplicate"));
  assert.ok(codes(there).includes("near-duplicate-conflict"));
  const nowhere = await runProgram(folder, [
    "merge",
    "parts/part-1.json",
    "parts/part-2.json",
    "--data",
    "x",
  ]);
  assert.equal(nowhere.exitCode, 2);
  assert.match(nowhere.errors, /there is no x/);
});
