/** `values` in ascending order, as a new array; NaN is not allowed. */
export function sortedAscending(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort();
}

/**
 * Quantile of definition 7 of Hyndman and Fan (1996): R's default and numpy.percentile's.
 *
 * @param sorted Values in ascending order, at least one.
 * @param probability 0..1.
 */
export function quantile(sorted: ArrayLike<number>, probability: number): number {
  const position = (sorted.length - 1) * probability;
  const index = Math.floor(position);
  const low = sorted[index]!;
  const high = sorted[Math.min(index + 1, sorted.length - 1)]!;
  const fraction = position - index;
  // The two forms make the result monotonic in `probability` and exact at both ends, as numpy does.
  return fraction < 0.5 ? low + (high - low) * fraction : high - (high - low) * (1 - fraction);
}

/** Median of `values`, or null without a value. */
export function median(values: readonly number[]): number | null {
  return values.length === 0 ? null : quantile(sortedAscending(values), 0.5);
}

/** Median distance from the median (not scaled), or null without a value. */
export function medianAbsoluteDeviation(values: readonly number[]): number | null {
  const center = median(values);
  return center === null ? null : median(values.map((value) => Math.abs(value - center)));
}
