import type {
  ColumnTally,
  DistinctTally,
  GapPattern,
  NumberTally,
  TableTally,
  TextTally,
  ValueCount,
} from "../../model/column-tally.ts";
import { byGap, byValue } from "../../model/column-tally.ts";
import type { CountByValue } from "../../model/count-by-value.ts";
import { byPair, type LabelCount, type LabelPair, type LabelSets } from "../../model/label-tally.ts";
import type { TablePart } from "../../model/table-part.ts";

/**
 * All that two parts of one table hold. Commutative and associative, and exact: counts add up, sums are kept in parts whose sums are exact, and what was told
 * apart is united. Equal rows are in one shard, so that repeated ones add up as well.
 */
export function mergeTableParts(a: TablePart, b: TablePart): TablePart {
  return {
    ...a,
    shards: [...a.shards, ...b.shards].sort((x, y) => x - y),
    tally: mergeTallies(a.tally, b.tally),
    ...(a.labels === undefined || b.labels === undefined ? {} : { labels: mergeLabels(a.labels, b.labels) }),
    ...(a.labelSets === undefined || b.labelSets === undefined
      ? {}
      : { labelSets: mergeSets(a.labelSets, b.labelSets) }),
  };
}

function mergeLabels(a: readonly LabelCount[], b: readonly LabelCount[]): readonly LabelCount[] {
  const merged = new Map<string | number, LabelCount>(a.map((label) => [label.value, label]));
  for (const { value, count, bySplit } of b) {
    const known = merged.get(value);
    merged.set(value, {
      ...{ value, count: count + (known?.count ?? 0) },
      ...(bySplit === undefined ? {} : { bySplit: mergeCounts(known?.bySplit ?? {}, bySplit) }),
    });
  }
  return [...merged.values()].sort(byValue);
}

function mergeCounts(a: CountByValue, b: CountByValue): CountByValue {
  const counts = new Map(Object.entries(a));
  for (const [value, count] of Object.entries(b)) counts.set(value, count + (counts.get(value) ?? 0));
  return Object.fromEntries(counts);
}

/** Shards keep every pair. */
function mergeSets(a: LabelSets, b: LabelSets): LabelSets {
  const pairs = new Map<string, LabelPair>();
  for (const pair of [...a.pairs, ...b.pairs]) {
    const key = JSON.stringify([pair.a, pair.b]);
    pairs.set(key, { ...pair, count: pair.count + (pairs.get(key)?.count ?? 0) });
  }
  return {
    labelledCount: a.labelledCount + b.labelledCount,
    severalCount: a.severalCount + b.severalCount,
    assignmentCount: a.assignmentCount + b.assignmentCount,
    mostPerRow: Math.max(a.mostPerRow, b.mostPerRow),
    pairCount: pairs.size,
    pairs: [...pairs.values()].sort(byPair),
  };
}

/** What keeps two parts from being merged, in words; null when nothing does. */
export function whyTablesApart(a: TablePart, b: TablePart): string | null {
  const isSame = (x: unknown, y: unknown): boolean => JSON.stringify(x) === JSON.stringify(y);
  if (!isSame(a.tool, b.tool)) return `made by versions ${a.tool.version} and ${b.tool.version}`;
  if (a.source !== b.source) return `of ${a.source} and of ${b.source}`;
  if (a.shardCount !== b.shardCount) return `cut into ${a.shardCount} and into ${b.shardCount} shards`;
  if (!isSame(a.options, b.options)) return "made with other columns as label, split, group or slices";
  if (a.byteCount !== b.byteCount || !isSame(a.look, b.look)) return "the table is not the same";
  const twice = a.shards.find((shard) => b.shards.includes(shard));
  if (twice !== undefined) return `both hold shard ${twice}`;
  return isSame(a.plan, b.plan)
    ? null
    : "one holds values so far from those that were looked at that it was counted in another way";
}

function mergeTallies(a: TableTally, b: TableTally): TableTally {
  return {
    rowCount: a.rowCount + b.rowCount,
    columns: a.columns.map((column, index) => mergeColumns(column, b.columns[index]!)),
    gaps: mergeGaps(a.gaps, b.gaps),
    rows: {
      keptShare: a.rows.keptShare,
      keptCount: a.rows.keptCount + b.rows.keptCount,
      keptRowCount: a.rows.keptRowCount + b.rows.keptRowCount,
    },
    // Every shard reads all lines, and finds all that cannot be read.
    problems: a.problems,
    problemCount: a.problemCount,
  };
}

function mergeColumns(a: ColumnTally, b: ColumnTally): ColumnTally {
  return {
    name: a.name,
    count: a.count + b.count,
    notFiniteCount: a.notFiniteCount + b.notFiniteCount,
    tally: mergeOwn(a.tally, b.tally),
  };
}

function mergeOwn(a: ColumnTally["tally"], b: ColumnTally["tally"]): ColumnTally["tally"] {
  if (a.kind === "values" && b.kind === "values")
    return { kind: "values", values: mergeValues(a.values, b.values) };
  if (a.kind === "numbers" && b.kind === "numbers") return mergeNumbers(a, b);
  if (a.kind === "texts" && b.kind === "texts") return mergeTexts(a, b);
  throw new Error("a column was counted in two ways");
}

function mergeNumbers(a: NumberTally, b: NumberTally): NumberTally {
  return {
    ...a,
    min: least(a.min, b.min),
    max: greatest(a.max, b.max),
    sum: [a.sum[0] + b.sum[0], a.sum[1] + b.sum[1]],
    squareSum: [a.squareSum[0] + b.squareSum[0], a.squareSum[1] + b.squareSum[1]],
    binCounts: a.binCounts.map((count, bin) => count + b.binCounts[bin]!),
    distinct: mergeDistinct(a.distinct, b.distinct),
  };
}

function mergeTexts(a: TextTally, b: TextTally): TextTally {
  return {
    kind: "texts",
    minLength: least(a.minLength, b.minLength),
    maxLength: greatest(a.maxLength, b.maxLength),
    totalLength: a.totalLength + b.totalLength,
    candidates: mergeValues(a.candidates, b.candidates),
    distinct: mergeDistinct(a.distinct, b.distinct),
  };
}

function least(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}

function greatest(a: number | null, b: number | null): number | null {
  return a === null ? b : b === null ? a : Math.max(a, b);
}

function mergeDistinct(a: DistinctTally, b: DistinctTally): DistinctTally {
  const hashes = [...new Set([...(a.hashes ?? []), ...(b.hashes ?? [])])].sort();
  return { keptShare: a.keptShare, keptCount: hashes.length, hashes };
}

function mergeValues(a: readonly ValueCount[], b: readonly ValueCount[]): readonly ValueCount[] {
  const counts = new Map<string | number, number>();
  for (const { value, count } of [...a, ...b]) counts.set(value, (counts.get(value) ?? 0) + count);
  return [...counts].map(([value, count]) => ({ value, count })).sort(byValue);
}

function mergeGaps(a: readonly GapPattern[], b: readonly GapPattern[]): readonly GapPattern[] {
  const patterns = new Map<string, GapPattern>();
  for (const gap of [...a, ...b]) {
    const key = JSON.stringify(gap.columns);
    patterns.set(key, { ...gap, rowCount: gap.rowCount + (patterns.get(key)?.rowCount ?? 0) });
  }
  return [...patterns.values()].sort(byGap);
}
