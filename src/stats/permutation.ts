import { type Random, seededRandom } from "./random.ts";

/** How a permutation test is run. */
export interface PermutationOptions {
  /** Seed: the same seed gives the same p. Default 1. */
  readonly seed?: number;
  /** Permutations at most; default 1999. */
  readonly permutationCount?: number;
  /** Draws at least as large as the observed after which the answer is plain; default 10. */
  readonly enough?: number;
}

/** What a permutation test found. */
export interface PermutationResult {
  /** One-sided p of a statistic as large as the observed. */
  readonly pValue: number;
  /** Permutations drawn. */
  readonly drawnCount: number;
}

/**
 * One-sided p of `observed` among values of the same statistic under permutation, which `draw` gives: (r + 1) / (n + 1) after
 * n draws of which r are as large (Davison and Hinkley 1997, section 4.3); stopped early at r = `enough` with p = r / n, which is
 * valid too (Besag and Clifford, "Sequential Monte Carlo p-values", 1991).
 */
export function permutationTest(
  observed: number,
  draw: (random: Random) => number,
  options: PermutationOptions = {},
): PermutationResult {
  const { seed = 1, permutationCount = 1999, enough = 10 } = options;
  const random = seededRandom(seed);
  let asLarge = 0;
  for (let drawn = 1; drawn <= permutationCount; drawn += 1) {
    if (draw(random) >= observed) asLarge += 1;
    if (asLarge >= enough) return { pValue: asLarge / drawn, drawnCount: drawn };
  }
  return { pValue: (asLarge + 1) / (permutationCount + 1), drawnCount: permutationCount };
}
