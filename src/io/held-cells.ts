import { isTableCell, parseAddress, type TableCell } from "../model/media-address.ts";
import { type CellRun, openCells, type ParquetCells } from "./tables/parquet-cells.ts";

/** A cell that is in use. */
interface HeldCell {
  /** Null where the cell is empty. */
  readonly bytes: Uint8Array | null;
  /** How many use it. */
  useCount: number;
}

/** Cells that were read together, and of which column of which table. */
interface LatestRun extends CellRun {
  readonly table: string;
}

// The cells that this thread uses, the tables that it reads them from, one cell at a time, and what it read last.
const held = new Map<string, HeldCell>();
const tables = new Map<string, Promise<ParquetCells>>();
let turn: Promise<unknown> = Promise.resolve();
let latest: LatestRun = { table: "", firstRow: 0, cells: [] };

/**
 * What `use` gives, with the bytes in memory of what `address` names if that is a cell of a table: they are decoded by an engine that one has to
 * wait for, and whoever opens media does not wait. Everything else is left on the disk. A cell that cannot be read is as one that is empty.
 */
export async function holdingMedia<Result>(
  address: string,
  use: () => Result | Promise<Result>,
): Promise<Result> {
  const { path, bytes: cell } = parseAddress(address);
  if (!isTableCell(cell)) return use();
  const key = keyOf(path, cell);
  const mine = await hold(key, path, cell);
  try {
    return await use();
  } finally {
    mine.useCount--;
    if (mine.useCount === 0) held.delete(key);
  }
}

/** Whether a cell is in memory. */
export function isHeld(path: string, cell: TableCell): boolean {
  return (held.get(keyOf(path, cell))?.bytes ?? null) !== null;
}

/**
 * The bytes of a cell that is held.
 * @throws RangeError where there are none
 */
export function heldBytes(path: string, cell: TableCell): Uint8Array {
  const bytes = held.get(keyOf(path, cell))?.bytes ?? null;
  if (bytes === null) throw new RangeError(`row ${cell.row} holds no bytes in the column ${cell.column}`);
  return bytes;
}

async function hold(key: string, path: string, cell: TableCell): Promise<HeldCell> {
  if (!held.has(key)) {
    const reading = turn.then(() => readCell(path, cell));
    turn = reading;
    const bytes = await reading;
    if (!held.has(key)) held.set(key, { bytes, useCount: 0 });
  }
  const mine = held.get(key)!;
  mine.useCount++;
  return mine;
}

async function readCell(path: string, { row, column }: TableCell): Promise<Uint8Array | null> {
  const table = JSON.stringify([path, column]);
  try {
    if (table !== latest.table || !isIn(latest, row)) {
      const opened = tables.get(table) ?? openCells(path, column);
      tables.set(table, opened);
      const most = runLength(table, row);
      // What was read before is given up first.
      latest = { table, firstRow: row, cells: [] };
      latest = { table, ...(await (await opened).read(row, most)) };
    }
    return latest.cells[row - latest.firstRow] ?? null;
  } catch {
    tables.delete(table);
    return null;
  }
}

function isIn({ firstRow, cells }: CellRun, row: number): boolean {
  return row >= firstRow && row < firstRow + cells.length;
}

/** Rows to read: one where nobody goes from front to back, more and more where somebody does, alone or with other threads. */
function runLength(table: string, row: number): number {
  const { firstRow, cells } = latest;
  const goesOn = table === latest.table && row > firstRow && row <= firstRow + 8 * (cells.length + 1);
  return goesOn ? 4 * Math.max(1, cells.length) : 1;
}

function keyOf(path: string, { row, column }: TableCell): string {
  return JSON.stringify([path, column, row]);
}
