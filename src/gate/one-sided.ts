import type { Metric } from "../model/baseline.ts";
import type { Comparison } from "../model/verdict.ts";

/** The side that has a metric which the other lacks. */
export interface OneSide {
  readonly kind: "missing" | "new";
  readonly metric: Metric;
  /** Seconds per example on the side that has it; null where it was not timed. */
  readonly seconds: number | null;
  readonly roundCount: number;
}

/** A metric that only one side has, as a comparison: missing where the baseline has it, new where the current run has. */
export function oneSided({ kind, metric, seconds, roundCount }: OneSide): Comparison {
  const isMissing = kind === "missing";
  return {
    kind,
    metric,
    baseline: isMissing ? seconds : null,
    current: isMissing ? null : seconds,
    relativeChange: null,
    pValue: null,
    pWithinTolerance: null,
    detectableChange: null,
    baselineRoundCount: isMissing ? roundCount : 0,
    currentRoundCount: isMissing ? 0 : roundCount,
  };
}
