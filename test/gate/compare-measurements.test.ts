import assert from "node:assert/strict";
import { test } from "node:test";
import { canCalibrate, compareMeasurements } from "../../src/gate/compare-measurements.ts";
import { judge } from "../../src/gate/decide.ts";
import { defaultRule } from "../../src/gate/decision-rule.ts";
import { SoundingsError } from "../../src/model/errors.ts";
import type { Comparison } from "../../src/model/verdict.ts";
import { fiveStages, measurement, simulatedRun } from "./simulated-run.ts";

const uncalibrated = { ...defaultRule, isCalibrated: false };
const steady = [0.01, 0.0101, 0.0099, 0.01, 0.0102, 0.0098];

function of(comparisons: readonly Comparison[], id: string): Comparison {
  const found = comparisons.find(({ metric }) => metric.id === id);
  assert.ok(found, `no comparison of ${id}`);
  return found;
}

test("equal runs pass, with a change of 0 inside a narrow interval", () => {
  const run = measurement({ mel: steady });
  const { kind, relativeChange, baseline, baselineRoundCount } = of(
    compareMeasurements(run, run),
    "stage:mel",
  );
  assert.equal(kind, "passed");
  assert.equal(relativeChange?.center, 0);
  assert.ok(relativeChange.low > -0.06 && relativeChange.high < 0.06);
  assert.equal(relativeChange.observationCount, 12);
  assert.equal(baselineRoundCount, 6);
  assert.ok(baseline !== null && Math.abs(baseline - 0.01) < 1e-5);
});

test("twice as slow is a regression of 100 %, twice as fast an improvement of 50 %", () => {
  const run = measurement({ mel: steady });
  const slow = measurement({ mel: steady.map((seconds) => 2 * seconds) });
  const slower = of(compareMeasurements(run, slow), "stage:mel");
  assert.equal(slower.kind, "regressed");
  assert.ok(Math.abs((slower.relativeChange?.center ?? 0) - 1) < 1e-12);
  const faster = of(compareMeasurements(slow, run), "stage:mel");
  assert.equal(faster.kind, "improved");
  assert.ok(Math.abs((faster.relativeChange?.center ?? 0) + 0.5) < 1e-12);
});

test("without spread and without drift allowance, what is measured is certain", () => {
  const rule = { ...uncalibrated, driftAllowance: 0 };
  const before = measurement({ mel: [1, 1, 1, 1] });
  const now = measurement({ mel: [1.04, 1.04, 1.04, 1.04] });
  const { kind, pValue, pWithinTolerance, relativeChange, detectableChange } = of(
    compareMeasurements(before, now, rule),
    "stage:mel",
  );
  assert.deepEqual([kind, pValue, pWithinTolerance], ["regressed", 0, 0]);
  assert.equal(relativeChange?.low, relativeChange?.high);
  assert.ok(Math.abs((detectableChange ?? 0) - 0.03) < 1e-12);
});

test("a machine half as fast is no regression where times are divided by the calibration kernel's", () => {
  const before = measurement({ mel: steady });
  const now = measurement(
    { mel: steady.map((seconds) => 2 * seconds) },
    { calibrationSeconds: before.calibrationSeconds.map((seconds) => 2 * seconds) },
  );
  const { kind, relativeChange, current } = of(compareMeasurements(before, now), "stage:mel");
  assert.equal(kind, "passed");
  assert.ok(Math.abs(relativeChange?.center ?? 1) < 1e-12);
  assert.ok(current !== null && Math.abs(current - 0.02) < 1e-4, "the centre is in real seconds");
  assert.equal(of(compareMeasurements(before, now, uncalibrated), "stage:mel").kind, "regressed");
});

test("runs calibrate only where every round of both has a value", () => {
  const run = measurement({ mel: steady });
  assert.ok(canCalibrate(run, run));
  assert.ok(!canCalibrate(run, { ...run, calibrationSeconds: [] }));
  assert.ok(!canCalibrate({ ...run, calibrationSeconds: run.calibrationSeconds.map(() => 0) }, run));
});

test("a removed stage is missing, an added one is new, and neither has a change", () => {
  const before = measurement({ decode: steady, mel: steady });
  const now = measurement({ decode: steady, augment: steady });
  const comparisons = compareMeasurements(before, now);
  assert.deepEqual(
    comparisons.map(({ metric, kind }) => [metric.id, kind]),
    [
      ["stage:decode", "passed"],
      ["stage:mel", "missing"],
      ["pipeline", "passed"],
      ["stage:augment", "new"],
    ],
  );
  const missing = of(comparisons, "stage:mel");
  assert.deepEqual([missing.current, missing.relativeChange, missing.pValue], [null, null, null]);
  assert.deepEqual([missing.baselineRoundCount, missing.currentRoundCount], [6, 0]);
  assert.equal(of(comparisons, "stage:augment").baseline, null);
});

test("p values are adjusted for the number of metrics: three bare suspicions are none", () => {
  const slightly = (values: readonly number[]) => values.map((seconds) => 1.1 * seconds);
  const alone = compareMeasurements(measurement({ a: steady }), measurement({ a: slightly(steady) }));
  const among = compareMeasurements(
    measurement({ a: steady, b: steady, c: steady }),
    measurement({ a: slightly(steady), b: steady, c: steady }),
  );
  assert.ok((of(among, "stage:a").pValue ?? 0) > (of(alone, "stage:a").pValue ?? 1));
});

test("the drift allowance widens the interval and raises what can be found", () => {
  const [before, now] = [measurement({ mel: steady }), measurement({ mel: steady })];
  const width = (driftAllowance: number) => {
    const { relativeChange, detectableChange } = of(
      compareMeasurements(before, now, { ...uncalibrated, driftAllowance }),
      "stage:mel",
    );
    return [(relativeChange?.high ?? 0) - (relativeChange?.low ?? 0), detectableChange ?? 0] as const;
  };
  assert.ok(width(0.05)[0] > width(0.02)[0] && width(0.02)[0] > width(0)[0]);
  assert.ok(width(0.05)[1] > width(0.02)[1] && width(0.02)[1] > width(0)[1]);
});

test("rounds that follow their neighbours widen the interval: the same values in random order tell more", () => {
  const rising = Array.from({ length: 12 }, (_, index) => 0.01 * (1 + index / 200));
  const mixed = [3, 9, 0, 6, 11, 2, 8, 5, 1, 10, 4, 7].map((index) => rising[index] ?? 0);
  const high = (values: readonly number[]) =>
    of(compareMeasurements(measurement({ mel: values }), measurement({ mel: values })), "stage:mel")
      .relativeChange?.high ?? 0;
  assert.ok(high(rising) > 1.05 * high(mixed));
});

test("a stage below the clock's resolution makes no ratio", () => {
  const before = measurement({ batch: steady.map(() => 2e-9) });
  const now = measurement({ batch: steady.map(() => 6e-9) });
  assert.equal(of(compareMeasurements(before, now), "stage:batch").kind, "passed");
});

test("too few rounds and impossible times are the run's fault", () => {
  const run = measurement({ mel: steady });
  const isRunError = (thrown: unknown) => thrown instanceof SoundingsError && thrown.code === "run";
  assert.throws(() => compareMeasurements(run, measurement({ mel: [0.01, 0.01] })), isRunError);
  assert.throws(() => compareMeasurements(run, measurement({ mel: [0.01, Number.NaN, 0.01] })), isRunError);
});

test("the unit of time does not matter", () => {
  const [before, now] = [
    simulatedRun(fiveStages, { standardDeviation: 0.03 }),
    simulatedRun(fiveStages, { standardDeviation: 0.05 }),
  ];
  const scaled = (run: typeof before) => ({
    ...run,
    samples: run.samples.map((sample) => ({
      ...sample,
      values: sample.values.map((seconds) => 1000 * seconds),
    })),
  });
  const centers = (comparisons: readonly Comparison[]) =>
    comparisons.map(({ relativeChange }) => relativeChange?.center ?? 0);
  const plain = centers(compareMeasurements(before, now));
  centers(compareMeasurements(scaled(before), scaled(now))).forEach((center, index) => {
    assert.ok(Math.abs(center - (plain[index] ?? 0)) < 1e-12);
  });
});

test("a stage that takes next to nothing is not judged by its own jitter, until it takes something", () => {
  const rounds = (list: number): readonly number[] =>
    [1, 1.01, 0.99, 1, 1.02, 0.98].map((factor) => list * factor);
  const baseline = measurement({ list: rounds(1e-6), augment: rounds(1e-3) });
  const kindOfList = (list: number): string | undefined =>
    compareMeasurements(baseline, measurement({ list: rounds(list), augment: rounds(1e-3) })).find(
      ({ metric }) => metric.stage === "list",
    )?.kind;
  assert.equal(kindOfList(3e-6), "passed");
  assert.equal(kindOfList(1e-4), "regressed");
});

test("a crowded machine widens the allowance for drift: a small difference is no longer proof", () => {
  const rounds = (scale: number): readonly number[] =>
    [1, 1.002, 0.998, 1, 1.001, 0.999].map((factor) => scale * factor);
  const pressed = (pressure: number, scale = 1.3): string =>
    judge(
      measurement({ augment: rounds(1e-3) }, { processorPressure: [0] }),
      measurement({ augment: rounds(scale * 1e-3) }, { processorPressure: [pressure] }),
    ).kind;
  assert.equal(pressed(0), "regressed");
  assert.equal(pressed(1), "inconclusive");
  // A saturated pressure does not tell how many wait: twice the time is no proof then, ten times is.
  for (const saturated of [0.9, 0.95, 1]) {
    assert.equal(pressed(saturated, 2), "inconclusive");
    assert.equal(pressed(saturated, 10), "regressed");
  }
});

test("a stage without any spread is judged by the drift allowance alone", () => {
  const flat = [1, 1, 1, 1, 1, 1];
  const run = measurement({ list: flat.map(() => 1e-6), augment: flat.map((factor) => factor * 1e-3) });
  for (const { kind, pValue, relativeChange } of compareMeasurements(run, run)) {
    assert.equal(kind, "passed");
    assert.ok(pValue !== null && pValue > 0.9);
    assert.ok(relativeChange !== null && relativeChange.high < 0.05);
  }
});
