import { isNumeric } from "../../model/column-plan.ts";
import type { ColumnStatistics } from "../../model/column-statistics.ts";
import type { Finding } from "../../model/finding.ts";
import { type ColumnSchema, type TableSchema, tableSchemaVersion } from "../../model/table-schema.ts";
import { type FindingKind, findingsFor, type Sighting } from "../findings/finding-set.ts";

/** Different values up to which a column of texts or truth values is held to them, and how often each is there on average. */
const fewValues = 20;
const timesEach = 5;

const violation: FindingKind = {
  code: "schema-violated",
  severity: "error",
  rule: "columns, types, gaps, uniqueness, values and ranges are those of the schema",
  expected: null,
};

/** The schema that a table fulfils: what is there now, no more. */
export function inferSchema(columns: readonly ColumnStatistics[]): TableSchema {
  return { schemaVersion: tableSchemaVersion, columns: columns.map(schemaOf) };
}

function schemaOf(column: ColumnStatistics): ColumnSchema {
  const { name, type, nullCount, count, distinct, topValues, min, max } = column;
  const isFew =
    (type === "text" || type === "boolean") &&
    distinct.method === "exact" &&
    distinct.center <= fewValues &&
    count >= timesEach * distinct.center;
  return {
    name,
    type,
    mayBeMissing: nullCount > 0,
    isUnique: distinct.method === "exact" && distinct.center === count && count > 1 && type !== "number",
    values: isFew && count > 0 ? topValues.map(({ value }) => String(value)).sort() : null,
    range: isNumeric(type) && typeof min === "number" && typeof max === "number" ? [min, max] : null,
  };
}

/** What a table does against its schema, one finding per column and matter. */
export function checkSchema(columns: readonly ColumnStatistics[], schema: TableSchema): readonly Finding[] {
  const byName = new Map(columns.map((column) => [column.name, column]));
  const expected = new Set(schema.columns.map(({ name }) => name));
  const sightings = [
    ...schema.columns.flatMap((wanted) => {
      const column = byName.get(wanted.name);
      return column === undefined
        ? [seen(wanted.name, "is not there", "a column")]
        : violationsOf(column, wanted);
    }),
    ...columns
      .filter(({ name }) => !expected.has(name))
      .map(({ name }) => seen(name, "is not in the schema", "no such column")),
  ];
  return findingsFor(violation, sightings, (count) => `The table violates its schema in ${count} ways.`, 200);
}

function seen(subject: string, observed: string, expected: string, count: number = 1): Sighting {
  return { subject, observed, count, message: `"${subject}" ${observed}; the schema expects ${expected}.` };
}

function violationsOf(column: ColumnStatistics, wanted: ColumnSchema): readonly Sighting[] {
  const { name, type, nullCount, count, distinct, topValues } = column;
  if (type !== wanted.type) return [seen(name, `holds ${type} (${column.reason})`, wanted.type, count)];
  const repeated = count - distinct.high;
  const strangers =
    wanted.values === null ? [] : topValues.filter(({ value }) => !wanted.values!.includes(String(value)));
  return [
    ...(nullCount > 0 && !wanted.mayBeMissing
      ? [seen(name, `lacks ${nullCount} values`, "none missing", nullCount)]
      : []),
    ...(wanted.isUnique && repeated > 0
      ? [
          seen(
            name,
            `repeats values in ${Math.round(repeated)} rows`,
            "every value once",
            Math.round(repeated),
          ),
        ]
      : []),
    ...strangers.map(({ value, count: times }) =>
      seen(name, `is "${value}" in ${times} rows`, `one of ${wanted.values!.length} other values`, times),
    ),
    ...rangeViolations(column, wanted),
  ];
}

function rangeViolations({ name, min, max }: ColumnStatistics, { range }: ColumnSchema): readonly Sighting[] {
  if (range === null || typeof min !== "number" || typeof max !== "number") return [];
  return [
    ...(min < range[0] ? [seen(name, `goes down to ${min}`, `at least ${range[0]}`)] : []),
    ...(max > range[1] ? [seen(name, `goes up to ${max}`, `at most ${range[1]}`)] : []),
  ];
}
