import type { ColumnPlan, ColumnType, CountNumbers, CountTexts, TablePlan } from "../../model/column-plan.ts";
import { isNumeric } from "../../model/column-plan.ts";
import type { LookedColumn, TableLook, TableTally } from "../../model/column-tally.ts";
import { codesOf, countCodes } from "./cell-codes.ts";
import { inferColumnType } from "./infer-column-type.ts";
import { finiteNumbers, numbersOfCells } from "./number-of-text.ts";

/** Different values in a look up to which each is counted by itself, in a table that was not looked at as a whole. */
const fewValues = 2000;
/** Rows up to which every value is counted by itself, however many columns there are. */
const fewRows = 20_000;
/** Different values that are told apart to estimate how many there are. */
const keptValues = 1 << 15;
/** Rows up to which repeated ones are counted exactly; of more, a share with about so many is. */
const keptRows = 1 << 16;
/** Rows up to which quantiles and histograms rest on all of them; of more, on a share with about so many: a rank is known to 0.14 % of the rows then (a
 * standard error, at the median). */
const wholeBinnedRows = 1 << 19;
const binnedRows = 1 << 17;
/** Values that are counted one by one at most, and the share of the rows looked at from which one is frequent. */
const candidateCount = 40;
const frequentShare = 1 / 500;
/** A column's numbers may lie so much further out than those that were looked at before they are counted anew. */
const headroom = 16;
/** Equal-width bins of a histogram over the middle 99 %, and probabilities whose neighbourhood is counted finely. */
const evenBins = 60;
const probabilities = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const;
const mostGapColumns = 30;

/** How to count a table, from a look at it. */
export function planTable(look: TableLook): TablePlan {
  const columns = look.columns.map((column) => planColumn(column, look));
  return {
    columns,
    ...rowsPlan(look.estimatedRowCount),
    rowKey: rowKeyOf(columns),
    gapColumns: gapColumns(look),
  };
}

/**
 * The plan that a pass has shown to be needed: columns with misfits counted as text, bounds that were too narrow widened; null when
 * `plan` was right.
 */
export function revisePlan(
  plan: TablePlan,
  {
    look,
    tally,
    misfitColumns,
  }: { readonly look: TableLook; readonly tally: TableTally; readonly misfitColumns: readonly string[] },
): TablePlan | null {
  const columns = plan.columns.map((column, index) => {
    if (misfitColumns.includes(column.name)) return asText(column, look);
    const { tally: own } = tally.columns[index]!;
    if (column.how.kind !== "numbers" || own.kind !== "numbers") return column;
    const furthest = Math.max(Math.abs((own.min ?? 0) - own.center), Math.abs((own.max ?? 0) - own.center));
    if (furthest <= column.how.reach) return column;
    // An infinite number says nothing of how far out the others are.
    const isBlind = column.how.areFinite && !Number.isFinite(furthest);
    const how = isBlind ? { areFinite: false } : { reach: 2 * furthest };
    return { ...column, how: { ...column.how, ...how } };
  });
  const isRight =
    columns.every((column, index) => column === plan.columns[index]) && tally.rowCount <= plan.rowBound;
  return isRight ? null : { ...plan, columns, ...rowsPlan(Math.max(tally.rowCount, plan.rowBound / 2)) };
}

function asText(column: ColumnPlan, look: TableLook): ColumnPlan {
  const looked = look.columns.find(({ name }) => name === column.name)!;
  const reason = `${column.reason} in a look at ${look.rowCount} rows, but not all values do`;
  return {
    name: column.name,
    type: "text",
    reason,
    how: look.isWhole ? { kind: "values" } : countTexts(looked, look),
  };
}

function rowsPlan(rowCount: number): Pick<TablePlan, "rowBound" | "rowShare" | "binShare"> {
  return {
    rowBound: 2 ** Math.ceil(Math.log2(2 * rowCount + 1024)),
    rowShare: shareFor(rowCount, keptRows),
    binShare: rowCount <= wholeBinnedRows ? 1 : shareFor(rowCount, binnedRows),
  };
}

/** The largest power of two with which `count` things leave at most `kept`. */
function shareFor(count: number, kept: number): number {
  return count <= kept ? 1 : 2 ** -Math.ceil(Math.log2(count / kept));
}

function planColumn(column: LookedColumn, look: TableLook): ColumnPlan {
  const present = presentCells(column);
  const { type, reason } = inferColumnType(present, column.declaredType);
  const head = { name: column.name, type, reason };
  const isSmall = look.isWhole || look.estimatedRowCount <= fewRows || type === "boolean";
  if (isSmall || hasFewValues(column, type, present.length)) return { ...head, how: { kind: "values" } };
  return { ...head, how: isNumeric(type) ? countNumbers(column, type, look) : countTexts(column, look) };
}

function hasFewValues({ cells }: LookedColumn, type: ColumnType, presentCount: number): boolean {
  // Told apart as numbers, which is cheaper than as texts; but whole numbers may have more digits than a number holds.
  const distinct =
    type === "number" ? runLengths(finiteNumbers(cells, type)).length : codesOf(cells).values.length;
  return distinct <= fewValues && distinct <= presentCount / 4;
}

function presentCells({ cells }: LookedColumn): readonly string[] {
  return cells.filter((cell) => cell !== null);
}

function countTexts({ cells }: LookedColumn, look: TableLook): CountTexts {
  const coded = codesOf(cells);
  const counts = countCodes(coded);
  const fewest = Math.max(2, frequentShare * look.rowCount);
  const candidates = coded.values
    .map((text, code) => ({ text, count: counts[code]! }))
    .filter(({ count }) => count >= fewest)
    .sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1))
    .slice(0, candidateCount)
    .map(({ text }) => text);
  return {
    kind: "texts",
    candidates,
    keptShare: shareFor(guessDistinct(counts, look), keptValues),
  };
}

function countNumbers({ cells }: LookedColumn, type: ColumnType, look: TableLook): CountNumbers {
  const sorted = finiteNumbers(cells, type);
  const at = (probability: number): number => sorted[Math.round((sorted.length - 1) * probability)] ?? 0;
  const center = at(0.5);
  const furthest = Math.max(at(1) - center, center - at(0));
  return {
    kind: "numbers",
    center,
    reach: headroom * Math.max(furthest, Number.MIN_VALUE),
    areFinite: !numbersOfCells(cells, type).some((number) => Math.abs(number) === Infinity),
    ...edgesFor(sorted),
    keptShare: shareFor(guessDistinct(runLengths(sorted), look), keptValues),
  };
}

/** How often each value is there, in ascending order of the values. */
function runLengths(sorted: Float64Array): readonly number[] {
  const lengths: number[] = [];
  for (let index = 0; index < sorted.length; index++) {
    if (index > 0 && sorted[index] === sorted[index - 1]) lengths[lengths.length - 1]!++;
    else lengths.push(1);
  }
  return lengths;
}

/** Even edges for a histogram of nearly everything, and fine ones around each quantile that is reported. */
function edgesFor(sorted: Float64Array): Pick<CountNumbers, "edges" | "evenEdges"> {
  const last = sorted.length - 1;
  if (last < 1) return { edges: [0], evenEdges: [0] };
  const at = (position: number): number => sorted[Math.max(0, Math.min(last, Math.round(position)))]!;
  const [low, high] = [at(0.005 * last), at(0.995 * last)];
  const even = Array.from({ length: evenBins + 1 }, (_, edge) =>
    edge === evenBins ? high : low + ((high - low) / evenBins) * edge,
  );
  const fine = probabilities.flatMap((probability) => {
    const error = Math.sqrt(probability * (1 - probability) * last);
    return [-3, -2, -1, -0.5, 0, 0.5, 1, 2, 3].map((step) => at(probability * last + step * error));
  });
  const ascending = (edges: readonly number[]): readonly number[] =>
    [...new Set(edges)].sort((a, b) => a - b);
  return { edges: ascending([...even, ...fine]), evenEdges: ascending(even) };
}

/** How many different values the whole table has, by Chao's estimate (1984) from those seen once and twice. */
function guessDistinct(counts: ArrayLike<number>, { rowCount, estimatedRowCount }: TableLook): number {
  let [once, twice, present] = [0, 0, 0];
  for (let value = 0; value < counts.length; value++) {
    if (counts[value] === 1) once++;
    if (counts[value] === 2) twice++;
    present += counts[value]!;
  }
  const most = (estimatedRowCount * present) / Math.max(1, rowCount);
  return Math.min(most, twice === 0 && once > 0 ? most : counts.length + once ** 2 / Math.max(1, 2 * twice));
}

/** The first column whose values are too many to tell apart one by one. */
function rowKeyOf(columns: readonly ColumnPlan[]): string | null {
  const many = columns.find(({ how }) => how.kind !== "values" && how.keptShare < 1);
  return many?.name ?? null;
}

/** Columns that lack values, those with most gaps first. */
function gapColumns(look: TableLook): readonly string[] {
  return look.columns
    .map(({ name, cells }) => ({
      name,
      gaps: cells.length - presentCells({ name, cells, declaredType: null }).length,
    }))
    .filter(({ gaps }) => gaps > 0)
    .sort((a, b) => b.gaps - a.gaps)
    .slice(0, mostGapColumns)
    .map(({ name }) => name);
}
