import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TableLook } from "../../model/column-tally.ts";
import { sqlName, type TableEngine } from "./engine.ts";
import { forgetRejects } from "./read-rejects.ts";
import { readTexts } from "./read-texts.ts";
import { type DelimitedText, scanOf } from "./scan-delimited.ts";
import { readHead, readSlice, type TableFilePart } from "./table-files.ts";

/** A text up to this size is looked at as a whole. */
export const wholeBytes = 8 << 20;
/** Pieces that are taken of a larger one, evenly spread, and their size. */
const pieceCount = 80;
const pieceBytes = 8 << 10;
/** Lines that a piece holds at least, where its lines are long. */
const linesPerPiece = 4;
/** How much a packed text is guessed to grow. */
const packing = 8;

/** Looks at a delimited text: all of it up to 8 MB, else 80 pieces of it. */
export async function lookAtText(
  text: DelimitedText,
  engine: TableEngine,
  scratch: string,
): Promise<TableLook> {
  const byteCount = text.parts.reduce(
    (sum, part) => sum + part.byteCount * (part.isGzipped ? packing : 1),
    0,
  );
  const pieces = byteCount <= wholeBytes ? null : await takePieces(text.parts);
  const file = join(scratch, "pieces.csv");
  if (pieces !== null) await writeFile(file, pieces.bytes);
  const scanned =
    pieces === null
      ? text
      : { ...text, parts: [{ path: file, byteCount: pieces.bytes.length, isGzipped: false }] };
  const scan = scanOf(scanned, { columns: null, arePieces: pieces !== null });
  const cells = await readTexts(text.dialect.columns.map(sqlName), scan, engine);
  await forgetRejects(engine);
  const rowCount = cells[0]?.length ?? 0;
  return {
    columns: text.dialect.columns.map((name, index) => ({
      name,
      declaredType: null,
      cells: cells[index] ?? [],
    })),
    rowCount,
    isWhole: pieces === null,
    choice: pieces === null ? "all rows" : pieces.choice,
    estimatedRowCount: pieces === null ? rowCount : Math.ceil((byteCount / pieces.bytes.length) * rowCount),
  };
}

/** Whole lines from all over a text. */
interface Pieces {
  readonly bytes: Buffer;
  /** How they were chosen. */
  readonly choice: string;
}

async function takePieces(parts: readonly TableFilePart[]): Promise<Pieces> {
  const packed = parts.find(({ isGzipped }) => isGzipped);
  if (packed !== undefined) {
    const head = await readHead(packed, wholeBytes);
    return {
      bytes: withinLines(head, 0),
      choice: `the first rows of ${parts.length === 1 ? "the packed file" : "the first packed file"}`,
    };
  }
  const total = parts.reduce((sum, { byteCount }) => sum + byteCount, 0);
  const { count, size } = await pieceSize(parts[0]!);
  const slices: Buffer[] = [];
  for (let piece = 0; piece < count; piece++) {
    const { path, start } = placeOf(parts, (total / count) * (piece + 0.5), size);
    slices.push(withinLines(await readSlice(path, start, size), 0));
  }
  const bytes = Buffer.concat(slices);
  // A text whose lines end in returns alone is rewritten by the caller, and looked at again.
  if (bytes.length === 0) throw new Error("no whole line was found where the text was looked at");
  return { bytes, choice: `${count} pieces of ${size >> 10} KB, evenly spread over the text` };
}

/** How many pieces are taken and how large each is: several lines, in 8 MB together. */
async function pieceSize(part: TableFilePart): Promise<{ readonly count: number; readonly size: number }> {
  const head = await readHead(part, 1 << 20);
  const lineCount = head.reduce((lines, byte) => (byte === 0x0a ? lines + 1 : lines), 0);
  const size = Math.max(pieceBytes, linesPerPiece * Math.ceil(head.length / Math.max(1, lineCount)));
  return { size, count: Math.max(1, Math.min(pieceCount, Math.floor(wholeBytes / size))) };
}

/** Where the byte at `offset` of all files together lies. */
function placeOf(
  parts: readonly TableFilePart[],
  offset: number,
  size: number,
): { path: string; start: number } {
  let rest = Math.floor(offset);
  for (const { path, byteCount } of parts) {
    if (rest < byteCount) return { path, start: rest };
    rest -= byteCount;
  }
  const last = parts[parts.length - 1]!;
  return { path: last.path, start: Math.max(0, last.byteCount - size) };
}

/** What lies between the first and the last line feed: no line that is cut, and no head. */
function withinLines(bytes: Buffer, from: number): Buffer {
  const start = bytes.indexOf(0x0a, from) + 1;
  const end = bytes.lastIndexOf(0x0a) + 1;
  return start > 0 && end > start ? bytes.subarray(start, end) : Buffer.alloc(0);
}
