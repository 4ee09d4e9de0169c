import assert from "node:assert/strict";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import type { Check } from "../../src/model/verdict.ts";
import { wholeReport } from "../../src/workflows/dataset-baselines.ts";
import { type GateDatasetOptions, gateDataset } from "../../src/workflows/gate-dataset.ts";
import { wavBytes, writeNoise } from "../support/noise-dataset.ts";
import { temporaryFolder } from "../support/run-profile.ts";
import { noise } from "../support/synthetic-signal.ts";

describe("a dataset against a dataset.json, which counts and does not list", () => {
  const folder = temporaryFolder({ after });
  const data = join(folder, "data");
  const baselineName = join(folder, "dataset.json");
  const gate = async (path = baselineName): Promise<readonly Check[]> => {
    const options: GateDatasetOptions = {
      ...{ baselineName: path, path: null, allowed: [], approvedLabels: null, rule: {} },
      workerCount: 1,
    };
    return (await gateDataset(options)).checks;
  };
  const failed = (checks: readonly Check[]): readonly string[] =>
    checks.filter(({ kind }) => kind === "failed").map(({ quantity }) => quantity);

  beforeEach(() => {
    rmSync(data, { recursive: true, force: true });
    writeNoise(data, 30, 0.3);
  });
  before(async () => {
    writeNoise(data, 30, 0.3);
    const { report } = await wholeReport({ path: data, features: "none", workerCount: 1 });
    writeFileSync(baselineName, JSON.stringify(report));
  });

  test("passes what is unchanged, and says nothing of what counts cannot tell", async () => {
    const checks = await gate();
    assert.deepEqual(failed(checks), []);
    const told = checks.map(({ quantity }) => quantity);
    assert.ok(told.includes("removed") && told.includes("relabelled"));
    assert.ok(!told.includes("edited") && !told.includes("regrouped") && !told.includes("renamed"));
    assert.equal(
      checks.find(({ quantity }) => quantity === "moved")?.message,
      "by the counts, none is in another split",
    );
  });

  test("sees that examples are gone", async () => {
    rmSync(join(data, "a/000.wav"));
    rmSync(join(data, "b/001.wav"));
    const checks = await gate();
    assert.deepEqual(failed(checks), ["removed"]);
    assert.match(checks[0]!.message, /^at least 2 of 30 examples are gone$/);
  });

  test("sees that one has another label, though as many are there as before", async () => {
    renameSync(join(data, "a/000.wav"), join(data, "b/000.wav"));
    assert.deepEqual(failed(await gate()), ["relabelled"]);
  });

  test("sees a new label, and one that is gone", async () => {
    renameSync(join(data, "a"), join(data, "d"));
    const checks = await gate();
    assert.deepEqual(failed(checks), ["relabelled", "labels", "drift"]);
  });

  test("sees another sampling rate and another length", async () => {
    writeFileSync(join(data, "a/000.wav"), wavBytes(noise(4800, 1, 0.3), 8000));
    assert.ok(failed(await gate()).includes("reencoded"));
    writeNoise(data, 30, 0.3);
    writeFileSync(join(data, "a/000.wav"), wavBytes(noise(5000, 1, 0.3), 16_000));
    assert.ok(failed(await gate()).includes("altered"));
  });

  test("sees a finding that is newer than the report", async () => {
    writeFileSync(join(data, "a/000.wav"), "");
    assert.ok(failed(await gate()).some((quantity) => quantity.startsWith("finding:file-")));
  });

  test("refuses what is cut, of another version, redacted, or something else", async () => {
    const { report } = await wholeReport({ path: data, features: "none", workerCount: 1 });
    const whole = JSON.stringify(report);
    const bad: readonly (readonly [string, RegExp])[] = [
      [whole.slice(0, 2000), /is not whole JSON/],
      [JSON.stringify({ ...report, schemaVersion: 99 }), /schemaVersion 99/],
      [JSON.stringify({ ...report, options: { redact: true } }), /redacted/],
      [JSON.stringify({ ...report, labels: { entries: [] } }), /labels\.unlabelledCount: missing/],
      ["{}", /is not a/],
    ];
    const path = join(folder, "bad.json");
    for (const [content, message] of bad) {
      writeFileSync(path, content);
      await assert.rejects(gate(path), (thrown: Error & { code?: string }) => {
        assert.equal(thrown.code, "baseline");
        assert.match(thrown.message, message);
        return true;
      });
    }
    await assert.rejects(gate(join(folder, "none.json")), { code: "baseline" });
  });
});
