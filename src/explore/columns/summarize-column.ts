import type { ColumnPlan } from "../../model/column-plan.ts";
import { isNumeric } from "../../model/column-plan.ts";
import type { ColumnStatistics, TextLengths } from "../../model/column-statistics.ts";
import type {
  ColumnTally,
  DistinctTally,
  TextTally,
  ValueCount,
  ValueTally,
} from "../../model/column-tally.ts";
import type { Estimate } from "../../model/estimate.ts";
import { normalQuantile } from "../../stats/normal.ts";
import { numbersOfCells } from "./number-of-text.ts";
import { numbersFromBins, numbersFromValues } from "./summarize-numbers.ts";
import { patternsOf } from "./text-patterns.ts";

/** Frequent values that are listed at most. */
const topCount = 20;
/** Probability that an interval of an estimated count holds the truth. */
const confidenceLevel = 0.95;

/** What is known of a column besides what was counted. */
interface LookedAt {
  readonly rowCount: number;
  /** Cells of the rows that were looked at. */
  readonly cells: readonly (string | null)[];
  /** All values with their counts where each was counted, else those of `cells`. */
  readonly values: readonly ValueCount[];
}

/** What a column is, how much of it is there, and what its values are like. */
export function summarizeColumn(
  plan: ColumnPlan,
  counted: ColumnTally,
  { rowCount, cells, values }: LookedAt,
): ColumnStatistics {
  const { name, type, reason } = plan;
  const { count, notFiniteCount, tally } = counted;
  const distinct = distinctOf(tally, count);
  return {
    name,
    type,
    reason,
    count,
    nullCount: rowCount - count - notFiniteCount,
    ...(notFiniteCount > 0 ? { notFiniteCount } : {}),
    distinctCount: Math.round(distinct.center),
    distinct,
    ...(isNumeric(type) ? numbersOf(counted, () => numbersOfCells(cells, type)) : {}),
    ...(type === "text" ? textsOf(counted, values) : {}),
    topValues: topOf(tally),
    ...(tally.kind === "texts" ? { areTopValuesFromLook: true } : {}),
    method: tally.kind === "values" ? "exact" : "sketched",
  };
}

function numbersOf({ count, tally }: ColumnTally, looked: () => Float64Array) {
  if (tally.kind === "numbers") return numbersFromBins(tally, { count, looked: looked() });
  return tally.kind === "values" ? numbersFromValues(tally) : {};
}

function textsOf({ count, tally }: ColumnTally, values: readonly ValueCount[]) {
  if (tally.kind === "numbers") return {};
  const textLength = tally.kind === "values" ? lengthsOfValues(tally) : lengthsOfTexts(tally, count);
  return { ...(textLength === null ? {} : { textLength }), patterns: patternsOf(values) };
}

function lengthsOfValues({ values }: ValueTally): TextLengths | null {
  if (values.length === 0) return null;
  let [min, max, total, count] = [Infinity, 0, 0, 0];
  for (const { value, count: times } of values) {
    const length = [...String(value)].length;
    min = Math.min(min, length);
    max = Math.max(max, length);
    total += length * times;
    count += times;
  }
  return { min, max, mean: total / count };
}

function lengthsOfTexts({ minLength, maxLength, totalLength }: TextTally, count: number): TextLengths | null {
  return minLength === null || maxLength === null
    ? null
    : { min: minLength, max: maxLength, mean: totalLength / count };
}

/** Most frequent first, then by value; without those that are there once. */
function topOf(tally: ColumnTally["tally"]): readonly ValueCount[] {
  if (tally.kind === "numbers") return [];
  const counts = tally.kind === "values" ? tally.values : tally.candidates;
  const isVaried = counts.length > topCount;
  return counts
    .filter(({ count }) => count > 1 || !isVaried)
    .toSorted(byFallingCount)
    .slice(0, topCount);
}

/** Most frequent first, then by value. */
export function byFallingCount(a: ValueCount, b: ValueCount): number {
  return b.count - a.count || (a.value < b.value ? -1 : a.value > b.value ? 1 : 0);
}

function distinctOf(tally: ColumnTally["tally"], count: number): Estimate {
  return tally.kind === "values"
    ? exactly(tally.values.length, count)
    : estimateDistinct(tally.distinct, count);
}

/** A number that was counted. */
export function exactly(value: number, observationCount: number): Estimate {
  return { center: value, low: value, high: value, confidenceLevel: 1, method: "exact", observationCount };
}

/**
 * Different values from those whose hash was kept: each is kept with one probability p, whichever and however often it is there, so that
 * kept / p is unbiased with variance D (1 - p) / p. Clamped to what is possible: 1 to `count`.
 */
export function estimateDistinct({ keptShare, keptCount }: DistinctTally, count: number): Estimate {
  if (keptShare >= 1) return exactly(keptCount, count);
  const center = Math.min(count, Math.max(Math.min(1, count), keptCount / keptShare));
  const margin =
    normalQuantile((1 + confidenceLevel) / 2) *
    Math.sqrt(((keptCount + 1) * (1 - keptShare)) / keptShare ** 2);
  return {
    center,
    low: Math.max(keptCount, center - margin),
    high: Math.min(count, center + margin),
    confidenceLevel,
    method: "sketched",
    observationCount: keptCount,
  };
}

/** Rows that repeat an earlier one, of `rowCount`, from those whose hash was kept. */
export function estimateRepeated(
  { keptShare, keptCount, keptRowCount }: DistinctTally & { readonly keptRowCount: number },
  rowCount: number,
): Estimate {
  const repeated = estimateDistinct({ keptShare, keptCount: keptRowCount - keptCount }, rowCount);
  return keptRowCount === keptCount ? { ...repeated, center: 0, low: 0 } : repeated;
}
