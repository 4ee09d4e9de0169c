/** How far two sets of shares over the same categories are apart. */
export interface ShareDistance {
  /** Half the sum of absolute differences, 0..1: the share that has to change its category to make them equal. */
  readonly distance: number;
  /** Ends of the interval for the shares behind the counts. */
  readonly low: number;
  readonly high: number;
}

/**
 * Total variation distance of two sets of counts, both with a positive sum. Interval from the bound on the L1 deviation of
 * observed shares (Weissman et al. 2003), half of the error for either side; conservative, the more so the more categories.
 */
export function totalVariation(
  a: readonly number[],
  b: readonly number[],
  confidenceLevel = 0.95,
): ShareDistance {
  const [n, m] = [sumOf(a), sumOf(b)];
  const distance = sumOf(a.map((count, index) => Math.abs(count / n - (b[index] ?? 0) / m))) / 2;
  const categoryCount = Math.max(2, a.length);
  // (2^k - 2) events of one side each: log1p keeps it exact for few categories.
  const logEvents = categoryCount * Math.LN2 + Math.log1p(-(2 ** (1 - categoryCount)));
  const logError = Math.log(2 / (1 - confidenceLevel));
  const reach = sumOf([n, m].map((size) => Math.sqrt((2 * (logEvents + logError)) / size) / 2));
  return { distance, low: Math.max(0, distance - reach), high: Math.min(1, distance + reach) };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
