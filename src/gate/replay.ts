import { type PairedRound, pipelineMetricId } from "../model/round.ts";
import type { DecisionRule } from "../model/verdict.ts";
import type { Random } from "../stats/random.ts";
import { discardDisturbed } from "./disturbance.ts";
import { pairedSeries } from "./paired-series.ts";
import { defaultRounds, planLooks } from "./sequential-plan.ts";
import { isDecided, type PairedSeries, testSequentially } from "./sequential-test.ts";

/** A slow-down that is added to recorded rounds of unchanged code, as numbers. */
export interface AddedChange {
  readonly metricId: string;
  /** Relative, such as 0.1. */
  readonly change: number;
}

/** How one replayed gate ended. */
export interface ReplayedGate {
  readonly kind: "regressed" | "passed" | "inconclusive";
  /** Metrics that it found slower, the whole pipeline left out. */
  readonly blamedIds: readonly string[];
  readonly roundCount: number;
  /** Recorded rounds that it used up, those thrown away among them: the next gate that shares none begins after them. */
  readonly usedCount: number;
}

/** Rounds that a replayed gate may take from a recording: as many as are planned, and those that may be thrown away. */
export const replayWindowLength = Math.ceil(defaultRounds.most / 0.7);

/**
 * A gate over recorded rounds of unchanged code from `start` on, in their order, as if they were measured now. Which side of a round is
 * the base is drawn anew: for unchanged code both are the same.
 */
export function replayGate(
  rounds: readonly PairedRound[],
  { start, rule, random, added }: ReplayOptions,
): ReplayedGate {
  const window = rounds.slice(start, start + replayWindowLength);
  const { kept } = discardDisturbed(window);
  const flipped = kept
    .slice(0, defaultRounds.most)
    .map((round) => (random.next() < 0.5 ? round : { ...round, base: round.head, head: round.base }));
  const series =
    added === null ? pairedSeries(flipped, rule) : withChange(pairedSeries(flipped, rule), flipped, added);
  const looks = planLooks(defaultRounds.least, defaultRounds.most).filter((look) => look <= flipped.length);
  for (let count = 1; count <= looks.length; count++) {
    const taken = looks.slice(0, count);
    const outcomes = testSequentially(series, { taken, planned: defaultRounds.most }, rule);
    if (!isDecided(outcomes) && count < looks.length) continue;
    const slower = outcomes.filter(({ slowerAt }) => slowerAt !== null).map(({ metricId }) => metricId);
    const isPassed = outcomes.every(({ withinAt }) => withinAt !== null);
    return {
      kind: slower.length > 0 ? "regressed" : isPassed ? "passed" : "inconclusive",
      blamedIds: slower.filter((id) => id !== pipelineMetricId),
      roundCount: taken.at(-1)!,
      usedCount: window.indexOf(kept[taken.at(-1)! - 1]!) + 1,
    };
  }
  return { kind: "inconclusive", blamedIds: [], roundCount: flipped.length, usedCount: window.length };
}

/** Where a replay begins, and what it judges by. */
export interface ReplayOptions {
  readonly start: number;
  readonly rule: DecisionRule;
  readonly random: Random;
  /** Null replays the rounds as they are. */
  readonly added: AddedChange | null;
}

/** The series with a slow-down of one stage, and with what that does to the whole. */
function withChange(
  series: readonly PairedSeries[],
  rounds: readonly PairedRound[],
  { metricId, change }: AddedChange,
): readonly PairedSeries[] {
  return series.map((one) => {
    if (one.metricId !== metricId && one.metricId !== pipelineMetricId) return one;
    const shift = (round: PairedRound): number => {
      if (one.metricId === metricId) return Math.log1p(change);
      const { [metricId]: part = 0, [pipelineMetricId]: whole = 1 } = round.head.secondsPerExample;
      return Math.log1p((change * part) / whole);
    };
    return { ...one, differences: one.differences.map((value, index) => value + shift(rounds[index]!)) };
  });
}
