import type { ColumnType } from "./column-plan.ts";
import type { GapPattern, ValueCount } from "./column-tally.ts";
import type { Histogram, Quantiles } from "./distribution.ts";
import type { Estimate } from "./estimate.ts";

/** Equal-width bins; of a large table they may leave out a few extreme values, which are counted. */
export interface ColumnHistogram extends Histogram {
  /** Share of the rows that the counts rest on; left out where it is all of them. */
  readonly share?: number;
  /** Values below the first edge; left out where there is none. */
  readonly belowCount?: number;
  /** Values above the last edge; left out where there is none. */
  readonly aboveCount?: number;
}

/** What numbers, or times in seconds since 1970, add up to. All are null without a value. */
export interface NumberStatistics {
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  /** Divisor n - 1; null below two values. */
  readonly standardDeviation: number | null;
  /** Third standardised moment, g1; null where values do not vary. */
  readonly skewness: number | null;
  /** Fourth standardised moment less 3, g2; null where values do not vary. */
  readonly excessKurtosis: number | null;
  readonly quantiles: Quantiles | null;
  /**
   * Between which two numbers each quantile lies, where they are read from bins: for certain, or in 997 of 1,000 cases where the bins
   * rest on a share of the rows. Left out where quantiles are exact.
   */
  readonly quantileBounds?: Readonly<Record<string, readonly [number, number]>>;
  readonly histogram: ColumnHistogram | null;
}

/** Lengths of texts, in characters. */
export interface TextLengths {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
}

/** How texts are written: runs of capitals as `A`, of other letters as `a`, of digits as `9`, blanks and signs as they are. */
export interface TextPattern {
  readonly pattern: string;
  readonly count: number;
}

/** What is known of one column of a table. */
export interface ColumnStatistics extends Partial<NumberStatistics> {
  readonly name: string;
  readonly type: ColumnType;
  /** Why it is taken for that type. */
  readonly reason: string;
  /** Cells with a value, all of them finite. */
  readonly count: number;
  /** Missing cells. */
  readonly nullCount: number;
  /** Infinite values and NaN, which are in no other number; left out where there is none. */
  readonly notFiniteCount?: number;
  /** Different values, as `distinct.center`. */
  readonly distinctCount: number;
  readonly distinct: Estimate;
  /** Most frequent values, by falling count: 20 at most. Empty where no value is there twice. */
  readonly topValues: readonly ValueCount[];
  /** Whether `topValues` may lack a value: the candidates came from a look at some rows. Their counts are exact. */
  readonly areTopValuesFromLook?: boolean;
  /** For texts. */
  readonly textLength?: TextLengths;
  /** For texts: the ten most frequent. */
  readonly patterns?: readonly TextPattern[];
  /** `exact`: from every value; `sketched`: quantiles from bins, different values from a share of their hashes. */
  readonly method: "exact" | "sketched";
}

/** How two columns go together. */
export interface Association {
  /** Names, in the order of the table. */
  readonly a: string;
  readonly b: string;
  /**
   * `cramers-v`: bias-corrected, of two columns of categories, 0..1; `correlation-ratio`: eta, of categories and numbers, 0..1; `spearman`: rank
   * correlation of two columns of numbers, -1..1.
   */
  readonly measure: "cramers-v" | "correlation-ratio" | "spearman";
  readonly value: number;
  /** Rows with both values that it rests on. */
  readonly count: number;
}

/** How well one column alone predicts the label, on rows held out. */
export interface LabelPredictor {
  readonly column: string;
  /** Mean over the labels of the share predicted rightly, 0..1. */
  readonly balancedAccuracy: number;
  /** The same by chance. */
  readonly chance: number;
  /** Rows that it rests on. */
  readonly count: number;
  /** What stands in the column for a prediction: its values, or a few bins of its numbers. */
  readonly method: string;
}

/** A cell that looks wrong, and what usually stands there. */
export interface Suspect {
  readonly column: string;
  readonly value: string;
  /** What it is taken to mean; null where nothing is that likely. */
  readonly usual: string | null;
  /** Rows, from 1 without the head: the first 100. */
  readonly rows: readonly number[];
  readonly count: number;
  readonly why: "rare-spelling" | "unlike-others" | "against-dependency";
}

/** Cells of one column within one slice, beside the others. */
export interface SliceColumn {
  readonly column: string;
  readonly count: number;
  readonly nullCount: number;
  /** Median of numbers, else null. */
  readonly median: number | null;
  /** Most frequent value, else null. */
  readonly topValue: string | number | null;
  /** Kolmogorov and Smirnov's D, or Cramer's V, between the slice and the rest; null where there is nothing to compare. */
  readonly difference: number | null;
  /** Adjusted over all slices and columns by Benjamini and Hochberg. */
  readonly adjustedPValue: number | null;
}

/** What is cut by the values of one column or field. */
export interface Slices {
  readonly column: string;
  /** The largest first. */
  readonly entries: readonly Slice[];
}

/** Rows, or examples, with one value in the column that they are sliced by. */
export interface Slice {
  readonly value: string;
  readonly rowCount: number;
  readonly columns: readonly SliceColumn[];
}

/** Columns that someone says tell the rows apart. */
export interface NamedKey {
  readonly columns: readonly string[];
  /** Rows whose key an earlier row has. */
  readonly repeatedRowCount: Estimate;
  /** Rows in which a cell of the key is missing: their keys are not compared. */
  readonly missingRowCount: number;
  /** Keys that are there more than once among the rows that were looked at, with their number: the 20 most frequent. */
  readonly examples: readonly { readonly values: readonly string[]; readonly count: number }[];
}

/** What is known of a table besides its columns. */
export interface TableStatistics {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly byteCount: number;
  /** Rows that could not be read, and are in no number. */
  readonly unreadableRowCount: number;
  /** Columns that lack values together, by falling number of rows: 50 patterns at most. */
  readonly gaps: readonly GapPattern[];
  /** Rows that repeat an earlier one. */
  readonly duplicateRowCount: Estimate;
  /** Columns, or pairs of them, that tell all rows apart. */
  readonly keys: readonly (readonly string[])[];
  /** With `--key`: how well those columns tell the rows apart. */
  readonly namedKey?: NamedKey;
  /** By falling strength: 200 at most. */
  readonly associations: readonly Association[];
  /** By falling accuracy; empty without a label. */
  readonly labelPredictors: readonly LabelPredictor[];
  /** Cells that look wrong: 2,000 different values at most. */
  readonly suspects: readonly Suspect[];
  /** Rows that were looked at value by value: associations, predictors, patterns and suspects rest on them. */
  readonly look: { readonly rowCount: number; readonly isWhole: boolean; readonly choice: string };
  /** With `--by`. */
  readonly slices?: Slices;
}
