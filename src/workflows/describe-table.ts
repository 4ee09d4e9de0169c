import { basename } from "node:path";
import { viewTable } from "../explore/columns/column-view.ts";
import { redactTable } from "../explore/columns/redact-table.ts";
import { summarizeTable } from "../explore/columns/summarize-table.ts";
import { readDate } from "../io/clocks.ts";
import { type OpenTable, openTable } from "../io/tables/open-table.ts";
import { tool } from "../io/tool.ts";
import type { ColumnType, TablePlan } from "../model/column-plan.ts";
import type { TableLook } from "../model/column-tally.ts";
import type { Shard } from "../model/dataset-part.ts";
import { datasetSchemaVersion } from "../model/dataset-statistics.ts";
import { SoundingsError } from "../model/errors.ts";
import { type TableColumns, type TablePart, tablePartSchemaVersion } from "../model/table-part.ts";
import type { TableReport } from "../model/table-report.ts";
import type { TableSchema } from "../model/table-schema.ts";
import { countTable } from "./count-table.ts";

/** Which table to look at, and how. */
export interface DescribeTableOptions {
  /** A file, or a pattern such as `parts/*.parquet`. */
  readonly path: string;
  readonly labelColumn?: string | undefined;
  /** What stands between several labels in one cell; left out, a cell is one label. */
  readonly labelSeparator?: string | undefined;
  readonly splitColumn?: string | undefined;
  readonly groupColumn?: string | undefined;
  /** Column by whose values the table is cut into slices. */
  readonly byColumn?: string | undefined;
  /** Columns that together shall tell all rows apart. */
  readonly keyColumns?: readonly string[] | undefined;
  /** What the table is held against; null for nothing. */
  readonly schema?: TableSchema | null | undefined;
  /** Threads that read and count. */
  readonly workerCount: number;
  /** Leaves out the date. */
  readonly isReproducible: boolean;
  /** Hides values that few rows have, cells that findings quote, and where the file lies. */
  readonly isRedacted?: boolean | undefined;
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
  const part = await countPart(options, { number: 1, count: 1 });
  return { report: reportTable(part, options), look: part.look };
}

/**
 * Counts one shard of the rows of a plain table, or with one shard all of them.
 * @throws SoundingsError ("usage") when there is no such table or column
 */
export async function countPart(options: DescribeTableOptions, shard: Shard): Promise<TablePart> {
  const table = await openTable(options.path, { threadCount: options.workerCount });
  try {
    const roles = rolesOf(table, options);
    const share = shard.count === 1 ? undefined : shard;
    const { plan, tally } = await countTable(table, { shard: share, namedKey: options.keyColumns });
    const labels = await labelsOf(table, roles, { plan, share });
    return {
      kind: "table",
      schemaVersion: tablePartSchemaVersion,
      tool,
      source: options.path,
      options: roles,
      shardCount: shard.count,
      shards: [shard.number],
      byteCount: table.byteCount,
      repeatedNames: table.repeatedNames,
      plan,
      tally,
      ...labels,
      look: table.look,
    };
  } finally {
    await table.close();
  }
}

/** Types whose values are the same text wherever they are read. */
const named: readonly ColumnType[] = ["text", "boolean", "integer"];

/** Rows by label, where the pass over all columns does not say them: cells of several labels, or splits of a table that was not looked at as a whole. */
async function labelsOf(
  { look, countLabels }: OpenTable,
  { labelColumn, labelSeparator: separator, splitColumn }: TableColumns,
  { plan, share }: { readonly plan: TablePlan; readonly share: Shard | undefined },
): Promise<Pick<TablePart, "labels" | "labelSets">> {
  const isFew = (name: string | null): boolean =>
    plan.columns.some((one) => one.name === name && one.how.kind === "values" && named.includes(one.type));
  const hasSplits = isFew(splitColumn);
  const isSplit = hasSplits && !look.isWhole && isFew(labelColumn);
  if (labelColumn === null || (separator === undefined && !isSplit)) return {};
  const cells = { column: labelColumn, separator, splitColumn: hasSplits ? splitColumn : null };
  const { labels, sets } = await countLabels(plan, cells, share);
  return { labels, ...(separator === undefined ? {} : { labelSets: sets }) };
}

/** The report on a table of which all shards are there. */
export function reportTable(
  { source, options, plan, tally, labels, labelSets, look, byteCount, repeatedNames }: TablePart,
  {
    isReproducible,
    isRedacted,
    keyColumns,
    schema = null,
  }: Pick<DescribeTableOptions, "isReproducible" | "isRedacted" | "keyColumns" | "schema">,
): TableReport {
  const summary = summarizeTable(viewTable(plan, tally, look), {
    ...{
      ...options,
      labelCounts: labels,
      labelSets,
      schema,
      keyColumns,
      name: tableName(source),
      byteCount,
      repeatedNames,
    },
  });
  const isExact = look.isWhole && summary.columns.every(({ method }) => method === "exact");
  const report: TableReport = {
    schemaVersion: datasetSchemaVersion,
    tool,
    source,
    ...(isReproducible ? {} : { createdAt: readDate() }),
    options: { ...options, ...(keyColumns === undefined ? {} : { key: keyColumns.join(",") }) },
    method: isExact ? "exact" : "sketched",
    ...summary,
  };
  return isRedacted ? redactTable(report) : report;
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

function rolesOf({ look }: OpenTable, options: DescribeTableOptions): TableColumns {
  const { path, labelColumn, labelSeparator, splitColumn, groupColumn, byColumn, keyColumns = [] } = options;
  const names = look.columns.map(({ name }) => name);
  for (const asked of [labelColumn, splitColumn, groupColumn, byColumn, ...keyColumns]) {
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
    ...(labelColumn === undefined || labelSeparator === undefined ? {} : { labelSeparator }),
    splitColumn: splitColumn ?? null,
    groupColumn: groupColumn ?? null,
    byColumn: byColumn ?? null,
  };
}
