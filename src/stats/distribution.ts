import type { BinnedCounts } from "./histogram.ts";
import { histogram } from "./histogram.ts";
import { meanOf, momentsOf, standardDeviationOf } from "./moments.ts";
import { quantile, sortedAscending } from "./quantiles.ts";

/** The probabilities whose quantiles every summary gives. */
const summaryProbabilities = ["0.01", "0.05", "0.25", "0.5", "0.75", "0.95", "0.99"] as const;

/** Quantiles by their probability as text. */
type QuantileTable = Readonly<Record<(typeof summaryProbabilities)[number], number>>;

/** A summary of numbers in one unit. All numbers are null when `count` is 0. */
export interface NumberSummary {
  /** Values that entered. */
  readonly count: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  /** Divisor n - 1; null below two values. */
  readonly standardDeviation: number | null;
  readonly quantiles: QuantileTable | null;
  readonly histogram: BinnedCounts | null;
}

const emptySummary: NumberSummary = {
  count: 0,
  min: null,
  max: null,
  mean: null,
  standardDeviation: null,
  quantiles: null,
  histogram: null,
};

/**
 * Summary of finite `values`. The result does not depend on their order: everything is computed from the
 * sorted values, so that shards may arrive as they like.
 */
export function summarizeNumbers(values: readonly number[]): NumberSummary {
  if (values.length === 0) return emptySummary;
  const sorted = sortedAscending(values);
  const moments = momentsOf(sorted);
  return {
    count: sorted.length,
    min: sorted[0]!,
    max: sorted[sorted.length - 1]!,
    mean: meanOf(moments),
    standardDeviation: standardDeviationOf(moments),
    quantiles: quantileTable(sorted),
    histogram: histogram(sorted),
  };
}

function quantileTable(sorted: ArrayLike<number>): QuantileTable {
  return Object.fromEntries(
    summaryProbabilities.map((probability) => [probability, quantile(sorted, Number(probability))]),
  ) as QuantileTable;
}
