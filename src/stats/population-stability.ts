import { chiSquareSurvival } from "./chi-square.ts";
import { quantile } from "./quantiles.ts";

/** How far the shares of bins have moved, and whether chance explains it. */
export interface PopulationStability {
  /** Sum over bins of (q - p) ln(q / p), with half a count added to every bin; 0 is no change. */
  readonly index: number;
  /** Bins that were used. */
  readonly binCount: number;
  /**
   * Probability of such an index by chance: without a change, index / (1/N + 1/M) is about chi-square with one degree less than
   * bins (Yurdakul 2018). The usual limits 0.1 and 0.25 do not know N and M: they cry wolf on small sets and sleep on large ones.
   */
  readonly pValue: number;
}

/** Added to every bin, so that an empty one has a logarithm (Haldane 1956, Anscombe 1956). */
const emptyBinCount = 0.5;

/** Bins of the reference that hold equal shares of it. */
const usualBinCount = 10;

/** The population stability index of two sets of counts over the same bins; both sets have at least one value. */
export function populationStability(
  reference: readonly number[],
  current: readonly number[],
): PopulationStability {
  const binCount = reference.length;
  const [n, m] = [sumOf(reference), sumOf(current)];
  if (binCount < 2 || n === 0 || m === 0) return { index: 0, binCount, pValue: 1 };
  const share = (count: number, total: number): number =>
    (count + emptyBinCount) / (total + binCount * emptyBinCount);
  const index = sumOf(
    reference.map((count, bin) => {
      const [p, q] = [share(count, n), share(current[bin] ?? 0, m)];
      return (q - p) * Math.log(q / p);
    }),
  );
  return { index, binCount, pValue: chiSquareSurvival(index / (1 / n + 1 / m), binCount - 1) };
}

/** The same of two ascending samples, over the deciles of the reference; tied deciles make one bin. */
export function populationStabilityOf(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
): PopulationStability {
  const edges: number[] = [];
  for (let bin = 1; bin < usualBinCount; bin++) {
    const edge = quantile(reference, bin / usualBinCount);
    if (edges.length === 0 || edge > edges.at(-1)!) edges.push(edge);
  }
  return populationStability(countBelow(reference, edges), countBelow(current, edges));
}

/** Values up to each edge and above the one before; the last bin takes what is above all edges. */
function countBelow(sorted: ArrayLike<number>, edges: readonly number[]): readonly number[] {
  const counts = new Array<number>(edges.length + 1).fill(0);
  let bin = 0;
  for (let index = 0; index < sorted.length; index++) {
    while (bin < edges.length && sorted[index]! > edges[bin]!) bin++;
    counts[bin]! += 1;
  }
  return counts;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
