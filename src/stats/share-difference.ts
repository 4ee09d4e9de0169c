import { normalQuantile } from "./normal.ts";
import { logGamma } from "./special-functions.ts";

/** So many of so many. */
export interface Proportion {
  readonly count: number;
  /** At least 1, and at least `count`. */
  readonly total: number;
}

/** A difference of two shares with its interval and its probability by chance. */
export interface ShareDifference {
  /** Second share less the first, -1..1. */
  readonly difference: number;
  /** Ends of the interval. */
  readonly low: number;
  readonly high: number;
  /** Two-sided p of equal shares, by Fisher's exact test. */
  readonly pValue: number;
}

/**
 * Difference of two independent shares: interval by Newcombe's hybrid of Wilson scores (1998, method 10), p by Fisher's exact
 * test, two-sided by adding all tables that are at most as probable.
 */
export function shareDifference(
  first: Proportion,
  second: Proportion,
  confidenceLevel = 0.95,
): ShareDifference {
  const [a, b] = [wilsonInterval(first, confidenceLevel), wilsonInterval(second, confidenceLevel)];
  const [p, q] = [first.count / first.total, second.count / second.total];
  return {
    difference: q - p,
    low: q - p - Math.hypot(q - b.low, a.high - p),
    high: q - p + Math.hypot(b.high - q, p - a.low),
    pValue: fisherExact(first, second),
  };
}

/** Wilson's score interval of a share (1927), without a continuity correction. */
export function wilsonInterval(
  { count, total }: Proportion,
  confidenceLevel = 0.95,
): { readonly low: number; readonly high: number } {
  const z = normalQuantile((1 + confidenceLevel) / 2);
  const share = count / total;
  const center = (share + (z * z) / (2 * total)) / (1 + (z * z) / total);
  const half =
    (z / (1 + (z * z) / total)) * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total));
  return { low: Math.max(0, center - half), high: Math.min(1, center + half) };
}

function fisherExact(first: Proportion, second: Proportion): number {
  const total = first.total + second.total;
  const successes = first.count + second.count;
  const least = Math.max(0, successes - second.total);
  const most = Math.min(first.total, successes);
  const constant = logChoose(total, successes);
  const logProbability = (count: number): number =>
    logChoose(first.total, count) + logChoose(second.total, successes - count) - constant;
  // Tables that are equally probable differ by rounding.
  const limit = logProbability(first.count) + 1e-7;
  let pValue = 0;
  for (let count = least; count <= most; count++) {
    const log = logProbability(count);
    if (log <= limit) pValue += Math.exp(log);
  }
  return Math.min(1, pValue);
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
