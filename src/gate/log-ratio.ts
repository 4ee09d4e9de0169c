import { effectiveSampleSize } from "../stats/autocorrelation.ts";
import { studentTQuantile, studentTSurvival } from "../stats/student-t.ts";
import { type TestedDifference, yuenWelch } from "../stats/yuen.ts";

/**
 * Shortest time per example that is told apart, in seconds: about two readings of the clock. Whatever is shorter counts
 * as this long, so that neither a stage that does nothing nor the grain of the clock makes a ratio.
 */
export const resolutionSeconds = 1e-7;

/** What a log ratio must allow for besides the spread of its rounds. */
export interface Allowances {
  /** Share trimmed at each end. */
  readonly trim: number;
  /** Correlation of successive rounds, 0..1. */
  readonly correlation: number;
  /** Standard deviation of the machine's drift between the runs, of a log ratio. */
  readonly driftAllowance: number;
}

/** The current over the baseline, as a difference of logarithms with an honest standard error. */
export function logRatio(
  before: readonly number[],
  now: readonly number[],
  { trim, correlation, driftAllowance }: Allowances,
): TestedDifference {
  const count = Math.min(before.length, now.length);
  // Correlation also hides spread: the variance about their own mean falls short by the same loss. Both together give n - 1.
  const inflation = (count - 1) / (Math.max(2, effectiveSampleSize(count, correlation)) - 1);
  return widen(yuenWelch(before, now, trim), inflation, driftAllowance);
}

/**
 * Makes room for what the rounds themselves do not show. Correlated rounds are worth fewer, in the error and in its degrees
 * of freedom. The drift allowance is a known variance on top; degrees of freedom by Satterthwaite (1946), with
 * infinitely many for the known part.
 */
function widen(test: TestedDifference, inflation: number, driftAllowance: number): TestedDifference {
  const own = test.standardError ** 2 * inflation;
  // Where hardly anything varies, the allowance is all there is.
  if (own < 1e-6 * driftAllowance ** 2)
    return { ...test, standardError: driftAllowance, degreesOfFreedom: Number.POSITIVE_INFINITY };
  const total = own + driftAllowance ** 2;
  const degreesOfFreedom = Math.max(1, test.degreesOfFreedom / inflation) * (total / own) ** 2;
  return { difference: test.difference, standardError: Math.sqrt(total), degreesOfFreedom };
}

/** P of a difference at least this large if there is none; a difference without error is certain. */
export function upperTail(difference: number, { standardError, degreesOfFreedom }: TestedDifference): number {
  if (standardError === 0) return difference > 0 ? 0 : 1;
  return studentTSurvival(difference / standardError, degreesOfFreedom);
}

/** Upper quantile of Student's t times the standard error: the reach of an interval, in logarithms. */
export function reach(tail: number, { standardError, degreesOfFreedom }: TestedDifference): number {
  return standardError === 0 ? 0 : -studentTQuantile(tail, degreesOfFreedom) * standardError;
}
