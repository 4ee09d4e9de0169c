import { tmpdir } from "node:os";
import type { DuckDBConnection, DuckDBInstance, DuckDBValue } from "@duckdb/node-api";
import { messageOf, SoundingsError } from "../../model/errors.ts";

/** One value of a result: whole numbers beyond 2^53 lose their last digits. */
export type Cell = null | boolean | number | string | readonly Cell[] | ReadonlyMap<Cell, Cell>;

/** A table engine in memory: DuckDB, loaded when the first one is opened (0.1 s, 40 MB). */
export interface TableEngine {
  /** Rows of a result, small as results of counting are. */
  readonly query: (sql: string) => Promise<readonly (readonly Cell[])[]>;
  /** Columns of a result. */
  readonly queryColumns: (sql: string) => Promise<readonly (readonly Cell[])[]>;
  /** The bytes of a result's first column; null for others and where there are none. */
  readonly queryBytes: (sql: string) => Promise<readonly (Uint8Array | null)[]>;
  readonly close: () => void;
}

/** What the engine keeps in memory at most, before it writes to the disk; and what it needs besides for each column of a wide table, of which every thread
 * holds a vector of values. */
const memoryMegabytes = 256;
const megabytesPerColumn = 0.5;
const fewColumns = 100;

/**
 * Opens an engine with `threadCount` threads.
 * @throws SoundingsError ("run") when its binary cannot be loaded
 */
export async function openEngine(threadCount: number): Promise<TableEngine> {
  const instance = await openInstance(threadCount);
  const connection = await instance.connect();
  await connection.run(
    "SET TimeZone = 'UTC'; SET preserve_insertion_order = true; SET enable_progress_bar = false",
  );
  const read = async (sql: string) => connection.runAndReadAll(sql);
  return {
    query: async (sql) => (await read(sql)).getRows().map((row) => row.map(cellOf)),
    queryColumns: async (sql) => (await read(sql)).getColumns().map((column) => column.map(cellOf)),
    queryBytes: async (sql) => ((await read(sql)).getColumns()[0] ?? []).map(bytesOf),
    close: () => closeAll(connection, instance),
  };
}

async function openInstance(threadCount: number): Promise<DuckDBInstance> {
  try {
    const { DuckDBInstance: Instance } = await import("./duckdb.ts");
    return await Instance.create(":memory:", {
      threads: String(threadCount),
      memory_limit: `${memoryMegabytes}MB`,
      temp_directory: tmpdir(),
      // Nothing is fetched at run time: what is not built in is not there.
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
    });
  } catch (thrown) {
    throw new SoundingsError("run", `the table engine cannot be loaded: ${messageOf(thrown)}`, {
      hint: "install the package with its optional dependencies: npm ci, without --omit=optional",
      cause: thrown,
    });
  }
}

/** Lets the engine keep more in memory where a table is so wide that it could not be read otherwise. */
export async function makeRoomFor(columnCount: number, engine: TableEngine): Promise<void> {
  if (columnCount <= fewColumns) return;
  const megabytes = Math.ceil(memoryMegabytes + megabytesPerColumn * columnCount);
  await engine.query(`SET memory_limit = '${megabytes}MB'`);
}

function closeAll(connection: DuckDBConnection, instance: DuckDBInstance): void {
  connection.closeSync();
  instance.closeSync();
}

function bytesOf(value: DuckDBValue): Uint8Array | null {
  return typeof value === "object" && value !== null && "bytes" in value ? value.bytes : null;
}

function cellOf(value: DuckDBValue): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "number" || typeof value === "string" || typeof value === "boolean") return value;
  if ("items" in value && Array.isArray(value.items)) return value.items.map(cellOf);
  if ("entries" in value && Array.isArray(value.entries)) {
    return new Map(value.entries.map(({ key, value: own }): [Cell, Cell] => [cellOf(key), cellOf(own)]));
  }
  return String(value);
}

/** `text` as a literal of SQL. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** `name` as a name of SQL. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
