import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import type { Baseline } from "../../src/model/baseline.ts";
import { pipelineRepository } from "../support/pipeline-repository.ts";
import { type ProgramRun, runProfile, temporaryFolder } from "../support/run-profile.ts";

describe("a baseline that a failing run would replace", () => {
  const folder = temporaryFolder({ after });
  const repository = pipelineRepository(folder, { decode: 30_000, mel: 30_000 });
  const profile = (...words: readonly string[]): Promise<ProgramRun> => runProfile(words, { folder });
  const bytes = (): string => readFileSync(join(folder, ".soundings/baselines/main.json"), "utf8");
  const stored = (): Baseline => JSON.parse(bytes()) as Baseline;
  const save = () => profile("baseline", "save", "main", "pipeline.mjs", "--rounds", "6", "--passes", "2");

  test("is stored with counts and calibration kernels at first", async () => {
    const { exitCode, stderr } = await save();
    assert.equal(exitCode, 0, stderr);
    const { counters = [], kernelSeconds = {}, anchor } = stored();
    assert.ok(counters.some(({ stage, quantity }) => stage === "mel" && quantity === "outputCount"));
    assert.ok(Object.values(kernelSeconds).length >= 5);
    assert.equal(anchor, undefined);
  });

  test("stays as it is: exit 1, the same bytes", async () => {
    const before = bytes();
    // A stage that is gone fails however crowded the machine is.
    repository.change({ decode: 30_000 });
    const { exitCode, stderr } = await save();
    assert.equal(exitCode, 1, stderr);
    assert.match(stderr, /main\.json stays as it is: /);
    assert.match(stderr, /profile baseline accept main --reason/);
    assert.equal(bytes(), before);
  });

  test("is replaced by accepting, with the reason and the change in the ledger, and no older anchor", async () => {
    assert.equal((await profile("baseline", "accept", "main", "--reason", " ")).exitCode, 2);
    const { exitCode, stderr } = await profile("baseline", "accept", "main", "--reason", "no bands any more");
    assert.equal(exitCode, 0, stderr);
    const { ledger, anchor } = stored();
    assert.deepEqual(
      ledger.map(({ reason }) => reason),
      ["no bands any more"],
    );
    const mel = ledger[0]?.changes?.find(({ metricId }) => metricId === "stage:mel");
    assert.equal(mel?.kind, "missing");
    assert.equal(anchor, undefined);
  });

  test("a run that does not fail takes its place, and it becomes the anchor", async () => {
    const { exitCode, stderr } = await save();
    assert.equal(exitCode, 0, stderr);
    assert.ok(stored().anchor !== undefined);
    assert.equal(stored().ledger.length, 1);
  });
});
