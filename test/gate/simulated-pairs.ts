import { planLooks } from "../../src/gate/sequential-plan.ts";
import {
  isDecided,
  type PairedSeries,
  type SequentialOutcome,
  testSequentially,
} from "../../src/gate/sequential-test.ts";
import type { DecisionRule } from "../../src/model/verdict.ts";
import type { Random } from "../../src/stats/random.ts";

/** What is true of a simulated gate: how much slower each stage is, and how rounds scatter. */
export interface PairedTruth {
  /** Relative slow-down per stage, such as 0.1. */
  readonly changes: readonly number[];
  /** Standard deviation of a round's log ratio. */
  readonly standardDeviation: number;
}

/** How one simulated gate ended. */
export interface PairedTrial {
  readonly outcomes: readonly SequentialOutcome[];
  readonly roundCount: number;
  readonly isFailed: boolean;
  readonly isPassed: boolean;
}

const looks = planLooks(10, 48);
const planned = 48;

/** Half of a round's scatter is shared by all stages; one value in twenty is off by six standard deviations. */
export function simulatedSeries(truth: PairedTruth, random: Random): readonly PairedSeries[] {
  const shared = Array.from({ length: planned }, () => random.normal());
  return truth.changes.map((change, stage) => ({
    metricId: `stage:${stage}`,
    differences: shared.map((common) => {
      const outlier = random.next() < 0.05 ? 6 * Math.sign(random.next() - 0.5) : 0;
      const own = Math.SQRT1_2 * common + Math.SQRT1_2 * random.normal() + outlier;
      return Math.log1p(change) + truth.standardDeviation * own;
    }),
  }));
}

/** One gate, look by look, until it is decided or the rounds are used up. */
export function simulatedGate(series: readonly PairedSeries[], rule: DecisionRule): PairedTrial {
  for (let count = 1; ; count++) {
    const taken = looks.slice(0, count);
    const outcomes = testSequentially(series, { taken, planned }, rule);
    if (!isDecided(outcomes) && count < looks.length) continue;
    const isFailed = outcomes.some(({ slowerAt }) => slowerAt !== null);
    const isPassed = !isFailed && outcomes.every(({ withinAt }) => withinAt !== null);
    return { outcomes, roundCount: taken.at(-1)!, isFailed, isPassed };
  }
}
