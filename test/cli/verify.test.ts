import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { PipelineReport } from "../../src/model/pipeline-profile.ts";
import { fixtureModule, runProfile, temporaryFolder } from "../support/run-profile.ts";

// A wait of 10 ms in one slot, and next to nothing below it: what helps is told by far more than a crowded machine can hide.

test("profile verify tries changes, keeps predicted beside measured, and --tune names the slots to keep", async (context) => {
  const folder = temporaryFolder(context);
  const effort = ["--changes", "3", "--pairs", "4", "--window", "0.1s", "--tune"];
  const { exitCode, stdout, stderr } = await runProfile(["verify", fixtureModule("waits.ts"), ...effort], {
    folder,
  });
  assert.equal(exitCode, 0, stderr);
  assert.match(stdout, /measured \d.* pairs\)/);
  assert.match(stdout, /keep +read \(map\) \{ concurrency: \d+ \}/);
  const report = JSON.parse(
    readFileSync(join(folder, "reports/waits/pipeline.json"), "utf8"),
  ) as PipelineReport;
  assert.equal(report.bottleneck.stage, "read");
  const tried = report.predictions.filter(({ outcome }) => outcome !== undefined);
  assert.ok(tried.length >= 2, `${tried.length} tried`);
  for (const { outcome, speedup, isLeast } of tried) {
    assert.ok(outcome!.pairCount >= 3);
    const error = speedup / outcome!.speedup.center - 1;
    assert.ok(Math.abs((isLeast ? Math.max(0, error) : error) - outcome!.relativeError) < 1e-9);
  }
  const kept = report.tuning;
  assert.equal(kept?.change.stage, "read");
  assert.ok(kept.speedup.low > 1);
  assert.deepEqual(
    kept.stages.map(({ name }) => name),
    ["read"],
  );
  assert.ok(kept.stages[0]!.concurrency > 1);
  // A free stage is a limit, no option: it is not among what can be kept.
  assert.notEqual(kept.change.kind, "free");
  // Predictions stay re-derivable with their outcomes beside them.
  const check = await runProfile(["check", "reports/waits/pipeline.json"], { folder });
  assert.equal(check.exitCode, 0, check.stdout);
});

test("--calibrate times stages alone, --causal speeds them up virtually, and both are in the report", async (context) => {
  const folder = temporaryFolder(context);
  const modes = ["--calibrate", "--causal", "--causal-time", "4s"];
  const { exitCode, stdout, stderr } = await runProfile(
    ["pipeline", fixtureModule("waits.ts"), ...modes, "--json"],
    { folder },
  );
  assert.equal(exitCode, 0, stderr);
  const report = JSON.parse(stdout) as PipelineReport;
  const alone = report.calibrations?.find(({ stage }) => stage === "read");
  // Of a timer that waits for 10 ms: never less than about that, whatever else the machine does.
  assert.ok(alone !== undefined && alone.serviceSeconds > 0.009, JSON.stringify(report.calibrations));
  const batch = report.calibrations?.find(({ stage }) => stage === "batch");
  assert.deepEqual(batch?.batchCost?.sizes, [2, 4, 8]);
  const effects = report.causalEffects ?? [];
  assert.ok(effects.length > 0);
  for (const { stage, share, speedup, windowCount } of effects) {
    assert.equal(stage, "read");
    assert.ok([0.25, 0.5, 0.75].includes(share) && windowCount >= 2);
    assert.ok(speedup.low <= speedup.center && speedup.center <= speedup.high);
  }
});
