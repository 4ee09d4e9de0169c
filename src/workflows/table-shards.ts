import { mergeTableParts, whyTablesApart } from "../explore/columns/merge-table-parts.ts";
import { looksLikeTablePart, readTablePart, writeTablePart } from "../io/table-part-store.ts";
import type { Shard } from "../model/dataset-part.ts";
import { SoundingsError } from "../model/errors.ts";
import type { TablePart } from "../model/table-part.ts";
import { countPart, type DescribeTableOptions, reportTable } from "./describe-table.ts";
import type { WrittenReport } from "./write-reports.ts";
import { writeTableReport } from "./write-table-report.ts";

/**
 * Counts one shard of a table's rows into a file for `profile merge`, and gives its path.
 * @throws SoundingsError ("usage") when there is no such table
 */
export async function runTableShard(
  options: DescribeTableOptions & { readonly shard: Shard; readonly out: string },
): Promise<string> {
  return writeTablePart(options.out, await countPart(options, options.shard));
}

/** Whether files are parts of a table rather than of a dataset of files. */
export function areTableParts([first]: readonly string[]): boolean {
  return first !== undefined && looksLikeTablePart(first);
}

/**
 * The report of a table from the parts of all its shards, in any order: the same bytes as of one run.
 * @throws SoundingsError ("usage") when they are not parts of one whole, or shards are missing
 */
export async function mergeTableFiles(
  paths: readonly string[],
  { out, isReproducible }: { readonly out: string | null; readonly isReproducible: boolean },
): Promise<WrittenReport> {
  const parts: TablePart[] = [];
  for (const path of paths) parts.push(await readTablePart(path));
  parts.forEach((part, index) => {
    const difference = parts
      .slice(0, index)
      .map((before) => whyTablesApart(before, part))
      .find((reason) => reason !== null);
    if (difference === undefined) return;
    throw new SoundingsError("usage", `${paths[index]} is no further part of ${paths[0]}: ${difference}`, {
      hint: "make all shards anew, with the same options and version, from the same file; or look at the table in one run",
    });
  });
  const whole = parts.reduce(mergeTableParts);
  const missing = Array.from({ length: whole.shardCount }, (_, index) => index + 1).filter(
    (shard) => !whole.shards.includes(shard),
  );
  if (missing.length > 0) {
    const names = missing.map((shard) => `${shard}/${whole.shardCount}`).join(", ");
    throw new SoundingsError("usage", `the parts are not the whole: missing ${names}`, {
      hint: `profile dataset ${whole.source} --shard ${missing[0]}/${whole.shardCount} --out part-${missing[0]}.json`,
    });
  }
  if (whole.tally.rowCount > whole.plan.rowBound)
    throw new SoundingsError(
      "usage",
      "the table has far more rows than the look at some of them let expect",
      {
        hint: "look at it in one run, which counts it anew",
      },
    );
  return writeTableReport(reportTable(whole, { isReproducible }), out);
}
