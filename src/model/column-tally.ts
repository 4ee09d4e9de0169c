/** A value and how often it is there. Text as it is, numbers and times as numbers, booleans as `true` and `false`. */
export interface ValueCount {
  readonly value: string | number;
  readonly count: number;
}

/** Ascending by value: numbers as such, texts by their code units. */
export function byValue(a: ValueCount, b: ValueCount): number {
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
}

/** Values told apart by their hash: which share of all hashes was kept, and how many different ones there were. */
export interface DistinctTally {
  /** 0..1; at 1 the count is exact. */
  readonly keptShare: number;
  readonly keptCount: number;
  /** Those that were kept, ascending as text: of a shard, whose counts are merged; else left out. */
  readonly hashes?: readonly string[];
}

/** Every value with its count. */
export interface ValueTally {
  readonly kind: "values";
  /** By `byValue`. */
  readonly values: readonly ValueCount[];
}

/** Sums over numbers, none of which depends on the order of the rows. */
export interface NumberTally {
  readonly kind: "numbers";
  readonly min: number | null;
  readonly max: number | null;
  /** What the sums are relative to. */
  readonly center: number;
  /** Sum of the distances from `center`, and of their squares: each in two parts that are exact, so that those of shards add up exactly. */
  readonly sum: readonly [number, number];
  readonly squareSum: readonly [number, number];
  /** Edges of bins, ascending, and the values in `(edge[i - 1], edge[i]]`; one count more than edges. */
  readonly edges: readonly number[];
  readonly binCounts: readonly number[];
  /** Share of the rows that `binCounts` rest on, chosen by the hash of another column; 1 is all of them. */
  readonly binShare: number;
  /** Those of `edges` that are evenly spaced. */
  readonly evenEdges: readonly number[];
  readonly distinct: DistinctTally;
}

/** Counts over texts. */
export interface TextTally {
  readonly kind: "texts";
  /** Lengths in characters. */
  readonly minLength: number | null;
  readonly maxLength: number | null;
  readonly totalLength: number;
  /** Exact counts of the values that were asked for. */
  readonly candidates: readonly ValueCount[];
  readonly distinct: DistinctTally;
}

/** What was counted of one column. */
export interface ColumnTally {
  readonly name: string;
  /** Cells with a value, all of them finite. */
  readonly count: number;
  /** Numbers that are infinite or NaN; they are in nothing else. */
  readonly notFiniteCount: number;
  readonly tally: ValueTally | NumberTally | TextTally;
}

/** Rows in which just these columns lack a value. */
export interface GapPattern {
  readonly columns: readonly string[];
  readonly rowCount: number;
}

/** By falling number of rows, then by name. */
export function byGap(a: GapPattern, b: GapPattern): number {
  return b.rowCount - a.rowCount || (a.columns.join() < b.columns.join() ? -1 : 1);
}

/** Something wrong with one line of a table file; the row is left out, unless the reason says otherwise. */
export interface RowProblem {
  readonly code: "row-ragged" | "row-unreadable" | "text-not-utf8";
  /** Line of the file, from 1; null where the format has no lines. */
  readonly line: number | null;
  /** What is wrong, in one sentence. */
  readonly reason: string;
}

/** What was counted of a table. */
export interface TableTally {
  /** Rows that could be read. */
  readonly rowCount: number;
  readonly columns: readonly ColumnTally[];
  /** By falling number of rows; rows without a gap have no pattern. */
  readonly gaps: readonly GapPattern[];
  /** Rows told apart. */
  readonly rows: DistinctTally & {
    /** Rows whose hash was kept. */
    readonly keptRowCount: number;
  };
  /** Values of `namedKey` told apart, with the rows of those that were kept; left out without such a key. */
  readonly key?: DistinctTally & {
    readonly keptRowCount: number;
    /** Rows in which no cell of the key is missing. */
    readonly wholeCount: number;
  };
  /** In the order of the file: the first 1,000. */
  readonly problems: readonly RowProblem[];
  /** How many there are. */
  readonly problemCount: number;
}

/** Rows of a table, looked at value by value. */
export interface TableLook {
  /** In the order of the table, each with as many cells as `rowCount`; null is a missing cell. */
  readonly columns: readonly LookedColumn[];
  readonly rowCount: number;
  /** Whether it is the whole table. */
  readonly isWhole: boolean;
  /** How the rows were chosen, in a few words. */
  readonly choice: string;
  /** Rows of the whole table: exact where the format says so, else estimated from its size. */
  readonly estimatedRowCount: number;
}

/** One column of a look. */
export interface LookedColumn {
  readonly name: string;
  /** Type that the file itself declares; null where everything is text. */
  readonly declaredType: string | null;
  /** As text, whatever they are. */
  readonly cells: readonly (string | null)[];
}
