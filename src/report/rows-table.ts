import {
  booleanColumn,
  type Column,
  numberColumn,
  stringColumn,
  type Table,
  tableOf,
} from "../model/table.ts";

/** Makes one column of many rows. */
type ColumnOf<Row> = (rows: readonly Row[]) => Column;

/** A table with a row for each of `rows`. */
export function rowsTable<Row>(name: string, rows: readonly Row[], columns: readonly ColumnOf<Row>[]): Table {
  return tableOf(
    name,
    columns.map((column) => column(rows)),
  );
}

/** A column of what `read` finds: numbers, missing where there is none. */
export function numbers<Row>(name: string, read: (row: Row) => number | null | undefined): ColumnOf<Row> {
  return (rows) =>
    numberColumn(
      name,
      rows.map((row) => read(row) ?? null),
    );
}

/** A column of what `read` finds: texts, numbers among them as such. */
export function texts<Row>(
  name: string,
  read: (row: Row) => string | number | null | undefined,
): ColumnOf<Row> {
  return (rows) =>
    stringColumn(
      name,
      rows.map((row) => {
        const value = read(row);
        return value === null || value === undefined ? null : String(value);
      }),
    );
}

/** A column of what `read` finds: true and false. */
export function flags<Row>(name: string, read: (row: Row) => boolean | null | undefined): ColumnOf<Row> {
  return (rows) =>
    booleanColumn(
      name,
      rows.map((row) => read(row) ?? null),
    );
}
