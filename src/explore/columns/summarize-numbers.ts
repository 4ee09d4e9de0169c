import type { ColumnHistogram, NumberStatistics } from "../../model/column-statistics.ts";
import type { NumberTally, ValueTally } from "../../model/column-tally.ts";
import type { Quantiles } from "../../model/distribution.ts";
import { momentsFromPowerSums } from "../../stats/power-sums.ts";
import { countedHistogram, countedNumbers, countedQuantile, powerSumsOf } from "../../stats/value-counts.ts";

const probabilities = ["0.01", "0.05", "0.25", "0.5", "0.75", "0.95", "0.99"] as const;

/** Standard errors of a rank by which bounds that rest on a share of the rows are widened: they hold in 997 of 1,000 cases. */
const rankErrors = 3;

const noNumbers: NumberStatistics = {
  min: null,
  max: null,
  mean: null,
  standardDeviation: null,
  skewness: null,
  excessKurtosis: null,
  quantiles: null,
  histogram: null,
};

/** Numbers from every value with its count: exact. */
export function numbersFromValues({ values }: ValueTally): NumberStatistics {
  if (values.length === 0) return noNumbers;
  const numbers = countedNumbers(values.map(({ value, count }) => ({ value: Number(value), count })));
  const center = countedQuantile(numbers, 0.5);
  return {
    min: numbers.values[0]!,
    max: numbers.values[numbers.values.length - 1]!,
    ...momentsFromPowerSums(numbers.total, center, powerSumsOf(numbers, center)),
    quantiles: quantilesBy((probability) => countedQuantile(numbers, probability)),
    histogram: countedHistogram(numbers),
  };
}

/** Numbers from sums and bins: mean and deviation to the last digits, quantiles between the edges of a bin, the shape from the values that were looked at. */
export function numbersFromBins(
  tally: NumberTally,
  { count, looked }: { readonly count: number; readonly looked: Float64Array },
): NumberStatistics {
  const { min, max, center } = tally;
  const [sum, squareSum] = [tally.sum[0] + tally.sum[1], tally.squareSum[0] + tally.squareSum[1]];
  const binned = tally.binCounts.reduce((sum, bin) => sum + bin, 0);
  if (binned === 0 || min === null || max === null) return noNumbers;
  const places = probabilities.map((probability) => placeOf(tally, (binned - 1) * Number(probability)));
  return {
    min,
    max,
    mean: center + sum / count,
    standardDeviation: count < 2 ? null : Math.sqrt(Math.max(0, squareSum - sum ** 2 / count) / (count - 1)),
    ...shapeOf(looked),
    quantiles: quantilesBy((_, index) => places[index]!.value),
    quantileBounds: Object.fromEntries(
      probabilities.map((probability, index) => [probability, places[index]!.bounds]),
    ),
    histogram: evenHistogram(tally),
  };
}

/** Skewness and kurtosis of a few of the values. */
function shapeOf(looked: Float64Array): Pick<NumberStatistics, "skewness" | "excessKurtosis"> {
  const finite = looked.filter(Number.isFinite).sort();
  if (finite.length === 0) return { skewness: null, excessKurtosis: null };
  const numbers = { values: finite, counts: finite.map(() => 1), total: finite.length };
  const center = countedQuantile(numbers, 0.5);
  const { skewness, excessKurtosis } = momentsFromPowerSums(
    finite.length,
    center,
    powerSumsOf(numbers, center),
  );
  return { skewness, excessKurtosis };
}

function quantilesBy(at: (probability: number, index: number) => number): Quantiles {
  return Object.fromEntries(
    probabilities.map((probability, index) => [probability, at(Number(probability), index)]),
  ) as unknown as Quantiles;
}

/** Where the value at `position` (0 for the smallest) of all values in order lies: in which bin, and about where in it. */
function placeOf(tally: NumberTally, position: number): { value: number; bounds: readonly [number, number] } {
  const { value, bounds } = binOf(tally, position);
  if (tally.binShare >= 1) return { value, bounds };
  const count = tally.binCounts.reduce((sum, bin) => sum + bin, 0);
  const margin = rankErrors * Math.sqrt(((position + 1) * (count - position) * (1 - tally.binShare)) / count);
  return {
    value,
    bounds: [
      binOf(tally, Math.max(0, position - margin)).bounds[0],
      binOf(tally, Math.min(count - 1, position + margin)).bounds[1],
    ],
  };
}

/** In which bin the value at `position` lies, and about where in it. */
function binOf(
  { edges, binCounts, min, max }: NumberTally,
  position: number,
): { value: number; bounds: readonly [number, number] } {
  let passed = 0;
  for (let bin = 0; bin < binCounts.length; bin++) {
    const inside = binCounts[bin]!;
    if (passed + inside > position || bin === binCounts.length - 1) {
      const low = Math.max(min!, edges[bin - 1] ?? -Infinity);
      const high = Math.min(max!, edges[bin] ?? Infinity);
      const fraction = inside === 0 ? 0 : Math.min(1, (position - passed + 0.5) / inside);
      return { value: low + (high - low) * fraction, bounds: [low, high] };
    }
    passed += inside;
  }
  throw new Error("there is no bin");
}

/** The bins between even edges, which are some of all edges. */
function evenHistogram({
  edges,
  evenEdges: even,
  binCounts,
  binShare,
  min,
  max,
}: NumberTally): ColumnHistogram {
  const counts = new Array<number>(Math.max(1, even.length - 1)).fill(0);
  let [belowCount, aboveCount] = [0, 0];
  for (const [bin, count] of binCounts.entries()) {
    const from = edges[bin - 1] ?? -Infinity;
    if (from < even[0]!) belowCount += count;
    else if (from >= even[even.length - 1]!) aboveCount += count;
    else counts[lastAtMost(even, from)]! += count;
  }
  if (min !== null && max !== null && even.length === 1)
    return { edges: [min, max], counts: [belowCount + aboveCount] };
  return {
    edges: even,
    counts,
    ...(belowCount > 0 ? { belowCount } : {}),
    ...(aboveCount > 0 ? { aboveCount } : {}),
    ...(binShare < 1 ? { share: binShare } : {}),
  };
}

function lastAtMost(edges: readonly number[], value: number): number {
  let [low, high] = [0, edges.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (edges[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
