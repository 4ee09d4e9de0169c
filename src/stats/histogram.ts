import { quantile } from "./quantiles.ts";

/** Bins at most, however many values there are: what a chart can show. */
export const maximumBinCount = 100;

/** Equal-width bins: `counts[i]` values lie in `[edges[i], edges[i + 1])`; the last bin includes its upper edge. */
export interface BinnedCounts {
  /** Ascending, one more than `counts`. */
  readonly edges: readonly number[];
  /** Values per bin. */
  readonly counts: readonly number[];
}

/**
 * Histogram of finite `sorted` values (ascending, at least one), bins chosen as numpy.histogram's `auto` does (numpy 2.4):
 * the smaller of Sturges' width and Freedman and Diaconis' (1981), the latter never below half of range/sqrt(n).
 * Whole numbers get bins no narrower than 1; equal values get one bin of width 1 around them.
 */
export function histogram(sorted: ArrayLike<number>): BinnedCounts {
  const first = sorted[0]!;
  const last = sorted[sorted.length - 1]!;
  if (first === last) return { edges: outerEdges(first), counts: [sorted.length] };
  const bins = binCount({
    count: sorted.length,
    range: last - first,
    spread: quantile(sorted, 0.75) - quantile(sorted, 0.25),
    isWhole: isWhole(sorted),
  });
  const edges = equalEdges(first, last, bins);
  return { edges, counts: countInto(edges, sorted) };
}

/** Half a unit on each side, or as little as the precision of a large value allows. */
export function outerEdges(value: number): readonly number[] {
  const half = Math.max(0.5, Math.abs(value) * Number.EPSILON);
  return [value - half, value + half];
}

/** What the number of bins depends on. */
export interface BinChoice {
  /** Values, at least two. */
  readonly count: number;
  /** Largest less smallest value, above 0. */
  readonly range: number;
  /** Distance between the quartiles. */
  readonly spread: number;
  /** Whether all values are whole numbers. */
  readonly isWhole: boolean;
}

/** Number of bins by the rule of `histogram`. */
export function binCount({ count, range, spread, isWhole }: BinChoice): number {
  const sturges = range / (Math.log2(count) + 1);
  const freedmanDiaconis = Math.max((2 * spread) / Math.cbrt(count), range / Math.sqrt(count) / 2);
  const width = Math.min(freedmanDiaconis, sturges);
  const wholeWidth = isWhole ? Math.max(width, 1) : width;
  return Math.max(1, Math.min(maximumBinCount, Math.ceil(range / wholeWidth)));
}

function isWhole(values: ArrayLike<number>): boolean {
  for (let index = 0; index < values.length; index += 1) {
    if (!Number.isInteger(values[index])) return false;
  }
  return true;
}

/** Edges from `first` to `last`; fewer bins where the range is too narrow to keep them apart. */
export function equalEdges(first: number, last: number, count: number): readonly number[] {
  const step = (last - first) / count;
  const edges = Array.from({ length: count + 1 }, (_, index) =>
    index === count ? last : first + index * step,
  );
  const isAscending = edges.every((edge, index) => index === 0 || edge > edges[index - 1]!);
  return isAscending ? edges : [first, last];
}

/** How many of the ascending values lie between each two edges; each counts as often as `times` says, once without it. */
export function countInto(
  edges: readonly number[],
  sorted: ArrayLike<number>,
  times?: ArrayLike<number>,
): readonly number[] {
  const counts = new Array<number>(edges.length - 1).fill(0);
  let bin = 0;
  for (let index = 0; index < sorted.length; index += 1) {
    while (bin < counts.length - 1 && sorted[index]! >= edges[bin + 1]!) bin += 1;
    counts[bin]! += times?.[index] ?? 1;
  }
  return counts;
}
