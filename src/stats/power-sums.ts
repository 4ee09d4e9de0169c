/** Mean and standardised moments of numbers. */
export interface ShapeMoments {
  readonly mean: number;
  /** Divisor n - 1; null below two values. */
  readonly standardDeviation: number | null;
  /** g1 = m3 / m2^1.5 with central moments of divisor n; null where values do not vary. */
  readonly skewness: number | null;
  /** g2 = m4 / m2^2 - 3; null where values do not vary. */
  readonly excessKurtosis: number | null;
}

/**
 * Moments of `count` numbers, at least one, from the sums of the first to fourth power of their distance from `center`; the
 * closer that is to the mean, the more digits are right.
 */
export function momentsFromPowerSums(
  count: number,
  center: number,
  [s1, s2, s3, s4]: readonly [number, number, number, number],
): ShapeMoments {
  const d = s1 / count;
  const m2 = Math.max(0, s2 / count - d * d);
  const m3 = s3 / count - 3 * d * (s2 / count) + 2 * d ** 3;
  const m4 = s4 / count - 4 * d * (s3 / count) + 6 * d * d * (s2 / count) - 3 * d ** 4;
  const varies = m2 > 1e-28 * Math.max(center * center, d * d);
  return {
    mean: center + d,
    standardDeviation: count < 2 ? null : Math.sqrt((m2 * count) / (count - 1)),
    skewness: varies ? m3 / m2 ** 1.5 : null,
    excessKurtosis: varies ? m4 / m2 ** 2 - 3 : null,
  };
}
