import type { TablePlan } from "../../model/column-plan.ts";
import type { DistinctTally, TableTally } from "../../model/column-tally.ts";
import { type Cell, sqlName } from "./engine.ts";

/** Aggregates of one query, and how their results are read. */
export interface Counter<Result> {
  /** Expressions of SQL over the last layer. */
  readonly select: readonly string[];
  /** Named expressions that `select` rests on: over the columns themselves, then each over those before, so that nothing is computed twice. */
  readonly layers: readonly (readonly string[])[];
  /** Takes the results in the order of `select`. */
  readonly read: (cells: readonly Cell[]) => Result;
}

/** What `distinctCounter` counts, and how. */
interface DistinctOptions {
  /** Name of a value in the layer before. */
  readonly value: string;
  /** A name for its hash. */
  readonly hash: string;
  readonly keptShare: number;
  /** Lists what is told apart. */
  readonly keepsHashes: boolean;
}

/** Different values whose hash is in the lowest share of all hashes: an exact count at 1. */
export function distinctCounter(options: DistinctOptions, plan: TablePlan): Counter<DistinctTally> {
  const { value, hash, keptShare, keepsHashes } = options;
  if (keepsHashes) return hashLister(options);
  const isKept = keptShare >= 1 ? "" : `${hash} < ${hashBound(keptShare)} AND `;
  return {
    layers: [[`hash(${value}) AS ${hash}`]],
    select: [
      isFew(keptShare, plan)
        ? uniqueCount(hash, `${isKept}${value} IS NOT NULL`)
        : `count(DISTINCT ${value}) FILTER (${isKept}${value} IS NOT NULL)`,
    ],
    read: ([count]) => ({ keptShare, keptCount: Number(count ?? 0) }),
  };
}

/** The same, with what was told apart: so that shards can be merged. */
function hashLister({ value, keptShare }: DistinctOptions): Counter<DistinctTally> {
  const kept = keptShare >= 1 ? "" : ` FILTER (hash(${value}) < ${hashBound(keptShare)})`;
  const present = `CASE WHEN ${value} IS NOT NULL THEN hash(${value})::VARCHAR END`;
  return {
    layers: [],
    select: [`list(DISTINCT ${present})${kept}`],
    read: ([list]) => {
      const hashes = Array.isArray(list)
        ? list
            .filter((one) => one !== null)
            .map(String)
            .sort()
        : [];
      return { keptShare, keptCount: hashes.length, hashes };
    },
  };
}

/** Rows that a list of hashes holds at most, about. */
const listedRows = 1 << 18;

/** Whether so few rows are kept that their hashes can be listed and told apart in the end. */
function isFew(keptShare: number, { rowBound }: TablePlan): boolean {
  return keptShare * rowBound <= listedRows;
}

/** How many different ones there are of a hash: half the cost of `count(DISTINCT)`, which sets up tables of many megabytes for each column. */
function uniqueCount(hash: string, isKept: string): string {
  return `list_unique(list(${hash}) FILTER (${isKept}))`;
}

/** How many different ones there are of a hash that is missing where a row is not kept. */
function keptCount(hash: string, share: number, plan: TablePlan): string {
  const isKept = `${hash} IS NOT NULL`;
  // Without the filter, the many that are not kept would be told apart as well, as one.
  return isFew(share, plan) ? uniqueCount(hash, isKept) : `count(DISTINCT ${hash}) FILTER (${isKept})`;
}

/** The hash below which the share of all 64-bit hashes lies; shares are powers of two. */
export function hashBound(share: number): string {
  return `${2n ** 64n / BigInt(Math.round(1 / share))}::UBIGINT`;
}

/** Name of the hash of a row's key, by which shares of the rows are chosen. */
export const keyHash = sqlName("\u0001key");

/** Hashes the key once for all who choose rows by it. */
export function keyCounter({ rowKey }: TablePlan): Counter<null> {
  const layers = rowKey === null ? [] : [[`hash(${sqlName(rowKey)}) AS ${keyHash}`]];
  return { select: [], layers, read: () => null };
}

/** The hash of all cells of a row: an expression of SQL. */
export function rowHash({ columns }: Pick<TablePlan, "columns">): string {
  return `hash(${columns.map(({ name }) => sqlName(name)).join(", ")})`;
}

/** No row is counted as a whole. */
export const noRows: Counter<TableTally["rows"]> = {
  select: [],
  layers: [],
  read: () => ({ keptShare: 1, keptCount: 0, keptRowCount: 0 }),
};

/** Rows told apart by a hash over all cells; only those are hashed whole whose key is kept, as equal rows have equal keys. */
export function rowCounter(plan: TablePlan): Counter<TableTally["rows"]> {
  const { rowShare, rowKey } = plan;
  const whole = rowHash(plan);
  const key = rowKey === null ? whole : keyHash;
  const row = sqlName("\u0001row");
  const kept = rowShare >= 1 ? whole : `CASE WHEN ${key} < ${hashBound(rowShare)} THEN ${whole} END`;
  return {
    layers: [[], [`${kept} AS ${row}`]],
    select: [keptCount(row, rowShare, plan), `count(${row})`],
    read: ([distinct, rows]) => ({
      keptShare: rowShare,
      keptCount: Number(distinct ?? 0),
      keptRowCount: Number(rows),
    }),
  };
}

/** Rows told apart by the columns that are said to do so; none of those may be missing. */
export function namedKeyCounter(plan: TablePlan): Counter<TableTally["key"]> {
  const { namedKey = [], rowShare } = plan;
  if (namedKey.length === 0) return { select: [], layers: [], read: () => undefined };
  const names = namedKey.map(sqlName);
  const [whole, kept] = [sqlName("\u0001named"), sqlName("\u0001kept")];
  const isWhole = names.map((name) => `${name} IS NOT NULL`).join(" AND ");
  const isKept = rowShare >= 1 ? "" : ` WHEN ${whole} >= ${hashBound(rowShare)} THEN NULL`;
  return {
    layers: [
      [`CASE WHEN ${isWhole} THEN hash(${names.join(", ")}) END AS ${whole}`],
      [isKept === "" ? `${whole} AS ${kept}` : `CASE${isKept} ELSE ${whole} END AS ${kept}`],
    ],
    select: [keptCount(kept, rowShare, plan), `count(${kept})`, `count(${whole})`],
    read: ([distinct, rows, all]) => ({
      keptShare: rowShare,
      keptCount: Number(distinct ?? 0),
      keptRowCount: Number(rows),
      wholeCount: Number(all),
    }),
  };
}
