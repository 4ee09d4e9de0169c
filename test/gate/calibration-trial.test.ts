import assert from "node:assert/strict";
import { test } from "node:test";
import { judge } from "../../src/gate/decide.ts";
import { defaultRule } from "../../src/gate/decision-rule.ts";
import type { DecisionRule, Verdict } from "../../src/model/verdict.ts";
import { seededRandom } from "../../src/stats/random.ts";
import { fiveStages, type Noise, type StageSeconds, simulatedRun } from "./simulated-run.ts";

/*
 * The gate against itself: seeded draws of five stages and twelve rounds, correlation 0.3 of successive rounds, one round in
 * twenty thrown off by six standard deviations. The bounds leave room for chance: four standard errors about what 2,000 other
 * draws gave.
 */

const uncalibrated: DecisionRule = { ...defaultRule, isCalibrated: false };
const standardDeviations = [0.02, 0.04, 0.08];

/** Every stage `factor` times as slow as in the baseline. */
function allSlowerBy(factor: number): StageSeconds {
  return Object.fromEntries(Object.entries(fiveStages).map(([stage, seconds]) => [stage, factor * seconds]));
}

function augmentSlowerBy(factor: number): StageSeconds {
  return { ...fiveStages, augment: factor * 0.006 };
}

interface Trial {
  readonly now: StageSeconds;
  readonly noise: Noise;
  readonly drawCount: number;
  readonly rule?: DecisionRule;
  readonly seed?: number;
}

function verdicts({ now, noise, drawCount, rule = uncalibrated, seed = 1 }: Trial): readonly Verdict[] {
  const random = seededRandom(seed);
  const rough = { correlation: 0.3, outlierShare: 0.05, ...noise };
  return Array.from({ length: drawCount }, () =>
    judge(simulatedRun(fiveStages, rough, random), simulatedRun(now, rough, random), { rule }),
  );
}

function share<Item>(items: readonly Item[], isCounted: (item: Item) => boolean): number {
  return items.filter(isCounted).length / items.length;
}

const hasRegressed = ({ kind }: Verdict) => kind === "regressed";
const hasPassed = ({ kind }: Verdict) => kind === "passed" || kind === "improved";
const blamesAugment = ({ blamedStages }: Verdict) => blamedStages.includes("augment");

/** Share of stage intervals that hold the true relative change. */
function cover(all: readonly Verdict[], truth: number): number {
  const stages = all.flatMap(({ comparisons }) => comparisons.filter(({ metric }) => metric.stage !== null));
  return share(
    stages,
    ({ relativeChange }) =>
      relativeChange !== null && relativeChange.low <= truth && truth <= relativeChange.high,
  );
}

test("unchanged code: of 2,400 draws at most 1 % fail, at three levels of noise", () => {
  for (const standardDeviation of standardDeviations) {
    const all = verdicts({ now: fiveStages, noise: { standardDeviation }, drawCount: 800 });
    assert.ok(share(all, hasRegressed) <= 0.01, `SD ${standardDeviation}: ${share(all, hasRegressed)}`);
  }
});

test("unchanged code on a machine that drifts by half as much again as is allowed for: still at most 1 %", () => {
  const noise = { standardDeviation: 0.02, drift: 0.03 / Math.SQRT2 };
  const all = verdicts({ now: fiveStages, noise, drawCount: 800 });
  assert.ok(share(all, hasRegressed) <= 0.01, `${share(all, hasRegressed)}`);
});

test("every stage slower by exactly the margin: at most about 1 % fail", () => {
  for (const standardDeviation of standardDeviations) {
    const all = verdicts({ now: allSlowerBy(1.03), noise: { standardDeviation }, drawCount: 800 });
    // 0.0085 of 2,000 at the noisiest; four standard errors of 800 draws on top.
    assert.ok(share(all, hasRegressed) <= 0.0085 + 4 * Math.sqrt(0.0085 / 800));
  }
});

test("every stage slower by exactly the tolerance: at most 5 % pass", () => {
  for (const standardDeviation of standardDeviations) {
    const all = verdicts({ now: allSlowerBy(1.1), noise: { standardDeviation }, drawCount: 400 });
    assert.ok(share(all, hasPassed) <= 0.05);
  }
});

test("without drift in truth or rule, 95 % intervals hold the truth 95 % of the time, within 1.5 points", () => {
  const rule = { ...uncalibrated, driftAllowance: 0 };
  for (const truth of [0, 0.03]) {
    const all = verdicts({
      now: allSlowerBy(1 + truth),
      noise: { standardDeviation: 0.04 },
      drawCount: 1000,
      rule,
    });
    const held = cover(all, truth);
    assert.ok(Math.abs(held - 0.95) <= 0.015, `truth ${truth}: ${held}`);
  }
});

test("with a drift as large as allowed for, they do so too", () => {
  const noise = { standardDeviation: 0.02, drift: 0.02 / Math.SQRT2 };
  const held = cover(verdicts({ now: fiveStages, noise, drawCount: 1000 }), 0);
  assert.ok(Math.abs(held - 0.95) <= 0.015, `${held}`);
});

test("unchanged code passes outright where the noise is small", () => {
  const all = verdicts({ now: fiveStages, noise: { standardDeviation: 0.02 }, drawCount: 300 });
  assert.ok(share(all, hasPassed) >= 0.97);
});

// What 1,000 draws gave: +10 % 0.36, +20 % 0.996 at SD 2 %. Of 2,000 before the correlation was drawn to the usual: +20 % 0.89 at SD 4 %; +10 % 0.79 without drift allowance.
const power = [
  { factor: 1.1, standardDeviation: 0.02, driftAllowance: 0.02, least: 0.3 },
  { factor: 1.1, standardDeviation: 0.02, driftAllowance: 0, least: 0.7 },
  { factor: 1.2, standardDeviation: 0.02, driftAllowance: 0.02, least: 0.98 },
  { factor: 1.2, standardDeviation: 0.04, driftAllowance: 0.02, least: 0.82 },
];

for (const { factor, standardDeviation, driftAllowance, least } of power) {
  const title = `${factor} times as slow, SD ${standardDeviation}, drift allowance ${driftAllowance}`;
  test(`one stage ${title}: found in ${least} of draws at least, and alone blamed`, () => {
    const rule = { ...uncalibrated, driftAllowance };
    const all = verdicts({
      now: augmentSlowerBy(factor),
      noise: { standardDeviation },
      drawCount: 400,
      rule,
    });
    assert.ok(share(all, blamesAugment) >= least, `${share(all, blamesAugment)}`);
    const blamed = all.filter(({ blamedStages }) => blamedStages.length > 0);
    assert.ok(
      share(blamed, ({ blamedStages }) => blamedStages.length === 1 && blamedStages[0] === "augment") >= 0.98,
    );
  });
}

test("the detectable change keeps its word: a slow-down of that size is found in about 80 % of draws", () => {
  const noise = { standardDeviation: 0.02, correlation: 0, outlierShare: 0 };
  const rule = { ...uncalibrated, driftAllowance: 0 };
  const changes = verdicts({ now: fiveStages, noise, drawCount: 200, rule }).map(
    ({ comparisons }) => comparisons.find(({ metric }) => metric.stage === "augment")?.detectableChange ?? 0,
  );
  const typical = changes.sort((a, b) => a - b)[100] ?? 0;
  const found = share(
    verdicts({ now: augmentSlowerBy(1 + typical), noise, drawCount: 400, rule, seed: 2 }),
    blamesAugment,
  );
  assert.ok(found > 0.7 && found < 0.9, `${typical}: ${found}`);
});
