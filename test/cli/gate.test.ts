import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import type { Baseline } from "../../src/model/baseline.ts";
import type { GateReport } from "../../src/model/verdict.ts";
import { assertHasFields, fieldsOf } from "../support/fields.ts";
import { fixtureModule, type ProgramRun, runProfile, temporaryFolder } from "../support/run-profile.ts";

const tones = fixtureModule("tones.ts");
const withoutMel = fixtureModule("without-mel.ts");

describe("a stored baseline", () => {
  const folder = temporaryFolder({ after });
  const profile = (...words: readonly string[]): Promise<ProgramRun> => runProfile(words, { folder });
  const verdict = (out: string): GateReport =>
    JSON.parse(readFileSync(join(folder, out, "gate.json"), "utf8")) as GateReport;

  before(async () => {
    const { exitCode, stderr } = await profile(
      ...["baseline", "save", "main", tones, "--rounds", "10", "--passes", "2", "--param", "count=32"],
    );
    assert.equal(exitCode, 0, stderr);
    assert.equal(stderr, "wrote .soundings/baselines/main.json\n");
  });

  test("keeps the values of every round, and what they were measured with", async () => {
    const stored = JSON.parse(
      readFileSync(join(folder, ".soundings/baselines/main.json"), "utf8"),
    ) as Baseline;
    assertHasFields(stored, [
      ...fieldsOf("", "schemaVersion createdAt commit environment samples contracts ledger"),
      ...fieldsOf("", "calibrationSeconds metrics module roundCount passCount exampleCount"),
      ...fieldsOf("samples[]", "metricId values"),
    ]);
    assert.deepEqual(
      stored.samples.map(({ metricId, values }) => [metricId, values.length]),
      ["seeds", "decode", "augment", "mel", "batch"]
        .map((stage) => [`stage:${stage}`, 10])
        .concat([["pipeline", 10]]),
    );
    assert.deepEqual(stored.pipeline, { name: "tones", parameters: { count: 32, factor: 1 } });
  });

  test("is listed and shown", async () => {
    assert.equal((await profile("baseline", "list")).stdout, "main\n");
    assert.deepEqual(JSON.parse((await profile("baseline", "list", "--json")).stdout), {
      baselines: ["main"],
    });
    assert.match((await profile("baseline", "show", "main")).stdout, /stage:augment .* per example/);
    const shown = JSON.parse((await profile("baseline", "show", "main", "--json")).stdout) as Baseline;
    assert.equal(shown.name, "main");
  });

  test("passes what is unchanged, and writes three reports", async () => {
    const { exitCode, stderr } = await profile("gate", "--out", "same");
    assert.equal(exitCode, 0, stderr);
    for (const file of ["gate.html", "gate.json", "gate.md"]) {
      assert.ok(existsSync(join(folder, "same", file)), file);
    }
    assert.notEqual(verdict("same").kind, "regressed");
    assert.deepEqual(verdict("same").blamedStages, []);
  });

  test("fails what does a hundred times the work, and blames that stage alone", async () => {
    const slower = ["gate", "--param", "factor=100", "--out", "slower"];
    const { exitCode, stdout } = await profile(...slower);
    assert.equal(exitCode, 1);
    assert.match(stdout, /^Regressed: stage "augment" is [\d.]+x slower/);
    assert.deepEqual(verdict("slower").blamedStages, ["augment"]);
    assert.match(
      verdict("slower").reproduceCommand,
      /^profile gate .*tones\.ts --baseline main --param factor=100$/,
    );
  });

  test("misses a stage that was taken out", async () => {
    const { exitCode, stdout } = await profile("gate", withoutMel, "--out", "missing");
    assert.equal(exitCode, 1);
    assert.match(stdout, /"mel" was in the baseline and was not measured now/);
    const gone = verdict("missing").comparisons.filter(({ kind }) => kind === "missing");
    assert.deepEqual(
      gone.map(({ metric }) => metric.stage),
      ["mel"],
    );
    assert.equal((await profile("gate", withoutMel, "--rounds", "3", "--warn-only")).exitCode, 0);
  });

  test("--json prints gate.json alone", async () => {
    const { stdout } = await profile("gate", "--rounds", "3", "--out", "json", "--json");
    assert.equal(stdout, readFileSync(join(folder, "json/gate.json"), "utf8"));
  });

  test("what ten rounds cannot decide is a warning, or exit code 3 on request", async () => {
    // Nobody proves in ten rounds that nothing is slower by 0.01 %, nor is sure of anything to one in a billion.
    const strict = ["gate", "--margin", "0", "--tolerance", "0.01%", "--alpha", "0.000000001"];
    assert.equal((await profile(...strict)).exitCode, 0);
    const asked = await profile(...strict, "--fail-on", "inconclusive");
    assert.equal(asked.exitCode, 3);
    assert.match(asked.stdout, /^Inconclusive/);
  });

  test("from another machine only warns of times; counts and contracts hold on any", async () => {
    const path = join(folder, ".soundings/baselines");
    const stored = JSON.parse(readFileSync(join(path, "main.json"), "utf8")) as Baseline;
    const elsewhere = {
      ...stored,
      name: "elsewhere",
      environment: { ...stored.environment, cpuModel: "Other" },
    };
    writeFileSync(join(path, "elsewhere.json"), JSON.stringify(elsewhere));
    const gate = (...words: readonly string[]) =>
      profile("gate", ...words, "-b", "elsewhere", "--rounds", "3");
    const { exitCode, stdout } = await gate("--param", "factor=100");
    assert.equal(exitCode, 0, stdout);
    assert.match(stdout, /advisory only: the baseline is from another machine, by its cpuModel/);
    assert.equal((await gate(withoutMel)).exitCode, 1);
  });

  test("a text parameter that looks like a number reaches the rounds as text", async () => {
    const module = fixtureModule("parameters.mjs");
    const saved = await profile("baseline", "save", "typed", module, "--rounds", "3", "--passes", "1");
    assert.equal(saved.exitCode, 0, saved.stderr);
    const shown = JSON.parse((await profile("baseline", "show", "typed", "--json")).stdout) as Baseline;
    assert.deepEqual(shown.pipeline.parameters, { rate: "8000", gain: 1 });
    const again = await profile("gate", "-b", "typed");
    assert.doesNotMatch(again.stdout, /missing/i);
  });
});
