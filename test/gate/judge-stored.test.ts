import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultRule } from "../../src/gate/decision-rule.ts";
import { judgeStored } from "../../src/gate/judge-stored.ts";
import type { Baseline, Measurement } from "../../src/model/baseline.ts";
import { seededRandom } from "../../src/stats/random.ts";
import { fiveStages, machine, simulatedRun } from "./simulated-run.ts";

const random = seededRandom(5);
// On a quiet machine the two runs of a comparison drift little.
const rule = { ...defaultRule, driftAllowance: 0.005 };

function run(augmentFactor: number, changes: Partial<Measurement> = {}): Measurement {
  const seconds = { ...fiveStages, augment: augmentFactor * fiveStages["augment"]! };
  return { ...simulatedRun(seconds, { standardDeviation: 0.01 }, random), ...changes };
}

function baselineOf(measurement: Measurement, anchor?: Measurement): Baseline {
  return {
    ...measurement,
    schemaVersion: 1,
    tool: { name: "soundings", version: "0.1.0" },
    name: "main",
    module: "pipeline.ts",
    createdAt: "2026-02-01T00:00:00.000Z",
    commit: null,
    isDirty: null,
    ledger: [],
    ...(anchor && { anchor: { ...anchor, createdAt: "2026-01-01T00:00:00.000Z", commit: null } }),
  };
}

test("ten times 2 %: no step alone is an alarm, the older anchor is one by the sixth step", () => {
  const first = run(1);
  let last = first;
  const kinds: string[] = [];
  const alone: string[] = [];
  for (let step = 1; step <= 10; step++) {
    const now = run(1.02 ** step);
    alone.push(judgeStored(baselineOf(last), now, { rule }).kind);
    const verdict = judgeStored(baselineOf(last, first), now, { rule });
    kinds.push(verdict.kind);
    if (verdict.kind === "regressed") {
      assert.deepEqual(verdict.blamedStages, ["augment"]);
      assert.match(verdict.message, /^small steps have added up since 2026-01-01: stage "augment"/);
      assert.equal(verdict.anchor?.kind, "regressed");
    }
    last = now;
  }
  assert.equal(alone.filter((kind) => kind === "regressed").length, 0);
  const firstAlarm = kinds.indexOf("regressed") + 1;
  assert.ok(firstAlarm >= 2 && firstAlarm <= 6, kinds.join());
  assert.ok(kinds.slice(firstAlarm - 1).every((kind) => kind === "regressed"));
});

test("unchanged code passes both the last run and the anchor", () => {
  const verdict = judgeStored(baselineOf(run(1), run(1)), run(1), { rule });
  assert.equal(verdict.kind, "passed");
  assert.equal(verdict.anchor?.kind, "passed");
  assert.equal(verdict.rule.alpha, rule.alpha);
});

test("a count that changed fails, whatever the times say", () => {
  const counted = (value: number): Partial<Measurement> => ({
    counters: [{ stage: "mel", quantity: "outputCount", values: [value, value] }],
  });
  const verdict = judgeStored(baselineOf(run(1, counted(64))), run(1, counted(63)), { rule });
  assert.equal(verdict.kind, "regressed");
  assert.match(verdict.message, /stage "mel": 63 elements given out, 64 before/);
});

test("ten times 0.4 % more allocation: no step is more than half a percent, and since the anchor it is", () => {
  const allocating = (bytes: number): Partial<Measurement> => ({
    counters: [{ stage: "mel", quantity: "allocatedBytes", values: [bytes, bytes] }],
  });
  const first = run(1, allocating(1e6));
  const last = run(1, allocating(1.004e6));
  const second = run(1, allocating(1.004 ** 2 * 1e6));
  const verdict = judgeStored(baselineOf(last, first), second, { rule });
  const failed = verdict.checks?.filter(({ kind }) => kind === "failed") ?? [];
  assert.deepEqual(
    failed.map(({ quantity, subject }) => [quantity, subject]),
    [["allocatedBytes:crept", "mel"]],
  );
  assert.match(failed[0]!.message, /^small steps have added up since 2026-01-01: /);
  assert.notEqual(judgeStored(baselineOf(first, first), last, { rule }).kind, "regressed");
});

test("a baseline of the first version, without counts, kernels or anchor, still judges", () => {
  assert.equal(judgeStored(baselineOf(run(1)), run(1.5), { rule }).kind, "regressed");
});

const kernels = { json: 0.01, arithmetic: 0.02, copying: 0.005 };
const twiceAsSlow = { json: 0.02, arithmetic: 0.04, copying: 0.01 };
const elsewhere = { environment: { ...machine, cpuModel: "Other CPU" }, kernelSeconds: twiceAsSlow };

/** A run of the same code on a machine of half the speed. */
function slowMachine(augmentFactor: number): Measurement {
  const seconds = Object.fromEntries(Object.entries(fiveStages).map(([stage, value]) => [stage, 2 * value]));
  seconds["augment"] = augmentFactor * seconds["augment"]!;
  return { ...simulatedRun(seconds, { standardDeviation: 0.01 }, random), ...elsewhere };
}

test("on a machine of half the speed unchanged code is not called slower, and the verdict is advisory", () => {
  const baseline = baselineOf(run(1, { kernelSeconds: kernels }));
  const verdict = judgeStored(baseline, slowMachine(1), { rule });
  assert.notEqual(verdict.kind, "regressed");
  assert.ok(verdict.isAdvisory);
  const augment = verdict.comparisons.find(({ metric }) => metric.stage === "augment")?.relativeChange;
  assert.ok(Math.abs(augment!.center) < 0.03, `${augment?.center}`);
  // Not knowing how well the kernels stand for the stage makes the interval about 30 % wide to each side.
  assert.ok(augment!.high > 0.25 && augment!.low < -0.2);
});

test("there, three times as slow is a regression that fails once the calibration is trusted", () => {
  const baseline = baselineOf(run(1, { kernelSeconds: kernels }));
  const now = slowMachine(3);
  assert.equal(judgeStored(baseline, now, { rule }).isAdvisory, true);
  const trusted = judgeStored(baseline, now, { rule, trustsCalibration: true });
  assert.equal(trusted.kind, "regressed");
  assert.equal(trusted.isAdvisory, false);
});

test("without kernels in common, trusting them changes nothing", () => {
  const verdict = judgeStored(baselineOf(run(1)), slowMachine(1), { rule, trustsCalibration: true });
  assert.ok(verdict.isAdvisory);
});
