import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TablePlan } from "../../model/column-plan.ts";
import type { TableLook, TableTally } from "../../model/column-tally.ts";
import type { Shard } from "../../model/dataset-part.ts";
import { messageOf, SoundingsError } from "../../model/errors.ts";
import type { LabelTally } from "../../model/label-tally.ts";
import { countLabels, type LabelCells } from "./count-labels.ts";
import { openEngine, type TableEngine } from "./engine.ts";
import { rowHash } from "./hash-counters.ts";
import { openArrow } from "./open-arrow.ts";
import { openDelimited } from "./open-delimited.ts";
import { openJson } from "./open-json.ts";
import { openParquet } from "./open-parquet.ts";
import { findTableFiles, type TableFiles, type TableFormat } from "./table-files.ts";
import type { TableSource } from "./table-source.ts";
import { type ColumnShare, type CountedShare, tallyQuery } from "./tally-query.ts";

/** Columns that one pass counts at most: what is told apart of each takes memory. */
const columnsPerPass = 60;

/** A table that is open. */
export interface OpenTable {
  readonly format: TableFormat;
  /** Bytes of all its files. */
  readonly byteCount: number;
  /** Names that the file gives to more than one column. */
  readonly repeatedNames: readonly string[];
  readonly look: TableLook;
  /** Counts all columns in one pass (of 60 columns each), of all rows or of those of one shard; says which columns hold values that are not of the planned type. */
  readonly tally: (
    plan: TablePlan,
    shard?: Shard,
  ) => Promise<{ readonly tally: TableTally; readonly misfitColumns: readonly string[] }>;
  /** Rows, or those of one shard, by the labels that their cells hold: a pass of its own. */
  readonly countLabels: (plan: TablePlan, labels: LabelCells, shard?: Shard) => Promise<LabelTally>;
  /** Gives up memory and temporary files. */
  readonly close: () => Promise<void>;
}

/**
 * Opens the table at `path`, one file or a pattern for several, and looks at some of its rows.
 * @throws SoundingsError ("usage") when there is none or it cannot be read
 */
export async function openTable(
  path: string,
  { threadCount }: { readonly threadCount: number },
): Promise<OpenTable> {
  const engine = await openEngine(threadCount);
  const scratch = await mkdtemp(join(tmpdir(), "soundings-table-"));
  const close = async (): Promise<void> => {
    engine.close();
    await rm(scratch, { recursive: true, force: true });
  };
  try {
    const files = await findTableFiles(path, engine);
    const source = await openSource(files, engine, scratch);
    return {
      format: files.format,
      byteCount: files.parts.reduce((sum, { byteCount }) => sum + byteCount, 0),
      repeatedNames: source.repeatedNames,
      look: source.look,
      tally: (plan, shard) => tallyAll(plan, { source, engine, shard: shard ?? null }),
      countLabels: (plan, labels, shard) => {
        const from = rowsOfShard(source.from(plan.columns), plan, shard ?? null);
        return countLabels(labels, { from, isShard: shard !== undefined }, engine);
      },
      close,
    };
  } catch (thrown) {
    await close();
    if (thrown instanceof SoundingsError) throw thrown;
    throw new SoundingsError(
      "usage",
      `The table ${path} cannot be read: ${messageOf(thrown).slice(0, 300)}`,
      { cause: thrown },
    );
  }
}

async function openSource(files: TableFiles, engine: TableEngine, scratch: string): Promise<TableSource> {
  switch (files.format) {
    case "delimited":
    case "tabbed":
      return openDelimited(files, engine, scratch);
    case "json":
    case "json-lines":
      return openJson(files, engine);
    case "parquet":
      return openParquet(files, engine);
    case "arrow":
      return openArrow(files, engine, scratch);
  }
}

/** What a pass needs. */
interface Pass {
  readonly source: TableSource;
  readonly engine: TableEngine;
  /** Null for all rows. */
  readonly shard: Shard | null;
}

async function tallyAll(
  plan: TablePlan,
  pass: Pass,
): Promise<{ readonly tally: TableTally; readonly misfitColumns: readonly string[] }> {
  const shares: CountedShare[] = [];
  for (let start = 0; start === 0 || start < plan.columns.length; start += columnsPerPass) {
    shares.push(
      await countShare(plan, { start, end: start + columnsPerPass, keepsHashes: pass.shard !== null }, pass),
    );
  }
  const { misfitColumns, ...problems } = await pass.source.passProblems();
  const columns = shares.flatMap((share) => share.columns);
  return { tally: { ...shares[0]!, columns, ...problems }, misfitColumns };
}

/** The rows of one shard: chosen by their hash, so that equal rows are in one. */
function rowsOfShard(from: string, plan: TablePlan, shard: Shard | null): string {
  if (shard === null || shard.count === 1) return from;
  return `(SELECT * FROM ${from} WHERE ${rowHash(plan)} % ${shard.count} = ${shard.number - 1})`;
}

async function countShare(
  plan: TablePlan,
  share: ColumnShare,
  { source, engine, shard }: Pass,
): Promise<CountedShare> {
  const run = async (): Promise<CountedShare> => {
    const from = rowsOfShard(source.from(plan.columns), plan, shard);
    const { sql, read } = tallyQuery(plan, from, share);
    const [row = []] = await engine.query(sql);
    return read(row);
  };
  try {
    return await run();
  } catch (thrown) {
    if (await source.repair(messageOf(thrown))) return run();
    throw new SoundingsError("run", `The table cannot be counted: ${messageOf(thrown).slice(0, 300)}`, {
      cause: thrown,
    });
  }
}
