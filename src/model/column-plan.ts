/** What the values of a column are. Dates and times are counted in seconds since 1970, UTC. */
export type ColumnType = "integer" | "number" | "boolean" | "date" | "time" | "text" | "nested";

/** The types whose values are numbers, or are counted as numbers. */
export function isNumeric(type: ColumnType): boolean {
  return type === "integer" || type === "number" || isTemporal(type);
}

/** The types whose numbers are seconds since 1970, UTC. */
export function isTemporal(type: ColumnType): boolean {
  return type === "date" || type === "time";
}

/** How a column of few different values is counted: each value by itself. */
export interface CountValues {
  readonly kind: "values";
}

/** How a column of many different numbers is counted. */
export interface CountNumbers {
  readonly kind: "numbers";
  /** Near the middle of the values: sums are taken of distances from it, so that no digits are lost to an offset. */
  readonly center: number;
  /** No value is expected further from `center`: sums leave out what is. */
  readonly reach: number;
  /** Whether no infinite number or NaN is expected; where one is seen, the column is counted anew. */
  readonly areFinite: boolean;
  /** Edges of the bins that quantiles and histogram are read from, ascending. */
  readonly edges: readonly number[];
  /** Those of `edges` that are evenly spaced, for a histogram of nearly all values. */
  readonly evenEdges: readonly number[];
  /** Share of the different values, by their hash, that are told apart to estimate how many there are; 0..1. */
  readonly keptShare: number;
}

/** How a column of many different texts is counted. */
export interface CountTexts {
  readonly kind: "texts";
  /** Values whose number is counted exactly: the most frequent ones of a look at the table. */
  readonly candidates: readonly string[];
  readonly keptShare: number;
}

/** What one column is taken for, and how it is counted. */
export interface ColumnPlan {
  /** As the table has it. */
  readonly name: string;
  readonly type: ColumnType;
  /** Why it is taken for that, in a few words. */
  readonly reason: string;
  readonly how: CountValues | CountNumbers | CountTexts;
}

/** How all columns of a table are counted. */
export interface TablePlan {
  readonly columns: readonly ColumnPlan[];
  /** Columns with missing cells whose missing together is counted: at most 30 names. */
  readonly gapColumns: readonly string[];
  /** No more rows are expected: the shares below are chosen for so many at most. */
  readonly rowBound: number;
  /** Share of the rows, by their content, that are told apart to count duplicates; 1 counts them all. */
  readonly rowShare: number;
  /** Share of the rows, chosen by `rowKey`, that quantiles and histograms of many different numbers rest on; 1 is all of them. */
  readonly binShare: number;
  /** Column of many different values by whose hash rows are chosen; null chooses by the hash of the whole row. */
  readonly rowKey: string | null;
  /** Columns that together shall tell all rows apart, where someone said so; repeated ones are counted. Left out without. */
  readonly namedKey?: readonly string[];
}
