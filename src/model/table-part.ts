import type { TablePlan } from "./column-plan.ts";
import type { TableLook, TableTally } from "./column-tally.ts";
import type { Tool } from "./environment.ts";
import type { LabelCount, LabelSets } from "./label-tally.ts";

/** Version of a stored part of a table; raised when a field changes its meaning. */
export const tablePartSchemaVersion = 1;

/** Columns of a table that have a role; null for none. */
export interface TableColumns {
  readonly labelColumn: string | null;
  /** What stands between several labels in one cell; left out where a cell is one label. */
  readonly labelSeparator?: string;
  readonly splitColumn: string | null;
  readonly groupColumn: string | null;
  /** Column by whose values the table is cut. */
  readonly byColumn: string | null;
}

/** What is known of a table from some shards of its rows: all that its report is made from. */
export interface TablePart {
  readonly kind: "table";
  readonly schemaVersion: typeof tablePartSchemaVersion;
  readonly tool: Tool;
  /** The path as it was given. */
  readonly source: string;
  /** Roles of the columns. */
  readonly options: TableColumns;
  readonly shardCount: number;
  /** Numbers of the shards it holds, ascending, each 1 to `shardCount`. */
  readonly shards: readonly number[];
  readonly byteCount: number;
  /** Names that the file gives to more than one column. */
  readonly repeatedNames: readonly string[];
  /** How the rows were counted: the same for all shards. */
  readonly plan: TablePlan;
  readonly tally: TableTally;
  /** Rows by each of their labels, where cells hold several, or splits of a large table are told apart; left out otherwise. */
  readonly labels?: readonly LabelCount[];
  /** How those rows have several labels at once; left out where cells hold one. */
  readonly labelSets?: LabelSets;
  /** The rows that were looked at: the same for all shards. */
  readonly look: TableLook;
}
