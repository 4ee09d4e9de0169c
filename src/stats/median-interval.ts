import { quantile } from "./quantiles.ts";

/** A median between two of its values. */
export interface MedianInterval {
  readonly center: number;
  readonly low: number;
  readonly high: number;
  /** Probability that the interval holds the true median, 0..1. */
  readonly confidenceLevel: number;
}

/**
 * The median with the narrowest pair of order statistics that holds the true one with at least this probability, whatever the
 * distribution (the binomial interval of the sign test); the extremes where there are too few values. Throws RangeError without one.
 */
export function medianInterval(values: readonly number[], confidenceLevel = 0.95): MedianInterval {
  if (values.length === 0) throw new RangeError("no value has no median");
  const sorted = [...values].sort((a, b) => a - b);
  const count = sorted.length;
  let below = 0;
  let outside = 2 * 0.5 ** count;
  let term = 0.5 ** count;
  // The next pair inwards is taken as long as what lies outside it stays unlikely enough.
  for (;;) {
    const nextTerm = (term * (count - below)) / (below + 1);
    if (2 * (below + 1) >= count || outside + 2 * nextTerm > 1 - confidenceLevel) break;
    term = nextTerm;
    outside += 2 * nextTerm;
    below++;
  }
  return {
    center: quantile(sorted, 0.5),
    low: sorted[below]!,
    high: sorted[count - 1 - below]!,
    confidenceLevel: Math.max(0, 1 - outside),
  };
}
