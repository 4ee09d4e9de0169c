import type { ColumnType } from "../../model/column-plan.ts";
import type { ValueCount } from "../../model/column-tally.ts";

/** The number that a text of a numeric type stands for; of dates and times, seconds since 1970 (UTC where they name no zone). */
export function numberOfText(text: string, type: ColumnType): number {
  if (type === "date") return Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / 1000;
  if (type === "time") return secondsOfTime(text);
  return /^[-+]?inf(inity)?$/i.test(text) ? (text.startsWith("-") ? -Infinity : Infinity) : Number(text);
}

/** Cells whose numbers are known already: several questions are asked of the rows that were looked at. */
const known = new WeakMap<readonly (string | null)[], Map<ColumnType, Float64Array>>();

/** The numbers of cells of a numeric type, one for each; NaN where a cell is missing. Not to be written to. */
export function numbersOfCells(cells: readonly (string | null)[], type: ColumnType): Float64Array {
  const byType = known.get(cells) ?? new Map<ColumnType, Float64Array>();
  known.set(cells, byType);
  const numbers =
    byType.get(type) ??
    Float64Array.from(cells, (cell) => (cell === null ? Number.NaN : numberOfText(cell, type)));
  byType.set(type, numbers);
  return numbers;
}

/** The finite numbers of cells of a numeric type, ascending. */
export function finiteNumbers(cells: readonly (string | null)[], type: ColumnType): Float64Array {
  return numbersOfCells(cells, type).filter(Number.isFinite).sort();
}

/** The different finite numbers among cells with their counts, ascending. */
export function countFiniteNumbers(
  cells: readonly (string | null)[],
  type: ColumnType,
): readonly ValueCount[] {
  const counts: { readonly value: number; count: number }[] = [];
  for (const value of finiteNumbers(cells, type)) {
    const last = counts[counts.length - 1];
    if (last?.value === value) last.count++;
    else counts.push({ value, count: 1 });
  }
  return counts;
}

function secondsOfTime(text: string): number {
  // Most are written so, and need no taking apart.
  if (text.length === 19 && text[13] === ":" && text[16] === ":")
    return Date.parse(`${text.slice(0, 10)}T${text.slice(11)}Z`) / 1000;
  const [, day, clock, fraction = "", zone = "Z"] =
    /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d(?::\d\d)?)(\.\d+)?(Z|[+-]\d\d(?::?\d\d)?)?$/.exec(text) ?? [];
  const offset = /^[+-]\d\d$/.test(zone) ? `${zone}:00` : zone.replace(/^([+-]\d\d)(\d\d)$/, "$1:$2");
  return Date.parse(`${day}T${clock}${offset}`) / 1000 + Number(fraction === "" ? 0 : fraction);
}
