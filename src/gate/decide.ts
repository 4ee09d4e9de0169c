import type { Measurement } from "../model/baseline.ts";
import { differingFields } from "../model/environment.ts";
import type { Comparison, DecisionRule, Verdict } from "../model/verdict.ts";
import { median } from "../stats/quantiles.ts";
import { canCalibrate, compareMeasurements } from "./compare-measurements.ts";
import { defaultRule, driftAllowanceUnder } from "./decision-rule.ts";
import { describeVerdict } from "./describe-verdict.ts";

/** What a decision needs besides the comparisons. */
export interface DecisionContext {
  /** The rule that the comparisons were made by. */
  readonly rule: DecisionRule;
  /** Fields in which the machines of the two runs differ. */
  readonly machineDifferences: readonly string[];
  /** Stages that were removed on purpose: that they are missing is not held against the run. Default none. */
  readonly acceptedStages?: readonly string[];
}

/**
 * Compares two runs and decides. Falls back to uncalibrated times where a run lacks calibration values, and allows for more
 * drift where the machine was crowded.
 */
export function judge(
  baseline: Measurement,
  current: Measurement,
  {
    rule = defaultRule,
    acceptedStages = [],
  }: { rule?: DecisionRule; acceptedStages?: readonly string[] } = {},
): Verdict {
  const pressure = Math.max(typicalPressure(baseline), typicalPressure(current));
  const applied = {
    ...rule,
    driftAllowance: driftAllowanceUnder(pressure, rule),
    isCalibrated: rule.isCalibrated && canCalibrate(baseline, current),
  };
  return decide(compareMeasurements(baseline, current, applied), {
    rule: applied,
    machineDifferences: differingFields(baseline.environment, current.environment),
    acceptedStages,
  });
}

/**
 * One verdict over all metrics. A regression outranks a missing stage, which outranks the rest; passing takes proof that
 * every metric is within the tolerance. Pure: the same comparisons give the same verdict.
 */
export function decide(comparisons: readonly Comparison[], context: DecisionContext): Verdict {
  const { rule, machineDifferences, acceptedStages = [] } = context;
  const missed = comparisons.filter((comparison) => isMissed(comparison, acceptedStages));
  const decided = {
    kind: verdictKind(comparisons, missed),
    blamedStages: blame(comparisons),
    comparisons,
    rule,
    machineDifferences,
    isAdvisory: machineDifferences.length > 0,
  };
  return { ...decided, message: describeVerdict(decided, missed) };
}

/** Median CPU pressure over the rounds of a run; 0 where it is not known. */
function typicalPressure({ processorPressure }: Measurement): number {
  return median(processorPressure.filter((pressure) => pressure !== null)) ?? 0;
}

function verdictKind(comparisons: readonly Comparison[], missed: readonly Comparison[]): Verdict["kind"] {
  const tested = comparisons.filter(({ relativeChange }) => relativeChange !== null);
  if (tested.some(({ kind }) => kind === "regressed")) return "regressed";
  if (missed.length > 0) return "missing";
  if (tested.length === 0 || tested.some(({ kind }) => kind === "inconclusive")) return "inconclusive";
  return tested.some(({ kind }) => kind === "improved") ? "improved" : "passed";
}

/** Whether a metric of the baseline is gone without anybody having said that it may. */
function isMissed({ kind, metric }: Comparison, acceptedStages: readonly string[]): boolean {
  return kind === "missing" && !(metric.stage !== null && acceptedStages.includes(metric.stage));
}

/**
 * The stages whose own work regressed, by the time per example that each adds. The whole pipeline is never blamed: that it
 * regressed too is the consequence.
 */
function blame(comparisons: readonly Comparison[]): readonly string[] {
  return comparisons
    .flatMap(({ kind, metric, baseline, relativeChange }) =>
      kind === "regressed" && metric.stage !== null && relativeChange !== null
        ? [{ stage: metric.stage, addedSeconds: (baseline ?? 0) * relativeChange.center }]
        : [],
    )
    .sort((a, b) => b.addedSeconds - a.addedSeconds)
    .map(({ stage }) => stage);
}
