import { compareTables } from "../explore/columns/compare-tables.ts";
import { diffRule } from "../explore/diff-reports.ts";
import type { TableReport } from "../model/table-report.ts";
import { type DescribeTableOptions, describeTable } from "./describe-table.ts";

/** Which table to look at, and how. */
export interface ProfileTableOptions extends DescribeTableOptions {
  /** What the table is held against: another table, or the `dataset.json` of one. */
  readonly referencePath?: string | undefined;
}

/**
 * `profile dataset` on a plain table: counts every column in one pass, and gives the whole of `dataset.json`.
 * @throws SoundingsError ("usage") when there is no such table or column
 */
export async function profileTable(options: ProfileTableOptions): Promise<TableReport> {
  const described = await describeTable(options);
  const { report } = described;
  if (options.referencePath === undefined) return report;
  // Brings along all that reads recordings.
  const { knowReferenceTable } = await import("./know-table.ts");
  const { side, ...reference } = await knowReferenceTable(options.referencePath, options);
  return { ...report, reference: { reference: side, ...compareTables(reference, described, diffRule) } };
}
