import { SoundingsError } from "./errors.ts";

/** One named column; `null` is a missing cell. */
export type Column = NumberColumn | StringColumn | BooleanColumn;

interface ColumnHead {
  /** Unique in its table. */
  readonly name: string;
  /** Missing cells. */
  readonly nullCount: number;
}

/** A column of finite numbers. */
export interface NumberColumn extends ColumnHead {
  readonly type: "number";
  readonly values: readonly (number | null)[];
}

/** A column of text. */
export interface StringColumn extends ColumnHead {
  readonly type: "string";
  readonly values: readonly (string | null)[];
}

/** A column of true and false. */
export interface BooleanColumn extends ColumnHead {
  readonly type: "boolean";
  readonly values: readonly (boolean | null)[];
}

/** Equal-length named columns. */
export interface Table {
  readonly name: string;
  /** Cells of each column. */
  readonly rowCount: number;
  readonly columns: readonly Column[];
}

/** A column of numbers; NaN and infinities become missing cells. */
export function numberColumn(name: string, values: readonly (number | null)[]): NumberColumn {
  const cells = values.map((value) => (value !== null && Number.isFinite(value) ? value : null));
  return { name, type: "number", values: cells, nullCount: countNulls(cells) };
}

/** A column of text. */
export function stringColumn(name: string, values: readonly (string | null)[]): StringColumn {
  return { name, type: "string", values, nullCount: countNulls(values) };
}

/** A column of true and false. */
export function booleanColumn(name: string, values: readonly (boolean | null)[]): BooleanColumn {
  return { name, type: "boolean", values, nullCount: countNulls(values) };
}

/**
 * A table of these columns.
 * @throws SoundingsError ("usage") when their lengths differ or two share a name
 */
export function tableOf(name: string, columns: readonly Column[]): Table {
  const rowCount = columns[0]?.values.length ?? 0;
  for (const [index, column] of columns.entries()) {
    if (column.values.length !== rowCount) {
      throw new SoundingsError(
        "usage",
        `table "${name}": column "${column.name}" has ${column.values.length} cells, "${columns[0]?.name}" has ${rowCount}`,
        { hint: "give every column one cell per row, null where a value is missing" },
      );
    }
    if (columns.findIndex((other) => other.name === column.name) !== index) {
      throw new SoundingsError("usage", `table "${name}" has two columns named "${column.name}"`, {
        hint: "give each column its own name",
      });
    }
  }
  return { name, rowCount, columns };
}

function countNulls(values: readonly unknown[]): number {
  return values.reduce<number>((count, value) => count + (value === null ? 1 : 0), 0);
}
