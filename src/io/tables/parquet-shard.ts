import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { sqlName, sqlText } from "./engine.ts";
import { cellEngine, makeRoomForPages, openCells } from "./parquet-cells.ts";

/** A column of a Parquet file. */
export interface ParquetColumn {
  readonly name: string;
  /** Its type in SQL: `BIGINT`, `STRUCT("bytes" BLOB, path VARCHAR)`. */
  readonly type: string;
}

/** What the end of a Parquet file says of it. */
export interface ParquetShard {
  readonly rowCount: number;
  readonly columns: readonly ParquetColumn[];
  /** What writers add by names of their own, such as `huggingface`. */
  readonly notes: ReadonlyMap<string, string>;
}

/** A column of bytes, and the column of their names. */
export interface BytesColumn {
  /** The bytes: a column, or a field of a structure. */
  readonly bytes: readonly string[];
  /** The names; null where there are none. */
  readonly name: readonly string[] | null;
}

/** One row without its bytes. */
export interface ShardRow {
  /** From 0. */
  readonly row: number;
  /** What the column of names says; null where it says nothing. */
  readonly name: string | null;
  /** Values of the other columns, nested ones as they are. */
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * Looks at the end of a Parquet file; no row is read.
 * @throws what the engine throws when it is damaged
 */
export async function openShard(path: string): Promise<ParquetShard> {
  const engine = await cellEngine();
  const file = sqlText(path);
  await makeRoomForPages(path);
  const described = await engine.query(
    `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(${file}))`,
  );
  const [[rowCount = 0] = []] = await engine.query(`SELECT num_rows FROM parquet_file_metadata(${file})`);
  const notes = await engine.query(`SELECT decode(key), decode(value) FROM parquet_kv_metadata(${file})`);
  return {
    rowCount: Number(rowCount),
    columns: described.map(([name, type]) => ({ name: String(name), type: String(type) })),
    notes: new Map(notes.map(([key, value]) => [String(key), String(value)])),
  };
}

/** The bytes of the first rows, `most` at most, of those that have some. */
export async function firstCells(
  path: string,
  { bytes }: BytesColumn,
  most: number,
): Promise<readonly Uint8Array[]> {
  const { cells } = await (await openCells(path, bytes.join("."))).read(0, most);
  return cells.flatMap((cell) => cell ?? []);
}

/** All rows of a file without their bytes, nor those of the columns `without`. */
export async function shardRows(
  path: string,
  { columns }: ParquetShard,
  { name, without }: Pick<BytesColumn, "name"> & { readonly without: readonly string[] },
): Promise<readonly ShardRow[]> {
  const engine = await cellEngine();
  const others = columns.filter((column) => !without.includes(column.name));
  const fields = others.map((column) => `${sqlName(column.name)} := ${plainValue(column)}`).join(", ");
  const record = fields === "" ? "'{}'" : `to_json(struct_pack(${fields}))::VARCHAR`;
  const rows = await engine.query(
    `SELECT file_row_number, ${name === null ? "NULL" : `${sqlPath(name)}::VARCHAR`}, ${record} FROM read_parquet(${sqlText(path)}, file_row_number=true) ORDER BY file_row_number`,
  );
  return rows.map(([row, text, json]) => ({
    row: Number(row),
    name: text === null || text === undefined || text === "" ? null : String(text),
    values: parsed(String(json)),
  }));
}

/** Bytes are not spelled out. */
function plainValue({ name, type }: ParquetColumn): string {
  return type === "BLOB" ? `octet_length(${sqlName(name)})::VARCHAR || ' bytes'` : sqlName(name);
}

function parsed(json: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(json);
  } catch {
    // The engine writes numbers that are none in words of its own.
    return JSON.parse(json.replace(/([:[,])-?(?:NaN|Infinity)(?=[,\]}])/g, "$1null"));
  }
}

/** Rows, from 0, that have no bytes; none are read where the end of the file says that there are none. */
export async function rowsWithoutBytes(path: string, { bytes }: BytesColumn): Promise<ReadonlySet<number>> {
  const engine = await cellEngine();
  const file = sqlText(path);
  // Also null where a writer does not count them.
  const [[nullCount = null] = []] = await engine.query(
    `SELECT CASE WHEN count(*) = count(stats_null_count) THEN sum(stats_null_count)::DOUBLE END FROM parquet_metadata(${file}) WHERE path_in_schema = ${sqlText(bytes.join(", "))}`,
  );
  if (nullCount === 0) return new Set();
  const rows = await engine.query(
    `SELECT file_row_number FROM read_parquet(${file}, file_row_number=true) WHERE ${sqlPath(bytes)} IS NULL`,
  );
  return new Set(rows.map(([row]) => Number(row)));
}

function sqlPath(steps: readonly string[]): string {
  return steps.map(sqlName).join(".");
}

/** Bytes at the end of a file that are searched at most. */
const mostEndBytes = 1 << 20;

/** The end of a Parquet file, where the names of its columns are, as it stands; empty where it is none. No engine is needed. */
export function readShardEnd(path: string): string {
  let file: number;
  try {
    file = openSync(path, "r");
  } catch {
    return "";
  }
  try {
    const { size } = fstatSync(file);
    const tail = Buffer.alloc(8);
    readSync(file, tail, 0, 8, Math.max(0, size - 8));
    if (tail.toString("latin1", 4) !== "PAR1") return "";
    const count = Math.min(mostEndBytes, size, tail.readUInt32LE(0) + 8);
    const end = Buffer.alloc(count);
    readSync(file, end, 0, count, size - count);
    return end.toString("latin1");
  } finally {
    closeSync(file);
  }
}
