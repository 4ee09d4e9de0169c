import { basename } from "node:path";
import { viewTable } from "../explore/columns/column-view.ts";
import { summarizeTable } from "../explore/columns/summarize-table.ts";
import { readDate } from "../io/clocks.ts";
import { type OpenTable, openTable } from "../io/tables/open-table.ts";
import { tool } from "../io/tool.ts";
import type { TableLook } from "../model/column-tally.ts";
import { datasetSchemaVersion } from "../model/dataset-statistics.ts";
import { SoundingsError } from "../model/errors.ts";
import type { TableReport } from "../model/table-report.ts";
import type { TableSchema } from "../model/table-schema.ts";
import { countTable } from "./count-table.ts";

/** Which table to look at, and how. */
export interface DescribeTableOptions {
  /** A file, or a pattern such as `parts/*.parquet`. */
  readonly path: string;
  readonly labelColumn?: string | undefined;
  readonly splitColumn?: string | undefined;
  readonly groupColumn?: string | undefined;
  /** Column by whose values the table is cut into slices. */
  readonly byColumn?: string | undefined;
  /** What the table is held against; null for nothing. */
  readonly schema?: TableSchema | null | undefined;
  /** Threads that read and count. */
  readonly workerCount: number;
  /** Leaves out the date. */
  readonly isReproducible: boolean;
}

/** A report, and what it was made from. */
interface DescribedTable {
  readonly report: TableReport;
  readonly look: TableLook;
}

/**
 * Counts every column of a plain table in one pass, and gives the whole of `dataset.json` with the rows that were looked at.
 * @throws SoundingsError ("usage") when there is no such table or column
 */
export async function describeTable(options: DescribeTableOptions): Promise<DescribedTable> {
  const table = await openTable(options.path, { threadCount: options.workerCount });
  try {
    const roles = rolesOf(table, options);
    const { plan, tally } = await countTable(table);
    const view = viewTable(plan, tally, table.look);
    const { byteCount, repeatedNames } = table;
    const summary = summarizeTable(view, {
      ...roles,
      schema: options.schema ?? null,
      name: tableName(options.path),
      byteCount,
      repeatedNames,
    });
    const isExact = summary.table.look.isWhole && summary.columns.every(({ method }) => method === "exact");
    const report = {
      schemaVersion: datasetSchemaVersion,
      tool,
      source: options.path,
      ...(options.isReproducible ? {} : { createdAt: readDate() }),
      options: roles,
      method: isExact ? "exact" : "sketched",
      ...summary,
    } as const;
    return { report, look: table.look };
  } finally {
    await table.close();
  }
}

/** The name of a file without its endings; of a pattern, that of its folder or what is left of it. */
function tableName(path: string): string {
  return (
    basename(path)
      .replace(/(\.[a-z]+)?(\.gz)?$/i, "")
      .replace(/[*?[\]]+/g, "")
      .replace(/^[-_.]+|[-_.]+$/g, "") || "table"
  );
}

function rolesOf({ look }: OpenTable, options: DescribeTableOptions) {
  const { path, labelColumn, splitColumn, groupColumn, byColumn } = options;
  const names = look.columns.map(({ name }) => name);
  for (const asked of [labelColumn, splitColumn, groupColumn, byColumn]) {
    if (asked === undefined || names.includes(asked)) continue;
    throw new SoundingsError("usage", `${path} has no column "${asked}".`, {
      hint: `Its columns are ${names
        .slice(0, 50)
        .map((name) => `"${name}"`)
        .join(", ")}.`,
    });
  }
  return {
    labelColumn: labelColumn ?? null,
    splitColumn: splitColumn ?? null,
    groupColumn: groupColumn ?? null,
    byColumn: byColumn ?? null,
  };
}
