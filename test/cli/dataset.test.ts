import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { DatasetReport } from "../../src/model/dataset-statistics.ts";
import { assertHasFields, fieldsOf } from "../support/fields.ts";
import { runProfile, temporaryFolder } from "../support/run-profile.ts";
import { toneBytes, writeDeep } from "../support/write-wav.ts";

/** A folder that holds these tones, in Hertz, by path. */
function tones(context: TestContext, files: Readonly<Record<string, number>>): string {
  const folder = temporaryFolder(context);
  for (const [path, hertz] of Object.entries(files)) writeDeep(join(folder, path), toneBytes(hertz));
  return folder;
}

/** What `profile dataset <words> --json` prints: the whole of standard output has to be JSON. */
async function report(folder: string, ...words: readonly string[]): Promise<DatasetReport> {
  const { stdout, stderr, exitCode } = await runProfile(["dataset", ...words, "--json"], { folder });
  assert.equal(exitCode, 0, stderr);
  return JSON.parse(stdout) as DatasetReport;
}

function countsByLabel({ labels }: DatasetReport): Record<string, number> {
  return Object.fromEntries(labels.entries.map(({ label, count }) => [label, count]));
}

const birds = { "birds/owl/1.wav": 300, "birds/owl/2.wav": 310, "birds/wren/1.wav": 2000 };

test("a folder per label: both files are written, and their paths are said on standard error", async (context) => {
  const folder = tones(context, birds);
  const { exitCode, stdout, stderr } = await runProfile(["dataset", "birds"], { folder });
  assert.equal(exitCode, 0);
  assert.match(stdout, /^birds/);
  assert.deepEqual(stderr.trim().split("\n"), [
    "wrote reports/birds/dataset.html",
    "wrote reports/birds/dataset.json",
  ]);
  const stored = JSON.parse(
    readFileSync(join(folder, "reports/birds/dataset.json"), "utf8"),
  ) as DatasetReport;
  assert.deepEqual(countsByLabel(stored), { owl: 2, wren: 1 });
  assert.equal(stored.dataset.totalDurationSeconds, 0.75);
  assert.deepEqual(stored.format.sampleRatesHertz, { "8000": 3 });
  assert.match(readFileSync(join(folder, "reports/birds/dataset.html"), "utf8"), /^<!doctype html>/i);
});

test("--json prints the bytes of dataset.json and nothing else", async (context) => {
  const folder = tones(context, birds);
  const { stdout } = await runProfile(["dataset", "birds", "--json", "--out", "out"], { folder });
  assert.equal(stdout, readFileSync(join(folder, "out/dataset.json"), "utf8"));
  assert.equal(typeof (JSON.parse(stdout) as DatasetReport).createdAt, "string");
});

test("--label-pattern reads label and group from file names", async (context) => {
  const folder = tones(context, {
    "clips/0_ann_1.wav": 300,
    "clips/0_ben_1.wav": 320,
    "clips/1_ann_1.wav": 900,
  });
  const found = await report(folder, "clips", "--label-pattern", "{label}_{group}_{index}.wav");
  assert.deepEqual(countsByLabel(found), { "0": 2, "1": 1 });
  assert.deepEqual(found.dataset.groups, { ann: 2, ben: 1 });
});

test("a CSV manifest is read by the columns that are named", async (context) => {
  const folder = tones(context, { "audio/a.wav": 300, "audio/b.wav": 400, "audio/c.wav": 500 });
  const table = ["clip_name,animal,part,site", "a.wav,owl,train,north", "b.wav,owl,test,south"];
  writeDeep(join(folder, "list.csv"), [...table, "c.wav,wren,train,north", ""].join("\n"));
  const columns = { path: "clip_name", label: "animal", split: "part", group: "site" };
  const words = Object.entries(columns).flatMap(([role, name]) => [`--${role}-column`, name]);
  const found = await report(folder, "list.csv", ...words);
  assert.deepEqual(countsByLabel(found), { owl: 2, wren: 1 });
  assert.deepEqual(found.dataset.splits, { test: 1, train: 2 });
  assert.deepEqual(found.dataset.groups, { north: 2, south: 1 });
});

test("the same data give the same bytes, whatever the number of workers", async (context) => {
  // Above 32 files, so that two and three threads are really started.
  const names = Array.from({ length: 50 }, (_, index) => `clips/${index % 5}/${index}.wav`);
  const folder = tones(context, Object.fromEntries(names.map((name, index) => [name, 200 + 17 * index])));
  writeDeep(join(folder, "clips/0/broken.wav"), Buffer.from("RIFF and no more"));
  const texts = await Promise.all(
    ["1", "2", "3"].map(async (workers) => {
      const words = ["dataset", "clips", "--reproducible", "--workers", workers, "--out", `out-${workers}`];
      const { exitCode, stderr } = await runProfile(words, { folder });
      assert.equal(exitCode, 0, stderr);
      return readFileSync(join(folder, `out-${workers}/dataset.json`), "utf8");
    }),
  );
  assert.equal((JSON.parse(texts[0] ?? "") as DatasetReport).dataset.exampleCount, 51);
  assert.equal(texts[1], texts[0]);
  assert.equal(texts[2], texts[0]);
});

test("a corrupt, an empty and a truncated file are one finding each, with path and reason; --fail-on says what fails", async (context) => {
  const folder = tones(context, birds);
  const whole = toneBytes(440);
  writeDeep(join(folder, "birds/owl/corrupt.wav"), Buffer.from("these are no samples"));
  writeDeep(join(folder, "birds/owl/empty.wav"), "");
  writeDeep(join(folder, "birds/wren/truncated.wav"), whole.subarray(0, whole.length / 2));
  const found = await report(folder, "birds");
  const broken = found.findings.filter(({ code }) => code.startsWith("file-"));
  assert.deepEqual(broken.map(({ code, subject }) => [code, subject]).sort(), [
    ["file-truncated", "wren/truncated.wav"],
    ["file-unreadable", "owl/corrupt.wav"],
    ["file-unreadable", "owl/empty.wav"],
  ]);
  for (const { message } of broken) assert.match(message, /text|0 bytes|announces 4000 bytes/);
  assert.deepEqual([found.dataset.exampleCount, found.dataset.unreadableCount], [6, 2]);
  const { exitCode } = await runProfile(["dataset", "birds", "--fail-on", "error"], { folder });
  assert.equal(exitCode, 1);
});

test("--fail-on error lets a data set without errors pass", async (context) => {
  const folder = tones(context, birds);
  const { exitCode } = await runProfile(["dataset", "birds", "--fail-on", "error"], { folder });
  assert.equal(exitCode, 0);
});

test("--features meyda adds features under Meyda's own names", async (context) => {
  const found = await report(tones(context, birds), "birds", "--features", "meyda");
  assert.equal(found.meyda?.features["zcr"]?.count, 3);
});

/** The fields of a distribution. */
const distribution = "count min max mean standardDeviation quantiles histogram byLabel";
const quantiles = ["0.01", "0.05", "0.25", "0.5", "0.75", "0.95", "0.99"];

test("dataset.json has every field that others rely on", async (context) => {
  const found = await report(
    tones(context, { ...birds, "birds/owl/3.wav": 300 }),
    "birds",
    "--fail-on",
    "error",
  );
  assertHasFields(found, [
    ...fieldsOf("", "schemaVersion tool source createdAt options"),
    ...fieldsOf("tool", "name version"),
    ...fieldsOf(
      "dataset",
      "name exampleCount audioCount unreadableCount totalDurationSeconds totalBytes splits",
    ),
    ...fieldsOf("labels", "count entries entropyBalance imbalanceRatio effectiveClassCount unlabelledCount"),
    ...fieldsOf("labels.entries[]", "label count share totalDurationSeconds bySplit"),
    ...fieldsOf("duration", "count minSeconds maxSeconds meanSeconds standardDeviationSeconds byLabel"),
    ...fieldsOf("duration.histogram", "edges counts"),
    ...fieldsOf("duration.byLabel.owl", "count minSeconds maxSeconds meanSeconds"),
    ...fieldsOf("format", "sampleRatesHertz channelCounts bitDepths effectiveBitDepths codecs containers"),
    ...["peakDecibels", "rootMeanSquareDecibels", "loudnessLufs", "dcOffset", "clipping", "silence"].flatMap(
      (name) => fieldsOf(`level.${name}`, distribution),
    ),
    ...["centroidHertz", "rolloff85Hertz", "bandwidthHertz", "flatness"].flatMap((name) =>
      fieldsOf(`frequency.${name}`, distribution),
    ),
    ...fieldsOf("frequency.averageSpectrum", "bandCentersHertz decibels byLabel"),
    ...fieldsOf("frequency.melMean", "byLabel"),
    ...fieldsOf("duplicates", "exactGroups acrossSplits"),
    ...fieldsOf("findings[]", "code severity subject message evidence"),
    ...fieldsOf("findings[].evidence", "observed expected count rule"),
  ]);
  assert.deepEqual(Object.keys(found.duration.quantiles ?? {}).sort(), quantiles);
});

test("the keys of dataset.json are sorted at every level", async (context) => {
  const found = await report(tones(context, birds), "birds");
  const assertSorted = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    // Keys such as "0.5" and names only: JavaScript keeps whole numbers first by itself.
    const keys = Object.keys(value).filter((key) => !/^\d+$/.test(key));
    assert.deepEqual(keys, [...keys].sort());
    for (const child of Object.values(value)) assertSorted(child);
  };
  assertSorted(found);
});

test("nothing is written when nothing could be looked at", async (context) => {
  const folder = temporaryFolder(context);
  await runProfile(["dataset", "nowhere"], { folder });
  assert.equal(existsSync(join(folder, "reports")), false);
});
