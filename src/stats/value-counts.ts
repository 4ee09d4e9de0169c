import { type BinnedCounts, binCount, countInto, equalEdges, outerEdges } from "./histogram.ts";

/** Different numbers in ascending order, and how often each is there. */
export interface CountedNumbers {
  readonly values: Float64Array;
  readonly counts: Float64Array;
  /** Sum of `counts`. */
  readonly total: number;
}

/** Numbers with their counts, put in order. */
export function countedNumbers(
  entries: readonly { readonly value: number; readonly count: number }[],
): CountedNumbers {
  const sorted = [...entries].sort((a, b) => a.value - b.value);
  return {
    values: Float64Array.from(sorted, ({ value }) => value),
    counts: Float64Array.from(sorted, ({ count }) => count),
    total: sorted.reduce((sum, { count }) => sum + count, 0),
  };
}

/** Quantile of definition 7 of Hyndman and Fan (1996), as of the numbers one by one; there is at least one. */
export function countedQuantile({ values, counts, total }: CountedNumbers, probability: number): number {
  const position = (total - 1) * probability;
  const index = Math.floor(position);
  const [low, high] = [
    valueAt(values, counts, index),
    valueAt(values, counts, Math.min(index + 1, total - 1)),
  ];
  const fraction = position - index;
  return fraction < 0.5 ? low + (high - low) * fraction : high - (high - low) * (1 - fraction);
}

function valueAt(values: Float64Array, counts: Float64Array, index: number): number {
  let passed = 0;
  for (let at = 0; at < values.length; at++) {
    passed += counts[at]!;
    if (passed > index) return values[at]!;
  }
  return values[values.length - 1]!;
}

/** Sums of the first to fourth power of the distance from `center`. */
export function powerSumsOf(
  { values, counts }: CountedNumbers,
  center: number,
): [number, number, number, number] {
  const sums: [number, number, number, number] = [0, 0, 0, 0];
  for (let at = 0; at < values.length; at++) {
    const distance = values[at]! - center;
    let power = counts[at]!;
    for (let order = 0; order < 4; order++) {
      power *= distance;
      sums[order]! += power;
    }
  }
  return sums;
}

/** Histogram as `histogram` makes it of the numbers one by one; there is at least one. */
export function countedHistogram(numbers: CountedNumbers): BinnedCounts {
  const { values, counts, total } = numbers;
  const [first, last] = [values[0]!, values[values.length - 1]!];
  if (first === last) return { edges: outerEdges(first), counts: [total] };
  const bins = binCount({
    count: total,
    range: last - first,
    spread: countedQuantile(numbers, 0.75) - countedQuantile(numbers, 0.25),
    isWhole: values.every(Number.isInteger),
  });
  const edges = equalEdges(first, last, bins);
  return { edges, counts: countInto(edges, values, counts) };
}
