import { invertSurvival } from "./invert-survival.ts";
import { erfc } from "./special-functions.ts";

/** Probability that a standard normal variable exceeds `z`, precise in both tails. */
export function normalSurvival(z: number): number {
  return erfc(z / Math.SQRT2) / 2;
}

/** The `z` that a standard normal variable stays below with `probability`, 0..1. For an upper tail p, use `-normalQuantile(p)`. */
export function normalQuantile(probability: number): number {
  if (probability > 0.5) return -normalQuantile(1 - probability);
  return -invertSurvival(probability, {
    survival: normalSurvival,
    density: (z) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI),
  });
}
