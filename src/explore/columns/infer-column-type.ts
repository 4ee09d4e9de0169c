import type { ColumnType } from "../../model/column-plan.ts";

/** What a column is taken for, and why. */
export interface InferredType {
  readonly type: ColumnType;
  /** In a few words. */
  readonly reason: string;
}

/** A type that texts may be read in. */
interface Reading {
  readonly type: ColumnType;
  /** What such values are called. */
  readonly noun: string;
  readonly isOne: (text: string) => boolean;
}

/** Whole numbers that 64 bits hold, without leading zeros: `007` names something. */
const wholeNumber = /^-?(0|[1-9]\d{0,17})$/;
const number = /^-?(0|[1-9]\d*|(?=\.\d))(\.\d*)?([eE][-+]?\d{1,3})?$|^-?inf(inity)?$/i;
const date = /^[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const time =
  /^[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[ T]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?$/;

/** Narrowest first. */
const readings: readonly Reading[] = [
  { type: "integer", noun: "whole numbers", isOne: (text) => wholeNumber.test(text) },
  { type: "number", noun: "numbers", isOne: (text) => number.test(text) },
  { type: "boolean", noun: "true or false", isOne: (text) => /^(true|false)$/i.test(text) },
  { type: "date", noun: "dates of ISO 8601", isOne: (text) => date.test(text) && isDay(text) },
  { type: "time", noun: "times of ISO 8601", isOne: (text) => time.test(text) && isDay(text) },
];

/** Whether `text` reads as a number. */
export function isNumberText(text: string): boolean {
  return number.test(text);
}

/** Not the 30th of February. */
function isDay(text: string): boolean {
  const [year, month, day] = text.slice(0, 10).split("-").map(Number);
  return new Date(Date.UTC(year!, month! - 1, day!)).getUTCDate() === day;
}

/**
 * The type of a column: the one that the file declares, else the narrowest in which every value that was looked at can be read.
 * @param cells Values that are there, as text.
 */
export function inferColumnType(cells: readonly string[], declaredType: string | null): InferredType {
  if (declaredType !== null)
    return { type: declared(declaredType), reason: `the file declares ${declaredType}` };
  if (cells.length === 0) return { type: "text", reason: "no value was seen" };
  const reading = readings.find(({ isOne }) => cells.every(isOne));
  const seen = `${cells.length} of ${cells.length} values`;
  if (reading !== undefined) return { type: reading.type, reason: `${seen} read as ${reading.noun}` };
  if (cells.every((text) => /^-?\d+$/.test(text))) {
    const why = cells.some((text) => /^-?0\d/.test(text)) ? "leading zeros" : "more than 18 digits";
    return { type: "text", reason: `digits with ${why}: they name things` };
  }
  return { type: "text", reason: reasonForText(cells) };
}

/** What most values would have been, had all been so. */
function reasonForText(cells: readonly string[]): string {
  const counts = readings.map(({ noun, isOne }) => ({ noun, isOne, count: cells.filter(isOne).length }));
  const best = counts.reduce((most, next) => (next.count > most.count ? next : most));
  if (best.count === 0) return `none of ${cells.length} values reads as a number, a truth value or a date`;
  const other = cells.find((text) => !best.isOne(text)) ?? "";
  return `${best.count} of ${cells.length} values read as ${best.noun}, "${other.slice(0, 30)}" does not`;
}

function declared(sqlType: string): ColumnType {
  if (/\[|^(STRUCT|MAP|UNION|BLOB|BIT|VARIANT|GEOMETRY)/.test(sqlType)) return "nested";
  if (/^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/.test(sqlType)) return "integer";
  if (/^(FLOAT|DOUBLE|DECIMAL|BIGNUM)/.test(sqlType)) return "number";
  if (sqlType === "BOOLEAN") return "boolean";
  if (sqlType === "DATE") return "date";
  return sqlType.startsWith("TIMESTAMP") ? "time" : "text";
}
