import { metricFor, type PairedRound, type Round, stageMetricId } from "../model/round.ts";
import type { Comparison, DecisionRule, Verdict } from "../model/verdict.ts";
import { holmAdjusted } from "../stats/holm.ts";
import { type TestedDifference, yuenOneSample } from "../stats/yuen.ts";
import { decide } from "./decide.ts";
import { sidesOf } from "./disturbance.ts";
import { reach } from "./log-ratio.ts";
import { oneSided } from "./one-sided.ts";
import { pairedSeries } from "./paired-series.ts";
import { nominalLevels, sequentialP } from "./sequential-plan.ts";
import { isDecided, type Looks, type SequentialOutcome, testSequentially } from "./sequential-test.ts";

/** Probability that an interval holds the truth. */
const confidenceLevel = 0.95;
/**
 * The level at which intervals are taken so that they hold the truth with `confidenceLevel`: a gate that stops once it is sure stops
 * more often when chance makes it look surer than it is, which costs one to one and a half points (simulated).
 */
export const intervalLevel = 0.962;
/** Probability of finding the slow-down that `detectableChange` states. */
const power = 0.8;
/** A ratio beyond which "detectable" means nothing. */
const largestDetectable = 100;

/** What decides besides the rounds. */
export interface PairJudgement {
  readonly rule: DecisionRule;
  readonly looks: Looks;
  /** Stages that were removed on purpose. */
  readonly acceptedStages?: readonly string[];
}

/**
 * The verdict over paired rounds after the looks that have been taken. The rounds are of one machine at one time, so it may always fail a
 * build; a stage that only one revision has is missing or new. Pure.
 */
export function judgePairs(
  rounds: readonly PairedRound[],
  { rule, looks, acceptedStages = [] }: PairJudgement,
): Verdict {
  const outcomes = testSequentially(pairedSeries(rounds, rule), looks, rule);
  const pValues = outcomes.map(({ pSlower: p }) =>
    sequentialP({ looks: looks.taken, planned: looks.planned, p }),
  );
  const adjusted = holmAdjusted(pValues);
  // Had there been something to see, a decided gate would have gone on; one that has run out of time would not.
  const reachable = isDecided(outcomes) ? looks.planned : (looks.taken.at(-1) ?? 0);
  const context = { rounds, rule, looks, familySize: outcomes.length, reachable };
  const tested = outcomes.map((outcome, index) => comparisonOf(outcome, context, adjusted[index]!));
  const [base, head] = sidesOf(rounds[0]!);
  const comparisons = [
    ...tested,
    ...stagesOfOneSide("missing", base, head, rounds.length),
    ...stagesOfOneSide("new", head, base, rounds.length),
  ];
  return decide(comparisons, { rule, machineDifferences: [], acceptedStages });
}

interface ComparisonContext {
  readonly rounds: readonly PairedRound[];
  readonly rule: DecisionRule;
  readonly looks: Looks;
  readonly familySize: number;
  /** Rounds that it could have come to. */
  readonly reachable: number;
}

function comparisonOf(outcome: SequentialOutcome, context: ComparisonContext, adjusted: number): Comparison {
  const { ratio, metricId, slowerAt, withinAt } = outcome;
  const { rounds, rule } = context;
  const count = context.looks.taken.at(-1) ?? rounds.length;
  const halfWidth = reach((1 - intervalLevel) / 2, ratio);
  const high = Math.expm1(ratio.difference + halfWidth);
  // A rejection at an earlier look stands, whatever later rounds say: its p was at most alpha then.
  const pValue = slowerAt === null ? adjusted : Math.min(adjusted, rule.alpha);
  const settled = high < -rule.margin ? "improved" : "passed";
  return {
    kind: slowerAt !== null ? "regressed" : withinAt !== null ? settled : "inconclusive",
    metric: metricFor(metricId),
    baseline: centerOf(
      rounds.map(({ base }) => base),
      metricId,
      rule.trim,
    ),
    current: centerOf(
      rounds.map(({ head }) => head),
      metricId,
      rule.trim,
    ),
    relativeChange: {
      center: Math.expm1(ratio.difference),
      low: Math.expm1(ratio.difference - halfWidth),
      high,
      confidenceLevel,
      method: "sampled",
      observationCount: count,
    },
    pValue,
    pWithinTolerance: outcome.pWithinTolerance,
    detectableChange: detectableChange(ratio, count, context),
    baselineRoundCount: count,
    currentRoundCount: count,
  };
}

/**
 * The least slow-down that all the rounds it could have come to find with the stated power, standing alone among the metrics, from the spread of the
 * rounds so far; null where there is none worth the name.
 */
function detectableChange(
  { standardError }: TestedDifference,
  count: number,
  { rule, looks, familySize, reachable }: ComparisonContext,
): number | null {
  const trimmed = Math.floor(rule.trim * reachable);
  const atTheEnd: TestedDifference = {
    difference: 0,
    standardError: standardError * Math.sqrt(count / reachable),
    degreesOfFreedom: reachable - 2 * trimmed - 1,
  };
  const level = nominalLevels(looks.taken, looks.planned, rule.alpha / familySize).at(-1)!;
  const last = count === reachable ? level : rule.alpha / familySize;
  const change = Math.log1p(rule.margin) + reach(last, atTheEnd) + reach(1 - power, atTheEnd);
  return change <= Math.log(largestDetectable) ? Math.expm1(change) : null;
}

/** Trimmed geometric mean of a metric over the rounds of one side. */
function centerOf(rounds: readonly Round[], metricId: string, trim: number): number {
  const logarithms = rounds.map(({ secondsPerExample }) =>
    Math.log(Math.max(Number.MIN_VALUE, secondsPerExample[metricId]!)),
  );
  return Math.exp(yuenOneSample(logarithms, trim).difference);
}

/** Stages that one side has and the other lacks, by what they emit: even a stage too short to be timed has an entry there. */
function stagesOfOneSide(
  kind: "missing" | "new",
  having: Round,
  lacking: Round,
  roundCount: number,
): readonly Comparison[] {
  return Object.keys(having.contracts)
    .filter((stage) => !Object.hasOwn(lacking.contracts, stage))
    .map((stage) => {
      const metric = metricFor(stageMetricId(stage));
      return oneSided({ kind, metric, seconds: having.secondsPerExample[metric.id] ?? null, roundCount });
    });
}
