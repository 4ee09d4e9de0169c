/** A centre, or a difference of centres, with what a t test needs. */
export interface TestedDifference {
  /** The estimate, in the unit of the values. */
  readonly difference: number;
  /** Its standard error, in the same unit; 0 when the values do not vary. */
  readonly standardError: number;
  /** Degrees of freedom of Student's t, fractional for two samples; infinite when nothing varies. */
  readonly degreesOfFreedom: number;
}

/** What trimming and winsorising make of one sample. */
interface TrimmedSample {
  readonly count: number;
  /** Values left after trimming (h). */
  readonly keptCount: number;
  /** Mean of the values left. */
  readonly mean: number;
  /** Variance (n - 1) with the trimmed values moved to the nearest kept one. */
  readonly winsorizedVariance: number;
}

/**
 * Yuen's one-sample test against 0, on means without the share `trim`, 0..0.5, at each end: g = floor(trim n), h = n - 2g,
 * standard error s_w sqrt(n - 1) / sqrt(h (h - 1)), h - 1 degrees of freedom. With `trim` 0 it is Student's test.
 * Throws RangeError when fewer than 2 values are left.
 */
export function yuenOneSample(values: readonly number[], trim = 0.2): TestedDifference {
  const sample = trimSample(values, trim);
  return {
    difference: sample.mean,
    standardError: Math.sqrt(squaredError(sample)),
    degreesOfFreedom: sample.keptCount - 1,
  };
}

/**
 * Yuen's two-sample test with Welch's degrees of freedom (Yuen 1974, Biometrika 61:165): the trimmed mean of `b` minus
 * that of `a`. With `trim` 0 it is Welch's test. Throws RangeError when fewer than 2 values of a sample are left.
 */
export function yuenWelch(a: readonly number[], b: readonly number[], trim = 0.2): TestedDifference {
  const [first, second] = [trimSample(a, trim), trimSample(b, trim)];
  const [d1, d2] = [squaredError(first), squaredError(second)];
  const spread = d1 ** 2 / (first.keptCount - 1) + d2 ** 2 / (second.keptCount - 1);
  return {
    difference: second.mean - first.mean,
    standardError: Math.sqrt(d1 + d2),
    degreesOfFreedom: spread === 0 ? Number.POSITIVE_INFINITY : (d1 + d2) ** 2 / spread,
  };
}

/** The values in their order, with the share `trim` at each end moved to the nearest value that is kept. */
export function winsorize(values: readonly number[], trim = 0.2): readonly number[] {
  const sorted = [...values].sort((x, y) => x - y);
  const trimmedCount = Math.floor(trim * values.length);
  const [lowest, highest] = [sorted[trimmedCount]!, sorted[values.length - trimmedCount - 1]!];
  return values.map((value) => Math.min(highest, Math.max(lowest, value)));
}

function trimSample(values: readonly number[], trim: number): TrimmedSample {
  const count = values.length;
  const trimmedCount = Math.floor(trim * count);
  const keptCount = count - 2 * trimmedCount;
  if (keptCount < 2)
    throw new RangeError(`Yuen's test needs 2 values after trimming; ${keptCount} of ${count} are left`);
  const sorted = [...values].sort((x, y) => x - y);
  return {
    count,
    keptCount,
    mean: meanOf(sorted.slice(trimmedCount, count - trimmedCount)),
    winsorizedVariance: varianceOf(winsorize(values, trim)),
  };
}

/** Squared standard error of a trimmed mean: Yuen's d. */
function squaredError({ count, keptCount, winsorizedVariance }: TrimmedSample): number {
  return ((count - 1) * winsorizedVariance) / (keptCount * (keptCount - 1));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}
