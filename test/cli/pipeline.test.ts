import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { PipelineReport } from "../../src/model/pipeline-profile.ts";
import { assertHasFields, fieldsOf } from "../support/fields.ts";
import { fixtureModule, runProfile, temporaryFolder } from "../support/run-profile.ts";

/** What `profile pipeline <words> --json` prints: the whole of standard output has to be JSON. */
async function report(folder: string, ...words: readonly string[]): Promise<PipelineReport> {
  const { stdout, stderr, exitCode } = await runProfile(["pipeline", ...words, "--json"], { folder });
  assert.equal(exitCode, 0, stderr);
  return JSON.parse(stdout) as PipelineReport;
}

test("a stage that does twenty times the arithmetic of the others is the bottleneck", async (context) => {
  const folder = temporaryFolder(context);
  const words = ["pipeline", fixtureModule("tones.ts"), "--param", "factor=20", "--param", "count=400"];
  const { exitCode, stdout, stderr } = await runProfile(words, { folder });
  assert.equal(exitCode, 0, stderr);
  assert.match(stdout, /"augment" is \d+% of its work/);
  assert.deepEqual(stderr.trim().split("\n"), [
    "wrote reports/tones/pipeline.html",
    "wrote reports/tones/pipeline.json",
  ]);
  const stored = JSON.parse(
    readFileSync(join(folder, "reports/tones/pipeline.json"), "utf8"),
  ) as PipelineReport;
  assert.equal(stored.bottleneck.stage, "augment");
  assert.equal(stored.bottleneck.resource, "main");
  assert.deepEqual(
    stored.stages.map(({ name, kind }) => `${name}: ${kind}`),
    ["seeds: source", "decode: map", "augment: map", "mel: map", "batch: batch"],
  );
  const most = [...stored.predictions].sort((a, b) => b.speedup - a.speedup)[0];
  assert.deepEqual(most?.change, { stage: "augment", kind: "free", amount: null });
  assert.deepEqual(stored.stages.at(-1)?.contract?.shape, [4, 2]);
});

test("pipeline.json has every field that others rely on", async (context) => {
  const found = await report(temporaryFolder(context), fixtureModule("tones.ts"));
  assertHasFields(found, [
    ...fieldsOf(
      "",
      "schemaVersion tool pipeline environment run stages bounds bottleneck predictions findings",
    ),
    ...fieldsOf("pipeline", "name parameters"),
    ...fieldsOf(
      "run",
      "exampleCount wallSeconds examplesPerSecond audioSecondsPerSecond steadyFromExample overheadShare epochs",
    ),
    ...fieldsOf(
      "stages[]",
      "name kind concurrency callCount inputCount outputCount visitRatio busySeconds cpuSeconds starvedSeconds " +
        "backPressuredSeconds eventLoopWaitSeconds gcSeconds serviceSeconds examplesPerSecond " +
        "audioSecondsPerSecond bytesPerSecond utilization contract",
    ),
    "stages[].serviceSeconds.quantiles",
    ...fieldsOf("stages[].contract", "shape dtype min max nanCount"),
    ...fieldsOf("bounds[]", "resource demandSeconds capacity examplesPerSecond inequality"),
    ...fieldsOf("bottleneck", "stage resource utilization reason"),
    ...fieldsOf("predictions[]", "change examplesPerSecond speedup"),
    ...fieldsOf("predictions[].change", "stage kind amount"),
    ...fieldsOf("predictions[].examplesPerSecond", "center low high confidenceLevel"),
  ]);
});

test("parameters reach the module with their types, over its defaults", async (context) => {
  const given = ["gain=2.5", "verbose=true", "path=a=b", "zip=01", "empty="];
  const words = given.flatMap((text) => ["--param", text]);
  const found = await report(temporaryFolder(context), fixtureModule("parameters.mjs"), ...words);
  const [, ...names] = found.stages.map(({ name }) => name);
  assert.deepEqual(names, [
    "rate: string 8000",
    "gain: number 2.5",
    "verbose: boolean true",
    "path: string a=b",
    "zip: string 01",
    "empty: string ",
  ]);
});

test("a module that prints does not spoil --json", async (context) => {
  const folder = temporaryFolder(context);
  const words = ["pipeline", fixtureModule("chatty.mjs"), "--json"];
  const { stdout, stderr } = await runProfile(words, { folder });
  assert.equal((JSON.parse(stdout) as PipelineReport).pipeline.name, "chatty");
  assert.match(stderr, /loading\nat 1\nand on\nat 2/);
});

test("--examples stops a run early, and --fail-on warns of a run that says little", async (context) => {
  const words = [fixtureModule("tones.ts"), "--param", "count=4000", "--examples", "40"];
  const found = await report(temporaryFolder(context), ...words);
  assert.ok(found.run.outputCount <= 10, `${found.run.outputCount} batches of 4`);
  assert.ok(found.findings.some(({ code, severity }) => code === "run-short" && severity === "info"));
  const folder = temporaryFolder(context);
  const { exitCode } = await runProfile(["pipeline", ...words, "--fail-on", "info"], { folder });
  assert.equal(exitCode, 1);
});

test("timers that a module leaves behind do not keep the program alive", async (context) => {
  const folder = temporaryFolder(context);
  const { exitCode } = await runProfile(["pipeline", fixtureModule("leaves-timers.mjs")], { folder });
  assert.equal(exitCode, 0);
});
