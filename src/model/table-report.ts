import type { ColumnStatistics, TableStatistics } from "./column-statistics.ts";
import type { DatasetCounts, LabelStatistics } from "./dataset-statistics.ts";
import type { Tool } from "./environment.ts";
import type { Finding } from "./finding.ts";
import type { ReferenceComparison } from "./reference-comparison.ts";

/** The whole of `dataset.json` for a table whose rows are the examples: the sections of media are not there. */
export interface TableReport {
  readonly schemaVersion: number;
  readonly tool: Tool;
  /** The path as it was given. */
  readonly source: string;
  /** ISO 8601, UTC; left out with `--reproducible`. */
  readonly createdAt?: string;
  readonly options: Readonly<Record<string, string | number | boolean | null>>;
  /** `exact`: every number is; `sketched`: see each column, and `table.look`. */
  readonly method: "exact" | "sketched";
  readonly dataset: DatasetCounts;
  readonly labels: LabelStatistics;
  /** In the order of the table. */
  readonly columns: readonly ColumnStatistics[];
  readonly table: TableStatistics;
  /** Gravest first, then by code and subject. */
  readonly findings: readonly Finding[];
  /** With `--reference`: what is otherwise there. */
  readonly reference?: ReferenceComparison;
}
