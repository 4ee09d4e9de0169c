import { closeSync, fstatSync, openSync, statSync } from "node:fs";
import { type ByteRange, isTableCell, parseAddress, type TableCell } from "../model/media-address.ts";
import { heldBytes, isHeld } from "./held-cells.ts";
import { readFully } from "./read-fully.ts";

/** An open file, or bytes of one that are read as a file of their own. */
export interface OpenMedia {
  readonly sizeBytes: number;
  /** Fills `target` from `offset` on, until it is full or the media ends; gives the number of bytes. */
  readonly read: (target: Uint8Array, offset: number) => number;
  readonly close: () => void;
}

/**
 * Opens what the address `text` names; a stretch of a recording opens the whole of it. A cell of a table is to be held meanwhile
 * (`holdingMedia`).
 * @throws what Node.js throws when it cannot be opened, RangeError for a cell that holds no bytes
 */
export function openMedia(text: string): OpenMedia {
  const address = parseAddress(text);
  if (isTableCell(address.bytes)) return openBytes(heldBytes(address.path, address.bytes));
  const file = openSync(address.path, "r");
  try {
    const { begin, sizeBytes } = extent(address.bytes, fstatSync(file).size);
    return {
      sizeBytes,
      read: (target, offset) => {
        const most = Math.max(0, Math.min(target.length, sizeBytes - offset));
        return readFully(file, target.subarray(0, most), begin + offset);
      },
      close: () => closeSync(file),
    };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function openBytes(bytes: Uint8Array): OpenMedia {
  return {
    sizeBytes: bytes.length,
    read: (target, offset) => {
      const found = bytes.subarray(offset, offset + target.length);
      target.set(found);
      return found.length;
    },
    close: () => {},
  };
}

/** Bytes that are read at once, at most. */
const mostBytes = 2 ** 31;

/** The bytes that the address `text` names, at most `most` of them from the start. */
export function readMediaBytes(text: string, most = Number.POSITIVE_INFINITY): Uint8Array {
  const media = openMedia(text);
  try {
    const count = Math.min(most, media.sizeBytes);
    if (count > mostBytes) throw new RangeError(`${count} bytes are more than can be read at once`);
    const bytes = new Uint8Array(count);
    return bytes.subarray(0, media.read(bytes, 0));
  } finally {
    media.close();
  }
}

/** Size of what the address `text` names, in bytes, at most: of a cell that is not held that of its file; 0 when there is no such file. */
export function mediaSizeBytes(text: string): number {
  const { path, bytes } = parseAddress(text);
  try {
    if (isTableCell(bytes)) return sizeOfCell(path, bytes);
    return extent(bytes, statSync(path).size).sizeBytes;
  } catch {
    return 0;
  }
}

function sizeOfCell(path: string, cell: TableCell): number {
  return isHeld(path, cell) ? heldBytes(path, cell).length : statSync(path).size;
}

function extent(bytes: ByteRange | null, fileSize: number): { begin: number; sizeBytes: number } {
  if (bytes === null) return { begin: 0, sizeBytes: fileSize };
  return { begin: bytes.offset, sizeBytes: Math.max(0, Math.min(bytes.count, fileSize - bytes.offset)) };
}
