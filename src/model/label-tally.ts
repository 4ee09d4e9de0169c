import type { ValueCount } from "./column-tally.ts";
import type { CountByValue } from "./count-by-value.ts";

/** Rows that have one label. */
export interface LabelCount extends ValueCount {
  /** The same by split; rows without a split are in none. Left out where there is no column of splits with few values. */
  readonly bySplit?: CountByValue;
}

/** Two labels that stand together in a cell. */
export interface LabelPair {
  /** In the order of their code points: `a` before `b`. */
  readonly a: string;
  readonly b: string;
  /** Rows that have both. */
  readonly count: number;
}

/** How rows have several labels at once. */
export interface LabelSets {
  /** Rows with one label or more. */
  readonly labelledCount: number;
  /** Rows with two labels or more. */
  readonly severalCount: number;
  /** Labels of all rows together, each once per row. */
  readonly assignmentCount: number;
  readonly mostPerRow: number;
  /** Different pairs, over rows with 100 labels at most. */
  readonly pairCount: number;
  /** By `byPair`: the first 100 of a whole table, all of a shard. */
  readonly pairs: readonly LabelPair[];
}

/** Rows by the labels that their cells hold. */
export interface LabelTally {
  /** By `byValue`. */
  readonly labels: readonly LabelCount[];
  readonly sets: LabelSets;
}

/** By falling count, then by the code points of both labels: the order of the engine. */
export function byPair(x: LabelPair, y: LabelPair): number {
  return y.count - x.count || byCodePoints(x.a, y.a) || byCodePoints(x.b, y.b);
}

function byCodePoints(a: string, b: string): number {
  const [first, second] = [Array.from(a), Array.from(b)];
  const at = first.findIndex((sign, index) => sign !== second[index]);
  if (at < 0) return first.length - second.length;
  return first[at]!.codePointAt(0)! - (second[at]?.codePointAt(0) ?? -1);
}
