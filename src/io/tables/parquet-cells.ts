import { openEngine, sqlName, sqlText, type TableEngine } from "./engine.ts";

/** Cells of bytes in one column of a Parquet file. */
export interface ParquetCells {
  /** The cells of `row` and of those after it that are read together: one at least, `most` at most, none beyond the last row. */
  readonly read: (row: number, most: number) => Promise<CellRun>;
}

/** Cells of rows that follow each other. */
export interface CellRun {
  readonly firstRow: number;
  /** Null where a cell is empty. */
  readonly cells: readonly (Uint8Array | null)[];
}

/** A row group: what is decoded together, at least. */
interface RowGroup {
  readonly firstRow: number;
  readonly rowCount: number;
  /** Bytes of the column in it, decoded. */
  readonly byteCount: number;
}

/** Bytes that one run holds at most, about: rows are mostly asked for in order, and those that follow cost little more. */
const runBytes = 8 * 2 ** 20;
/** What the engine needs besides the pages that it decodes, in megabytes. */
const spareMegabytes = 64;

let engine: Promise<TableEngine> | null = null;

/** The engine of this thread for cells, with one thread of its own. */
export function cellEngine(): Promise<TableEngine> {
  engine ??= openCellEngine();
  return engine;
}

async function openCellEngine(): Promise<TableEngine> {
  const opened = await openEngine(1);
  // What was read of a file is not read again soon.
  await opened.query(`SET enable_external_file_cache = false; SET memory_limit = '${spareMegabytes}MB'`);
  return opened;
}

/**
 * Opens a column of bytes, `audio.bytes` or `audio`, of the Parquet file at `path`. Rows are decoded a few at a time: what is in memory is bounded by
 * the pages of one row group and 8 MB, never by the file.
 * @throws what the engine throws when there is no such column
 */
export async function openCells(path: string, column: string): Promise<ParquetCells> {
  const tables = await cellEngine();
  const groups = await rowGroupsOf(path, column, tables);
  await makeRoomForPages(path);
  const expression = await expressionOf(path, column, tables);
  const from = `SELECT ${expression} FROM read_parquet(${sqlText(path)}, file_row_number=true)`;
  return {
    read: async (row, most) => {
      const last = lastOfRun(row, most, groups);
      const cells = await tables.queryBytes(
        `${from} WHERE file_row_number BETWEEN ${row} AND ${last} ORDER BY file_row_number`,
      );
      return { firstRow: row, cells };
    },
  };
}

let megabytes = spareMegabytes;

/** Lets the engine of this thread keep a page of the file at `path` packed and decoded, however large its row groups are. */
export async function makeRoomForPages(path: string): Promise<void> {
  const tables = await cellEngine();
  const needed = spareMegabytes + Math.ceil((2 * (await largestChunk(sqlText(path), tables))) / 1e6);
  if (needed <= megabytes) return;
  megabytes = needed;
  await tables.query(`SET memory_limit = '${megabytes}MB'`);
}

/** Bytes of the largest column of a row group, decoded, of the files that `files` names in SQL. */
export async function largestChunk(files: string, tables: TableEngine): Promise<number> {
  const [[byteCount = 0] = []] = await tables.query(
    `SELECT max(total_uncompressed_size)::DOUBLE FROM parquet_metadata(${files})`,
  );
  return Number(byteCount);
}

/** The last row that is read together with `row`: of one row group, and no more than there is room for. */
function lastOfRun(row: number, most: number, groups: readonly RowGroup[]): number {
  const group = groups.find(({ firstRow, rowCount }) => row < firstRow + rowCount);
  if (group === undefined) return row;
  const bytesPerRow = Math.max(1, group.byteCount / group.rowCount);
  const count = Math.min(most, Math.max(1, Math.floor(runBytes / bytesPerRow)));
  return Math.min(row + count, group.firstRow + group.rowCount) - 1;
}

async function rowGroupsOf(path: string, column: string, tables: TableEngine): Promise<readonly RowGroup[]> {
  const rows = await tables.query(
    `SELECT row_group_id, any_value(row_group_num_rows), sum(total_uncompressed_size) FILTER (WHERE replace(path_in_schema, ', ', '.') = ${sqlText(column)})::DOUBLE FROM parquet_metadata(${sqlText(path)}) GROUP BY row_group_id ORDER BY row_group_id`,
  );
  let firstRow = 0;
  return rows.map(([, rowCount, byteCount]) => {
    const group = { firstRow, rowCount: Number(rowCount), byteCount: Number(byteCount) };
    firstRow += group.rowCount;
    return group;
  });
}

/** A column of that very name goes before a field of a structure. */
async function expressionOf(path: string, column: string, tables: TableEngine): Promise<string> {
  const described = await tables.query(
    `SELECT column_name FROM (DESCRIBE SELECT * FROM read_parquet(${sqlText(path)}))`,
  );
  if (described.some(([name]) => name === column)) return sqlName(column);
  const dot = column.lastIndexOf(".");
  return `${sqlName(column.slice(0, dot))}.${sqlName(column.slice(dot + 1))}`;
}
