import { isNumeric } from "../../model/column-plan.ts";
import type { Association } from "../../model/column-statistics.ts";
import { correlation } from "../../stats/correlation.ts";
import { cramersV } from "../../stats/cramers-v.ts";
import { momentsByCode, varianceShareBetween } from "../../stats/moments.ts";
import { orderOf, ranksAmong } from "../../stats/rank.ts";
import { type CodedColumn, codesOf, firstCells } from "./cell-codes.ts";
import { type ColumnView, numbersOf, type TableView } from "./column-view.ts";

/** Columns that are compared pair by pair at most; of more, the first. */
const mostColumns = 60;
/** Rows that a pair rests on at most: further ones change little. */
const mostRows = 20_000;
/** A column with more categories, or with a new one every second row, names things rather than kinds. */
const mostCategories = 100;
const mostAssociations = 200;
/** Strength from which a pair is listed. */
const weakest = 0.1;
const fewestRows = 10;

/** A column as it can be compared. */
type Comparable =
  | {
      readonly name: string;
      readonly kind: "numbers";
      readonly numbers: Float64Array;
      /** Where the numbers are, ascending. */
      readonly order: Uint32Array;
      /** Ranks of all rows; null where some lack a number. */
      readonly ranks: Float64Array | null;
    }
  | { readonly name: string; readonly kind: "categories"; readonly categories: CodedColumn };

/**
 * How columns go together, on the rows that were looked at: Spearman's rank correlation of two columns of numbers, the correlation ratio of categories and
 * numbers, bias-corrected Cramer's V of two of categories. By falling strength, those of 0.1 and more.
 */
export function findAssociations(view: TableView): readonly Association[] {
  const columns = comparable(view);
  const found: Association[] = [];
  for (const [index, a] of columns.entries()) {
    for (const b of columns.slice(index + 1)) {
      const association = associate(a, b);
      if (association !== null && Math.abs(association.value) >= weakest) found.push(association);
    }
  }
  return found
    .sort((x, y) => Math.abs(y.value) - Math.abs(x.value) || (x.a + x.b < y.a + y.b ? -1 : 1))
    .slice(0, mostAssociations);
}

function comparable({ columns }: TableView): readonly Comparable[] {
  const found: Comparable[] = [];
  for (const column of columns) {
    if (found.length === mostColumns) break;
    const one = numbersToCompare(column) ?? categoriesToCompare(column);
    if (one !== null) found.push(one);
  }
  return found;
}

function numbersToCompare(column: ColumnView): Comparable | null {
  const numbers = numbersOf(column)?.subarray(0, mostRows);
  if (numbers === undefined || column.statistics.distinctCount < 2) return null;
  const order = orderOf(numbers);
  const isWhole = order.length === numbers.length;
  const ranks = isWhole ? ranksAmong(numbers, order, new Uint8Array(numbers.length).fill(1)) : null;
  return { name: column.plan.name, kind: "numbers", numbers, order, ranks };
}

function categoriesToCompare({ plan: { name, type }, cells, statistics }: ColumnView): Comparable | null {
  if (isNumeric(type) || type === "nested") return null;
  const categories = codesOf(firstCells(cells, mostRows));
  const count = categories.values.length;
  const isKind = count > 1 && count <= mostCategories && count <= statistics.count / 2;
  return isKind ? { name, kind: "categories", categories } : null;
}

function associate(a: Comparable, b: Comparable): Association | null {
  if (a.kind === "numbers" && b.kind === "numbers") return spearman(a, b);
  const names = { a: a.name, b: b.name };
  if (a.kind === "numbers") return b.kind === "categories" ? ratio(a.numbers, b.categories, names) : null;
  return b.kind === "numbers" ? ratio(b.numbers, a.categories, names) : contingency(a, b);
}

function spearman(
  a: Comparable & { kind: "numbers" },
  b: Comparable & { kind: "numbers" },
): Association | null {
  const [x, y] = a.ranks !== null && b.ranks !== null ? [a.ranks, b.ranks] : ranksOfBoth(a, b);
  if (x.length < fewestRows) return null;
  return { a: a.name, b: b.name, measure: "spearman", value: correlation(x, y), count: x.length };
}

/** Ranks among the rows in which both have a number. */
function ranksOfBoth(
  a: Comparable & { kind: "numbers" },
  b: Comparable & { kind: "numbers" },
): readonly [Float64Array, Float64Array] {
  const isIn = new Uint8Array(a.numbers.length);
  for (let row = 0; row < isIn.length; row++)
    isIn[row] = Number.isNaN(a.numbers[row]) || Number.isNaN(b.numbers[row]) ? 0 : 1;
  return [ranksAmong(a.numbers, a.order, isIn), ranksAmong(b.numbers, b.order, isIn)];
}

function contingency(
  a: Comparable & { kind: "categories" },
  b: Comparable & { kind: "categories" },
): Association | null {
  const [x, y] = [a.categories, b.categories];
  const rows = rowsWith(x.codes.length, (row) => x.codes[row]! >= 0 && y.codes[row]! >= 0);
  if (rows.length < fewestRows) return null;
  const [p, q] = [recoded(x.codes, rows), recoded(y.codes, rows)];
  const value = cramersV({ a: p.codes, aCount: p.count, b: q.codes, bCount: q.count });
  return value === null ? null : { a: a.name, b: b.name, measure: "cramers-v", value, count: rows.length };
}

function ratio(
  numbers: Float64Array,
  { codes, values }: CodedColumn,
  names: { a: string; b: string },
): Association | null {
  const groups = momentsByCode(numbers, codes, values.length);
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  const share = varianceShareBetween(groups);
  if (count < fewestRows || groups.length < 2 || share === null) return null;
  return { ...names, measure: "correlation-ratio", value: Math.sqrt(Math.min(1, share)), count };
}

function rowsWith(count: number, isThere: (row: number) => boolean): readonly number[] {
  const rows: number[] = [];
  for (let row = 0; row < count; row++) if (isThere(row)) rows.push(row);
  return rows;
}

/** The codes of some rows, from 0 without gaps. */
function recoded(codes: Int32Array, rows: readonly number[]): { codes: Int32Array; count: number } {
  const known = new Map<number, number>();
  const own = Int32Array.from(rows, (row) => {
    const code = known.get(codes[row]!) ?? known.size;
    known.set(codes[row]!, code);
    return code;
  });
  return { codes: own, count: known.size };
}
