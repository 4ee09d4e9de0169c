import type { ColumnType } from "./column-plan.ts";

/** Version of the form of a stored schema. */
export const tableSchemaVersion = 1;

/** What is expected of a column. */
export interface ColumnSchema {
  readonly name: string;
  readonly type: ColumnType;
  /** Whether cells may be missing. */
  readonly mayBeMissing: boolean;
  /** Whether every value is there once. */
  readonly isUnique: boolean;
  /** Values that may be there, where they are few; else null. */
  readonly values: readonly string[] | null;
  /** Least and greatest number, or time in seconds since 1970; null for other columns. */
  readonly range: readonly [number, number] | null;
}

/** What is expected of a table: stored beside it, and held against it later. */
export interface TableSchema {
  readonly schemaVersion: number;
  /** In the order of the table. */
  readonly columns: readonly ColumnSchema[];
}
