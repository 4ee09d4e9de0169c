import { isNumeric } from "../../model/column-plan.ts";
import type { Slice, SliceColumn } from "../../model/column-statistics.ts";
import type { Finding } from "../../model/finding.ts";
import { chiSquareHomogeneity } from "../../stats/chi-square.ts";
import { benjaminiHochbergAdjusted } from "../../stats/holm.ts";
import { kolmogorovSmirnov } from "../../stats/kolmogorov-smirnov.ts";
import { quantile } from "../../stats/quantiles.ts";
import { type FindingKind, findingsFor } from "../findings/finding-set.ts";
import { codesOf } from "./cell-codes.ts";
import { type ColumnView, numbersOf, type TableView } from "./column-view.ts";

/** Slices that are described at most, the largest first. */
export const mostSlices = 12;
/** Rows that a slice needs. */
export const fewestRows = 20;
/** Categories of a column that are compared at most: the most frequent, the others together. */
const mostCategories = 100;
/** Values of a slice and of the rest that are compared at most. */
const mostValues = 5000;
const significance = 0.01;
const leastDifference = 0.2;

/** What slices are of, and which of them were compared. */
export interface SliceWords {
  readonly noun: "rows" | "examples";
  /** Such as ` of the 100,000 that were looked at`; empty for all. */
  readonly of: string;
}

const differs = (noun: SliceWords["noun"]): FindingKind => ({
  code: "slice-differs",
  severity: "info",
  rule: `no column of a slice differs from the other ${noun} by ${leastDifference} or more (largest distance of distributions, or of shares in all) at an adjusted p of ${significance}`,
  expected: leastDifference,
});

/** How far apart two sets of cells are. */
interface Distance {
  readonly difference: number;
  readonly pValue: number;
}

/** The table cut by the values of one column, each slice beside the other rows, on the rows that were looked at. */
export function findSlices(view: TableView, by: string): readonly Slice[] {
  const column = view.columns.find(({ plan }) => plan.name === by);
  if (column === undefined) return [];
  const { codes, values } = codesOf(column.cells);
  const rowsOf = values.map((_, code) => [...codes.keys()].filter((row) => codes[row] === code));
  const largest = values
    .map((value, code) => ({ value, rows: rowsOf[code]! }))
    .filter(({ rows }) => rows.length >= fewestRows)
    .sort((a, b) => b.rows.length - a.rows.length || (a.value < b.value ? -1 : 1))
    .slice(0, mostSlices);
  const others = view.columns.filter((other) => other !== column && other.plan.type !== "nested");
  const measured = largest.flatMap(({ rows }) => {
    const isIn = new Set(rows);
    const rest = [...codes.keys()].filter((row) => !isIn.has(row));
    return others.map((other) => ({ other, rows, distance: distanceOf(other, rows, rest) }));
  });
  const adjusted = benjaminiHochbergAdjusted(measured.map(({ distance }) => distance?.pValue ?? 1));
  const columns = measured.map(({ other, rows, distance }, index) =>
    describe(other, rows, {
      difference: distance?.difference ?? null,
      adjustedPValue: distance === null ? null : adjusted[index]!,
    }),
  );
  return largest.map(({ value, rows }, index) => ({
    value,
    rowCount: rows.length,
    columns: columns.slice(index * others.length, (index + 1) * others.length),
  }));
}

/** One finding per slice and column that differ from the rest. */
export function sliceFindings(
  by: string,
  slices: readonly Slice[],
  { noun, of }: SliceWords,
): readonly Finding[] {
  const sightings = slices.flatMap(({ value, rowCount, columns }) =>
    columns
      .filter(
        ({ difference, adjustedPValue }) =>
          (difference ?? 0) >= leastDifference && (adjustedPValue ?? 1) <= significance,
      )
      .map(({ column, difference, median, topValue }) => ({
        subject: `${by}=${value}, ${column}`,
        observed: difference,
        count: rowCount,
        message: `Where "${by}" is "${value}" (${rowCount} ${noun}${of}), "${column}" differs from the other ${noun} by ${difference!.toFixed(2)}${median === null ? "" : `; its median is ${Number(median.toPrecision(5))}`}${topValue === null ? "" : `; most often "${topValue}"`}.`,
      })),
  );
  return findingsFor(
    differs(noun),
    sightings,
    (count) => `${count} pairs of a slice of "${by}" and a column differ from the other ${noun}.`,
    40,
  );
}

function distanceOf(column: ColumnView, rows: readonly number[], rest: readonly number[]): Distance | null {
  if (rest.length < fewestRows) return null;
  const numbers = numbersOf(column);
  if (numbers !== null) {
    const [inside, outside] = [rows, rest].map((own) => present(numbers, own));
    if (inside!.length < fewestRows || outside!.length < fewestRows) return null;
    const { distance, pValue } = kolmogorovSmirnov(inside!, outside!);
    return { difference: distance, pValue };
  }
  const categories = codesOf(column.cells);
  if (categories.values.length > rows.length + rest.length / 2) return null;
  const [inside, outside] = [rows, rest].map((own) => countsOf(categories.codes, own));
  const { pValue } = chiSquareHomogeneity(inside!, outside!);
  const difference =
    inside!.reduce(
      (sum, count, code) => sum + Math.abs(count / rows.length - outside![code]! / rest.length),
      0,
    ) / 2;
  return { difference, pValue };
}

/** Ascending, without gaps; of many evenly chosen ones. */
function present(numbers: Float64Array, rows: readonly number[]): Float64Array {
  const sorted = Float64Array.from(rows, (row) => numbers[row]!)
    .filter((value) => !Number.isNaN(value))
    .sort();
  if (sorted.length <= mostValues) return sorted;
  return Float64Array.from(
    { length: mostValues },
    (_, index) => sorted[Math.floor(((index + 0.5) * sorted.length) / mostValues)]!,
  );
}

/** Counts by code; the first is that of missing cells, the last of all beyond the hundredth. */
function countsOf(codes: Int32Array, rows: readonly number[]): readonly number[] {
  const counts = new Array<number>(mostCategories + 2).fill(0);
  for (const row of rows) counts[Math.min(mostCategories, codes[row]!) + 1]! += 1;
  return counts;
}

function describe(
  column: ColumnView,
  rows: readonly number[],
  distance: Pick<SliceColumn, "difference" | "adjustedPValue">,
): SliceColumn {
  const cells = rows.flatMap((row) => column.cells[row] ?? []);
  const numbers = numbersOf(column);
  const values = numbers === null ? null : present(numbers, rows);
  return {
    column: column.plan.name,
    count: cells.length,
    nullCount: rows.length - cells.length,
    median: values === null || values.length === 0 ? null : quantile(values, 0.5),
    topValue: isNumeric(column.plan.type) ? null : mostFrequent(cells),
    ...distance,
  };
}

function mostFrequent(cells: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const [best] = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return best === undefined ? null : best[0];
}
