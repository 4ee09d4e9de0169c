import { regularizedIncompleteBeta } from "./special-functions.ts";

/** A probability with bounds, all 0..1. */
export interface ProbabilityInterval {
  /** What was seen: successes over trials. */
  readonly center: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The exact interval of a probability after `successCount` successes in `trialCount` independent trials (Clopper and Pearson 1934):
 * it holds the truth with at least `confidenceLevel`, whatever the truth. Without a trial it is 0..1.
 */
export function clopperPearson(
  successCount: number,
  trialCount: number,
  confidenceLevel = 0.95,
): ProbabilityInterval {
  const tail = (1 - confidenceLevel) / 2;
  const failureCount = trialCount - successCount;
  return {
    center: trialCount === 0 ? Number.NaN : successCount / trialCount,
    low: successCount === 0 ? 0 : betaQuantile(tail, successCount, failureCount + 1),
    high: failureCount === 0 ? 1 : betaQuantile(1 - tail, successCount + 1, failureCount),
  };
}

/** The x below which a beta variable lies with `probability`: by halving, to the last bit. */
function betaQuantile(probability: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (regularizedIncompleteBeta(middle, [a, b]) < probability) low = middle;
    else high = middle;
  }
}
