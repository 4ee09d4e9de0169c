import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, judge } from "../../src/gate/decide.ts";
import { defaultRule } from "../../src/gate/decision-rule.ts";
import type { Measurement } from "../../src/model/baseline.ts";
import { seededRandom } from "../../src/stats/random.ts";
import { fiveStages, machine, measurement, type StageSeconds, simulatedRun } from "./simulated-run.ts";

function run(changes: StageSeconds = {}, seed = 1): Measurement {
  return simulatedRun({ ...fiveStages, ...changes }, { standardDeviation: 0.01 }, seededRandom(seed));
}

const baseline = run();

test("an unchanged pipeline passes and blames nobody", () => {
  const verdict = judge(baseline, run({}, 2));
  assert.equal(verdict.kind, "passed");
  assert.deepEqual(verdict.blamedStages, []);
  assert.match(verdict.message, /^nothing is 10% slower; at most, /);
  assert.equal(verdict.isAdvisory, false);
});

test("a slower stage is blamed, alone, though the whole pipeline is slower too", () => {
  const verdict = judge(baseline, run({ augment: 4.1 * 0.006 }, 2));
  assert.equal(verdict.kind, "regressed");
  assert.deepEqual(verdict.blamedStages, ["augment"]);
  assert.equal(verdict.comparisons.find(({ metric }) => metric.id === "pipeline")?.kind, "regressed");
  assert.match(
    verdict.message,
    /^stage "augment" is 4\.\dx slower \(95% interval \d\.\dx to \d\.\dx; margin 3%\)$/,
  );
});

test("several slower stages are blamed by the time they add, not by their ratio", () => {
  const verdict = judge(baseline, run({ read: 3 * 0.0005, augment: 1.5 * 0.006 }, 2));
  assert.deepEqual(verdict.blamedStages, ["augment", "read"]);
  assert.match(
    verdict.message,
    /^stage "augment" is \d\d% slower .*; so is stage "read" \((2\.9|3(\.\d)?)x slower\)$/,
  );
});

test("a pipeline slower beyond its stages blames none, and says so", () => {
  const now = run({}, 2);
  const samples = now.samples.map((sample) =>
    sample.metricId === "pipeline"
      ? { ...sample, values: sample.values.map((seconds) => 1.5 * seconds) }
      : sample,
  );
  const verdict = judge(baseline, { ...now, samples });
  assert.equal(verdict.kind, "regressed");
  assert.deepEqual(verdict.blamedStages, []);
  assert.match(
    verdict.message,
    /^the whole pipeline is \d\d% slower .* but no stage's own work is shown to be$/,
  );
});

test("a faster stage is an improvement when nothing else is slower", () => {
  const verdict = judge(baseline, run({ augment: 0.5 * 0.006 }, 2));
  assert.equal(verdict.kind, "improved");
  assert.match(verdict.message, /^stage "augment" is (49|50|51)% faster .* and nothing is 10% slower$/);
});

test("a faster stage does not buy a slower one free", () => {
  const verdict = judge(baseline, run({ augment: 0.5 * 0.006, mel: 2 * 0.002 }, 2));
  assert.equal(verdict.kind, "regressed");
  assert.deepEqual(verdict.blamedStages, ["mel"]);
});

test("noise beyond the tolerance is inconclusive, and the message says what could have been found", () => {
  const noisy = (seed: number) => simulatedRun(fiveStages, { standardDeviation: 0.2 }, seededRandom(seed));
  const verdict = judge(noisy(1), noisy(2));
  assert.equal(verdict.kind, "inconclusive");
  assert.match(
    verdict.message,
    /^12 rounds do not decide: .* may be .* slower \(tolerance 10%\); only one of/,
  );
});

test("a removed stage is missing until somebody accepts that", () => {
  const { mel: _, ...rest } = fiveStages;
  const now = simulatedRun(rest, { standardDeviation: 0.01 }, seededRandom(2));
  const verdict = judge(baseline, now);
  assert.equal(verdict.kind, "missing");
  assert.equal(
    verdict.message,
    'stage "mel" was in the baseline and was not measured now; accept the change if you removed it',
  );
  assert.equal(
    judge(baseline, now, { acceptedStages: ["mel"] }).kind,
    "improved",
    "the pipeline lost a stage's time",
  );
});

test("an added stage is told, not judged; what it costs shows in the whole", () => {
  const cheap = judge(baseline, run({ normalise: 1e-6 }, 2));
  assert.equal(cheap.kind, "passed");
  assert.ok(cheap.comparisons.some(({ kind, metric }) => kind === "new" && metric.stage === "normalise"));
  const dear = judge(baseline, run({ normalise: 0.006 }, 2));
  assert.deepEqual([dear.kind, dear.blamedStages], ["regressed", []]);
});

test("a regression outranks a missing stage", () => {
  const { mel: _, ...rest } = fiveStages;
  const now = simulatedRun({ ...rest, augment: 0.02 }, { standardDeviation: 0.01 }, seededRandom(2));
  assert.equal(judge(baseline, now).kind, "regressed");
});

test("another machine makes the verdict advisory and names what differs", () => {
  const verdict = judge(baseline, {
    ...run({ augment: 0.02 }, 2),
    environment: { ...machine, nodeVersion: "22.1" },
  });
  assert.equal(verdict.kind, "regressed");
  assert.ok(verdict.isAdvisory);
  assert.deepEqual(verdict.machineDifferences, ["nodeVersion"]);
  assert.match(
    verdict.message,
    /\(advisory only: the baseline is from another machine, by its nodeVersion\)$/,
  );
});

test("without calibration in both runs the rule says that times were not divided", () => {
  assert.equal(judge(baseline, run({}, 2)).rule.isCalibrated, true);
  assert.equal(judge({ ...baseline, calibrationSeconds: [] }, run({}, 2)).rule.isCalibrated, false);
});

test("nothing compared is never a pass", () => {
  const verdict = decide([], { rule: defaultRule, machineDifferences: [] });
  assert.equal(verdict.kind, "inconclusive");
  assert.match(verdict.message, /nothing was compared/);
  const fresh = judge({ ...measurement({}), metrics: [], samples: [] }, baseline);
  assert.equal(fresh.kind, "inconclusive");
});
