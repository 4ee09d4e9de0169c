import type { ColumnType } from "./column-plan.ts";
import type { Estimate } from "./estimate.ts";

/** When a difference between two distributions counts. Both must hold: it is large enough, and it is no chance. */
export interface DriftRule {
  /** Share of false ones among the drifts that are reported (Benjamini-Hochberg), 0..1. */
  readonly alpha: number;
  /** Distance of distribution functions (Kolmogorov-Smirnov), 0..1, from which a number has drifted. */
  readonly leastDistance: number;
  /** Share of examples that changed category, 0..1, from which a category has drifted. */
  readonly leastShareDistance: number;
  /** Change of the share of missing values, 0..1, from which missing values have drifted. */
  readonly leastMissingDifference: number;
}

/** One category's share before and now. */
export interface ShareChange {
  readonly category: string;
  readonly beforeCount: number;
  readonly afterCount: number;
  /** Share now less share before, with its interval. */
  readonly difference: Estimate;
  /** Two-sided p (Fisher), adjusted over the categories. */
  readonly adjustedPValue: number;
}

/** How one property of the examples is spread, now against before. */
export interface Drift {
  /** What was compared, such as `durationSeconds`, `label` or `column:speaker_age`. */
  readonly feature: string;
  /** What it is: numbers, categories, or whether there is a value at all. */
  readonly kind: "number" | "category" | "missing";
  /** What its numbers are where they are seconds since 1970, UTC; left out for other numbers. */
  readonly temporal?: "date" | "time";
  /** `all`: all examples now against all before. `added`: the examples that are new against all before. */
  readonly scope: "all" | "added";
  /** `drifted`: large enough and no chance; `uncertain`: large enough, may be chance; `steady`: neither. */
  readonly outcome: "steady" | "drifted" | "uncertain";
  /** Values on either side. */
  readonly beforeCount: number;
  readonly afterCount: number;
  /** Median before and now, for numbers; the share that is missing, for missing values; else null. */
  readonly before: number | null;
  readonly after: number | null;
  /**
   * Size, 0..1: distance of the distribution functions for numbers, total variation for categories, and the difference of
   * shares (-1..1) for missing values.
   */
  readonly effect: Estimate;
  /** Name of that measure. */
  readonly measure: "kolmogorov-smirnov" | "total-variation" | "share-difference";
  /** Mean distance that a value moved, in standard deviations of before; for numbers that vary, else null. */
  readonly shiftDeviations: number | null;
  /** Population stability index over deciles of before, or over categories; null for missing values. */
  readonly stabilityIndex: number | null;
  /** p of such a difference by chance (Kolmogorov-Smirnov, Pearson or Fisher), before adjustment. */
  readonly pValue: number;
  /** The same, adjusted over all comparisons by Benjamini and Hochberg. */
  readonly adjustedPValue: number;
  /** Smallest effect that would have been significant by itself at the strictest step of that adjustment; at most 1. */
  readonly detectableEffect: number;
  /** The categories whose shares changed most, for categories: at most 20. */
  readonly shares?: readonly ShareChange[];
}

/** Values that came or went of something that is a closed list: labels, splits, columns. */
export interface ListChange {
  /** What the list is of. */
  readonly list: "labels" | "splits" | "columns";
  /** In order: at most 1,000 each. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** A column that both tables have, and that holds values of another type now. */
export interface RetypedColumn {
  readonly column: string;
  readonly before: ColumnType;
  readonly after: ColumnType;
}
