/**
 * Count, mean and second central moment of numbers: enough for mean and variance, and mergeable.
 * Source: Chan, Golub and LeVeque, "Algorithms for computing the sample variance" (1983).
 */
export interface Moments {
  /** Values that entered. */
  readonly count: number;
  /** Arithmetic mean; 0 when `count` is 0. */
  readonly mean: number;
  /** Sum of squared distances from the mean (M2). */
  readonly squaredDeviations: number;
}

/** The moments of no value: the identity of `mergeMoments`. */
export const noMoments: Moments = { count: 0, mean: 0, squaredDeviations: 0 };

/**
 * Moments of `values`, summed in their order: the corrected two-pass algorithm of Chan, Golub and LeVeque (1983), which
 * keeps the digits that Welford's single pass loses to an offset.
 */
export function momentsOf(values: ArrayLike<number>): Moments {
  const count = values.length;
  if (count === 0) return noMoments;
  let sum = 0;
  for (let index = 0; index < count; index += 1) sum += values[index]!;
  const roughMean = sum / count;
  let deviations = 0;
  let squares = 0;
  for (let index = 0; index < count; index += 1) {
    const deviation = values[index]! - roughMean;
    deviations += deviation;
    squares += deviation * deviation;
  }
  return {
    count,
    mean: roughMean + deviations / count,
    squaredDeviations: Math.max(0, squares - (deviations * deviations) / count),
  };
}

/**
 * Moments of the values of each code, without those below 0 and without NaN; codes of no value are left out. As `momentsOf` gives them.
 * @param codes One for each value, below `codeCount`.
 */
export function momentsByCode(
  values: ArrayLike<number>,
  codes: ArrayLike<number>,
  codeCount: number,
): readonly Moments[] {
  const [counts, sums] = [new Float64Array(codeCount), new Float64Array(codeCount)];
  const [deviations, squares] = [new Float64Array(codeCount), new Float64Array(codeCount)];
  for (let index = 0; index < values.length; index += 1) {
    const code = codes[index]!;
    if (code < 0 || Number.isNaN(values[index]!)) continue;
    counts[code]! += 1;
    sums[code]! += values[index]!;
  }
  for (let index = 0; index < values.length; index += 1) {
    const code = codes[index]!;
    if (code < 0 || Number.isNaN(values[index]!)) continue;
    const deviation = values[index]! - sums[code]! / counts[code]!;
    deviations[code]! += deviation;
    squares[code]! += deviation * deviation;
  }
  return Array.from(counts, (count, code) => ({
    count,
    mean: (sums[code]! + deviations[code]!) / count,
    squaredDeviations: Math.max(0, squares[code]! - deviations[code]! ** 2 / count),
  })).filter(({ count }) => count > 0);
}

/** Moments of the union of two disjoint sets of values. */
export function mergeMoments(a: Moments, b: Moments): Moments {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  const count = a.count + b.count;
  const difference = b.mean - a.mean;
  return {
    count,
    mean: a.mean + (difference * b.count) / count,
    squaredDeviations:
      a.squaredDeviations + b.squaredDeviations + (difference * difference * a.count * b.count) / count,
  };
}

/** Mean of `moments`, or null without a value. */
export function meanOf(moments: Moments): number | null {
  return moments.count === 0 ? null : moments.mean;
}

/** Sample standard deviation (divisor n - 1), or null below two values. */
export function standardDeviationOf(moments: Moments): number | null {
  return moments.count < 2 ? null : Math.sqrt(moments.squaredDeviations / (moments.count - 1));
}

/**
 * Share of the variance, 0..1, that lies between `groups` and not within them (eta squared, as in a one-way analysis of
 * variance); null when all values are equal or there is none.
 */
export function varianceShareBetween(groups: readonly Moments[]): number | null {
  const whole = groups.reduce(mergeMoments, noMoments);
  const within = groups.reduce((sum, group) => sum + group.squaredDeviations, 0);
  return whole.squaredDeviations > 0 ? Math.max(0, 1 - within / whole.squaredDeviations) : null;
}
