import { invertSurvival } from "./invert-survival.ts";
import { normalQuantile, normalSurvival } from "./normal.ts";
import { logBeta, regularizedIncompleteBeta } from "./special-functions.ts";

/**
 * Probability that Student's t exceeds `t`, precise in both tails: P(T > t) = I_{v/(v+t^2)}(v/2, 1/2) / 2 for t >= 0
 * (Abramowitz & Stegun 26.7.1); 0 from |t| about 1e154 on. `degreesOfFreedom` > 0, fractional or infinite (normal).
 */
export function studentTSurvival(t: number, degreesOfFreedom: number): number {
  if (degreesOfFreedom === Number.POSITIVE_INFINITY) return normalSurvival(t);
  if (t < 0) return 1 - studentTSurvival(-t, degreesOfFreedom);
  if (t === Number.POSITIVE_INFINITY) return 0;
  // t^2 / v before adding 1: the square of a huge t would overflow otherwise.
  const ratio = (t / degreesOfFreedom) * t;
  const x = 1 / (1 + ratio);
  const complement = ratio === Number.POSITIVE_INFINITY ? 1 : ratio / (1 + ratio);
  return regularizedIncompleteBeta(x, [degreesOfFreedom / 2, 0.5], complement) / 2;
}

/** The `t` that Student's t stays below with `probability`, 0..1. For an upper tail p, use `-studentTQuantile(p, v)`. */
export function studentTQuantile(probability: number, degreesOfFreedom: number): number {
  if (degreesOfFreedom === Number.POSITIVE_INFINITY) return normalQuantile(probability);
  if (probability > 0.5) return -studentTQuantile(1 - probability, degreesOfFreedom);
  const logNorm = -logBeta(degreesOfFreedom / 2, 0.5) - 0.5 * Math.log(degreesOfFreedom);
  return -invertSurvival(probability, {
    survival: (t) => studentTSurvival(t, degreesOfFreedom),
    density: (t) => Math.exp(logNorm - ((degreesOfFreedom + 1) / 2) * Math.log1p((t / degreesOfFreedom) * t)),
  });
}
