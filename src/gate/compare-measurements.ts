import type { Measurement, Metric } from "../model/baseline.ts";
import { SoundingsError } from "../model/errors.ts";
import type { Estimate } from "../model/estimate.ts";
import type { Comparison, ComparisonKind, DecisionRule } from "../model/verdict.ts";
import { holmAdjusted } from "../stats/holm.ts";
import { median } from "../stats/quantiles.ts";
import { type TestedDifference, yuenOneSample } from "../stats/yuen.ts";
import { defaultRule } from "./decision-rule.ts";
import { logRatio, reach, resolutionSeconds, upperTail } from "./log-ratio.ts";
import { oneSided } from "./one-sided.ts";
import { believedCorrelation, roundCorrelation } from "./round-correlation.ts";

/** Rounds below which trimming and a variance make no sense. */
const leastRoundCount = 3;

const confidenceLevel = 0.95;

/** Probability of finding the slow-down that `detectableChange` states. */
const power = 0.8;

/** A ratio beyond which "detectable" means nothing: no slow-down is found reliably. */
const largestDetectable = 100;

/** One metric that both runs have, in logarithms of (calibrated) seconds. */
interface Pair {
  readonly metric: Metric;
  readonly before: readonly number[];
  readonly now: readonly number[];
}

/** A pair, tested: the log ratio and the two one-sided p values, not yet adjusted. */
interface TestedPair extends Pair {
  readonly ratio: TestedDifference;
  readonly pSlower: number;
  readonly pWithinTolerance: number;
}

/**
 * Compares each metric of two runs: ratios of trimmed geometric means, by the two-sample Yuen-Welch test on logarithms.
 *
 * The standard error is widened by the correlation of successive rounds and by the rule's drift allowance, for the two runs
 * happened at different times. "Slower than the margin" is adjusted by Holm over all metrics that both runs have.
 * In the baseline's order, then what is new. Throws SoundingsError("run") when a run has too few rounds or an
 * impossible time.
 */
export function compareMeasurements(
  baseline: Measurement,
  current: Measurement,
  rule: DecisionRule = defaultRule,
): readonly Comparison[] {
  const pairs = baseline.metrics.flatMap((metric) => pairOf(metric, [baseline, current], rule));
  const series = pairs.flatMap(({ before, now }) => [before, now]);
  const correlation = believedCorrelation(
    roundCorrelation(series, rule.trim),
    Math.min(baseline.roundCount, current.roundCount),
  );
  const tested = pairs.map((pair) => testPair(pair, correlation, rule));
  const adjusted = holmAdjusted(tested.map(({ pSlower }) => pSlower));
  const byId = new Map(
    tested.map((pair, index) => {
      const comparison: Comparison = {
        ...comparisonOf(pair, { pValue: adjusted[index]!, familySize: tested.length, rule }),
        baseline: centerOf(pair.metric, baseline, rule.trim),
        current: centerOf(pair.metric, current, rule.trim),
      };
      return [pair.metric.id, comparison];
    }),
  );
  return [
    ...baseline.metrics.map((metric) => byId.get(metric.id) ?? ofOneRun("missing", metric, baseline, rule)),
    ...current.metrics
      .filter((metric) => !byId.has(metric.id) && !baseline.metrics.some(({ id }) => id === metric.id))
      .map((metric) => ofOneRun("new", metric, current, rule)),
  ];
}

/** Whether both runs hold a calibration value for each round, so that their times can be divided by them. */
export function canCalibrate(baseline: Measurement, current: Measurement): boolean {
  return [baseline, current].every(
    ({ calibrationSeconds, samples }) =>
      calibrationSeconds.every((seconds) => seconds > 0) &&
      samples.every(({ values }) => values.length === calibrationSeconds.length),
  );
}

/** The metric in both runs, or nothing where one lacks it. */
function pairOf(
  metric: Metric,
  [baseline, current]: readonly [Measurement, Measurement],
  rule: DecisionRule,
): Pair[] {
  if (secondsOf(metric, baseline) === null || secondsOf(metric, current) === null) return [];
  const least = negligibleTime(baseline, rule);
  return [
    {
      metric,
      before: logarithmsOf(metric, baseline, rule, least),
      now: logarithmsOf(metric, current, rule, least),
    },
  ];
}

/** The rounds of a metric in seconds, none below the resolution; null where the run has none. */
function secondsOf(metric: Metric, run: Measurement): readonly number[] | null {
  const values = run.samples.find(({ metricId }) => metricId === metric.id)?.values ?? [];
  if (values.length === 0) return null;
  if (values.length < leastRoundCount) {
    throw new SoundingsError(
      "run",
      `metric ${metric.id} has ${values.length} rounds; at least ${leastRoundCount} are needed`,
      {
        hint: "Measure more rounds (--rounds).",
      },
    );
  }
  if (!values.every((value) => value >= 0 && Number.isFinite(value))) {
    throw new SoundingsError("run", `metric ${metric.id} holds a time that is negative or not a number`);
  }
  return values.map((value) => Math.max(resolutionSeconds, value));
}

/** Logarithms of a metric's times, calibrated if the rule says so; none counts as less than `least`. */
function logarithmsOf(
  metric: Metric,
  run: Measurement,
  rule: DecisionRule,
  least: number,
): readonly number[] {
  return timesOf(metric, run, rule).map((time) => Math.log(Math.max(least, time)));
}

/** A metric's rounds in seconds, or in units of the calibration kernel. */
function timesOf(metric: Metric, run: Measurement, rule: DecisionRule): readonly number[] {
  const seconds = secondsOf(metric, run) ?? [];
  if (!rule.isCalibrated) return seconds;
  return seconds.map((value, round) => value / run.calibrationSeconds[round]!);
}

/** The time below which a stage of this baseline is too short to matter, in the unit of `timesOf`. */
function negligibleTime(baseline: Measurement, rule: DecisionRule): number {
  const whole = baseline.metrics.find(({ stage }) => stage === null);
  return whole === undefined ? 0 : rule.negligibleShare * (median(timesOf(whole, baseline, rule)) ?? 0);
}

/** Tests one pair: the margin from below, the tolerance from above. */
function testPair(pair: Pair, correlation: number, rule: DecisionRule): TestedPair {
  const ratio = logRatio(pair.before, pair.now, { ...rule, correlation });
  return {
    ...pair,
    ratio,
    pSlower: upperTail(ratio.difference - Math.log1p(rule.margin), ratio),
    pWithinTolerance: upperTail(Math.log1p(rule.tolerance) - ratio.difference, ratio),
  };
}

/** What is decided of one pair, apart from its seconds. */
function comparisonOf(
  pair: TestedPair,
  { pValue, familySize, rule }: { pValue: number; familySize: number; rule: DecisionRule },
): Omit<Comparison, "baseline" | "current"> {
  const { ratio, before, now } = pair;
  const halfWidth = reach((1 - confidenceLevel) / 2, ratio);
  const relativeChange: Estimate = {
    center: Math.expm1(ratio.difference),
    low: Math.expm1(ratio.difference - halfWidth),
    high: Math.expm1(ratio.difference + halfWidth),
    confidenceLevel,
    method: "sampled",
    observationCount: before.length + now.length,
  };
  // The strictest step of Holm: a slow-down that stands alone has to pass it.
  const detectable =
    Math.log1p(rule.margin) + reach(rule.alpha / familySize, ratio) + reach(1 - power, ratio);
  return {
    kind: kindOf({ pValue, pWithinTolerance: pair.pWithinTolerance, relativeChange }, rule),
    metric: pair.metric,
    relativeChange,
    pValue,
    pWithinTolerance: pair.pWithinTolerance,
    detectableChange: detectable <= Math.log(largestDetectable) ? Math.expm1(detectable) : null,
    baselineRoundCount: before.length,
    currentRoundCount: now.length,
  };
}

/** A proven regression outranks all; an improvement is a pass that is worth telling. */
function kindOf(
  found: { pValue: number; pWithinTolerance: number; relativeChange: Estimate },
  rule: DecisionRule,
): ComparisonKind {
  if (found.pValue <= rule.alpha) return "regressed";
  if (found.pWithinTolerance > rule.beta) return "inconclusive";
  return found.relativeChange.high < -rule.margin ? "improved" : "passed";
}

/** Trimmed geometric mean of a metric's rounds, in uncalibrated seconds; null where the run has none. */
function centerOf(metric: Metric, run: Measurement, trim: number): number | null {
  const seconds = secondsOf(metric, run);
  return seconds === null ? null : Math.exp(yuenOneSample(seconds.map(Math.log), trim).difference);
}

/** A metric that only one run has. */
function ofOneRun(kind: "missing" | "new", metric: Metric, run: Measurement, rule: DecisionRule): Comparison {
  const roundCount = secondsOf(metric, run)?.length ?? 0;
  return oneSided({ kind, metric, seconds: centerOf(metric, run, rule.trim), roundCount });
}
