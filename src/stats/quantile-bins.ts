import { quantile, sortedAscending } from "./quantiles.ts";

/** The bin of each of some values. */
export interface BinnedValues {
  /** 0..binCount - 1, in the order of the values. */
  readonly bins: Uint16Array;
  readonly binCount: number;
}

/**
 * Bins of about equal numbers of values: `mostBins` at most, one per distinct value where there are no more of them. Equal
 * values always share a bin, so that there may be fewer.
 */
export function quantileBins(values: readonly number[], mostBins: number): BinnedValues {
  const distinct = [...new Set(values)].sort((a, b) => a - b);
  const sorted = sortedAscending(values);
  const cuts =
    distinct.length <= mostBins
      ? distinct.slice(1)
      : [
          ...new Set(
            Array.from({ length: mostBins - 1 }, (_, index) => quantile(sorted, (index + 1) / mostBins)),
          ),
        ];
  return {
    bins: Uint16Array.from(values, (value) => cutsUpTo(cuts, value)),
    binCount: cuts.length + 1,
  };
}

/** How many of `cuts`, ascending, are at most `value`. */
function cutsUpTo(cuts: readonly number[], value: number): number {
  let [low, high] = [0, cuts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cuts[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
