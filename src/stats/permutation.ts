import { type Random, seededRandom } from "./random.ts";

/** How a permutation test is run. */
export interface PermutationOptions {
  /** Seed: the same seed gives the same p. Default 1. */
  readonly seed?: number;
  /** Permutations at most; default 1999. */
  readonly permutationCount?: number;
  /** Draws at least as large as the observed after which the answer is plain; default 10. */
  readonly enough?: number;
  /**
   * Standard deviations by which the observed lies above the mean of the first 99 draws from which it is plain that no other
   * draw would reach it: the rest is not drawn, and p is as if it had been. For statistics that are means over many items,
   * whose tails are no heavier than a normal one's. Left out, all are drawn.
   */
  readonly plainDeviations?: number;
}

/** Draws after which an observed value may be out of their reach for certain. */
const glanceCount = 99;

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
  const { seed = 1, permutationCount = 1999, enough = 10, plainDeviations } = options;
  const random = seededRandom(seed);
  const least = 1 / (permutationCount + 1);
  const glance: number[] = [];
  let asLarge = 0;
  for (let drawn = 1; drawn <= permutationCount; drawn += 1) {
    const value = draw(random);
    if (value >= observed) asLarge += 1;
    if (asLarge >= enough) return { pValue: asLarge / drawn, drawnCount: drawn };
    if (plainDeviations === undefined || drawn > glanceCount) continue;
    glance.push(value);
    if (drawn === glanceCount && isBeyond(observed, glance, plainDeviations)) {
      return { pValue: least, drawnCount: drawn };
    }
  }
  return { pValue: (asLarge + 1) / (permutationCount + 1), drawnCount: permutationCount };
}

/** Whether `observed` lies so many standard deviations above the mean of `values`, which differ. */
function isBeyond(observed: number, values: readonly number[], deviations: number): boolean {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return squares > 0 && observed - mean > deviations * Math.sqrt(squares / (values.length - 1));
}
