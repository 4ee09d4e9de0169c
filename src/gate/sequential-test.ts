import type { DecisionRule } from "../model/verdict.ts";
import { type TestedDifference, yuenOneSample } from "../stats/yuen.ts";
import { upperTail } from "./log-ratio.ts";
import { nominalLevels } from "./sequential-plan.ts";

/** Logarithms of head over base, one per round, of one metric. */
export interface PairedSeries {
  readonly metricId: string;
  readonly differences: readonly number[];
}

/** What all looks so far say of one metric. */
export interface SequentialOutcome {
  readonly metricId: string;
  /** The trimmed mean of the differences at the last look. */
  readonly ratio: TestedDifference;
  /** One-sided p at the last look of "no slower than the margin". */
  readonly pSlower: number;
  /** One-sided p at the last look of "slower than the tolerance". */
  readonly pWithinTolerance: number;
  /** The look, as a number of rounds, that proved it slower than the margin; null where none did. */
  readonly slowerAt: number | null;
  /** The look that proved it within the tolerance; null where none did. */
  readonly withinAt: number | null;
}

/** Looks that have been taken, and what was planned. */
export interface Looks {
  /** Rising numbers of rounds. */
  readonly taken: readonly number[];
  /** Rounds planned in all. */
  readonly planned: number;
}

/**
 * Tests all metrics at each look, from the first to the last taken. Slower than the margin: Holm over the metrics, each with its own
 * spending of `alpha`; what one look has rejected stays rejected, and its share goes to the others (Maurer and Bretz 2013). Within the
 * tolerance: each metric by itself with its own spending of `beta`, for passing takes all of them (intersection-union).
 * Pure: the same series give the same outcome.
 */
export function testSequentially(
  series: readonly PairedSeries[],
  looks: Looks,
  rule: DecisionRule,
): readonly SequentialOutcome[] {
  const slowerAt = new Map<string, number>();
  const withinAt = new Map<string, number>();
  let tested: readonly Omit<SequentialOutcome, "slowerAt" | "withinAt">[] = [];
  looks.taken.forEach((roundCount, index) => {
    tested = series.map((one) => testAt(one, roundCount, rule));
    const levelFor = (error: number): number =>
      nominalLevels(looks.taken.slice(0, index + 1), looks.planned, error)[index]!;
    const open = tested.filter(({ metricId }) => !slowerAt.has(metricId));
    for (const { metricId, pSlower } of open.sort((a, b) => a.pSlower - b.pSlower)) {
      if (pSlower > levelFor(rule.alpha / (series.length - slowerAt.size))) break;
      slowerAt.set(metricId, roundCount);
    }
    for (const { metricId, pWithinTolerance } of tested) {
      if (!withinAt.has(metricId) && pWithinTolerance <= levelFor(rule.beta))
        withinAt.set(metricId, roundCount);
    }
  });
  return tested.map((one) => ({
    ...one,
    slowerAt: slowerAt.get(one.metricId) ?? null,
    withinAt: withinAt.get(one.metricId) ?? null,
  }));
}

/** Whether no further round can change the verdict: one metric is slower, or all are within the tolerance. */
export function isDecided(outcomes: readonly SequentialOutcome[]): boolean {
  return (
    outcomes.some(({ slowerAt }) => slowerAt !== null) || outcomes.every(({ withinAt }) => withinAt !== null)
  );
}

function testAt(
  { metricId, differences }: PairedSeries,
  roundCount: number,
  rule: DecisionRule,
): Omit<SequentialOutcome, "slowerAt" | "withinAt"> {
  const ratio = yuenOneSample(differences.slice(0, roundCount), rule.trim);
  return {
    metricId,
    ratio,
    pSlower: upperTail(ratio.difference - Math.log1p(rule.margin), ratio),
    pWithinTolerance: upperTail(Math.log1p(rule.tolerance) - ratio.difference, ratio),
  };
}
