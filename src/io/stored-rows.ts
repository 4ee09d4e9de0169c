import { closeSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { heldRows, type NumberRow, type NumberRows } from "../model/number-rows.ts";
import { readFully } from "./read-fully.ts";

/** Rows that are written and read together. */
const rowsPerBlock = 256;
/** Blocks that stay in memory after they were read: who goes through the rows in their order, or in a few orders at once, reads each once. */
const keptBlocks = 8;

/**
 * Rows of `width` numbers in a file, of which a few blocks are in memory. The file has no name any more once it is open: it is gone with the process, however that
 * ends. In memory where there can be no such file.
 */
export function storedRows(width: number, path: string): NumberRows {
  const file = openNameless(path);
  return file === null ? heldRows(width) : rowsIn(file, width);
}

function openNameless(path: string): number | null {
  let file: number | null = null;
  try {
    mkdirSync(dirname(path), { recursive: true });
    file = openSync(path, "w+");
    rmSync(path);
    return file;
  } catch {
    if (file !== null) closeSync(file);
    return null;
  }
}

function rowsIn(file: number, width: number): NumberRows {
  const blockLength = rowsPerBlock * width;
  let last = new Float64Array(blockLength);
  let count = 0;
  const kept = Array.from({ length: keptBlocks }, () => ({
    block: -1,
    numbers: new Float64Array(blockLength),
  }));
  // What a full disk does not take stays here.
  const held = new Map<number, Float64Array>();
  const settle = (block: number): void => {
    if (isWritten(file, last, block)) return;
    held.set(block, last);
    last = new Float64Array(blockLength);
  };
  const blockOf = (block: number): Float64Array => {
    if (block === Math.floor(count / rowsPerBlock)) return last;
    const stayed = held.get(block);
    if (stayed !== undefined) return stayed;
    const place = kept[block % keptBlocks]!;
    if (place.block !== block) readFully(file, bytesOf(place.numbers), block * place.numbers.byteLength);
    place.block = block;
    return place.numbers;
  };
  return {
    push: (numbers, at) => {
      last.set(numbers.subarray(at, at + width), (count % rowsPerBlock) * width);
      count += 1;
      if (count % rowsPerBlock === 0) settle(count / rowsPerBlock - 1);
      return count - 1;
    },
    at: (row): NumberRow => ({
      numbers: blockOf(Math.floor(row / rowsPerBlock)),
      at: (row % rowsPerBlock) * width,
    }),
  };
}

/** Whether the disk took a block. */
function isWritten(file: number, numbers: Float64Array, block: number): boolean {
  const bytes = bytesOf(numbers);
  try {
    for (let at = 0; at < bytes.length; )
      at += writeSync(file, bytes, at, bytes.length - at, block * bytes.length + at);
    return true;
  } catch {
    return false;
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
