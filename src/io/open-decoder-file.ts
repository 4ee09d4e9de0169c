import { createHash } from "node:crypto";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { DecoderMemory } from "../signal/kernel/decode-memory.ts";
import { windowOn } from "./file-window.ts";
import type { DecoderFile } from "./formats/block-stream.ts";

/** An open file that the decoders read. */
export interface OpenDecoderFile extends DecoderFile {
  /** All bytes of a file that fits into the decoders' input, valid until the next file is opened; null for a larger one. */
  readonly bytes: Uint8Array | null;
  /** SHA-256 of all bytes, hex, of those that were read before and of the rest; null when it was not asked for. */
  readonly contentSha256: () => string | null;
  readonly close: () => void;
}

/**
 * Opens the file at `path`, to be read by `memory`. One that fits into the decoders' input is there at once and read only once.
 * @throws what Node.js throws when it cannot be opened
 */
export function openDecoderFile(path: string, memory: DecoderMemory, withHash: boolean): OpenDecoderFile {
  const file = openSync(path, "r");
  try {
    const byteCount = readFully(file, memory.input, 0);
    if (byteCount < memory.input.length) {
      closeSync(file);
      return smallFile(memory, memory.input.subarray(0, byteCount), withHash);
    }
    return largeFile(memory, file, withHash);
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

function smallFile(memory: DecoderMemory, bytes: Uint8Array, withHash: boolean): OpenDecoderFile {
  return {
    memory,
    bytes,
    sizeBytes: bytes.length,
    head: bytes,
    read: (offset, byteCount) => bytes.subarray(offset, offset + byteCount),
    locate: (offset) => offset,
    contentSha256: () => (withHash ? createHash("sha256").update(bytes).digest("hex") : null),
    close: () => {},
  };
}

function largeFile(memory: DecoderMemory, file: number, withHash: boolean): OpenDecoderFile {
  const { input } = memory;
  const hash = withHash ? createHash("sha256") : null;
  const { size } = fstatSync(file);
  let hashedBytes = 0;
  const locate = (offset: number, byteCount: number): number => {
    if (readFully(file, input.subarray(0, byteCount), offset) < byteCount) {
      throw new RangeError("the file has become shorter while it was read");
    }
    // Decoders go from front to back, now and then over some bytes again.
    if (offset <= hashedBytes && offset + byteCount > hashedBytes) {
      hash?.update(input.subarray(hashedBytes - offset, byteCount));
      hashedBytes = offset + byteCount;
    }
    return 0;
  };
  return {
    memory,
    bytes: null,
    ...windowOn(file, size),
    locate,
    contentSha256: () => {
      while (hash !== null && hashedBytes < size)
        locate(hashedBytes, Math.min(input.length, size - hashedBytes));
      return hash?.digest("hex") ?? null;
    },
    close: () => closeSync(file),
  };
}

/** Bytes from `offset` until `target` is full or the file ends; gives their number. */
function readFully(file: number, target: Uint8Array, offset: number): number {
  let filled = 0;
  while (filled < target.length) {
    const count = readSync(file, target, filled, target.length - filled, offset + filled);
    if (count === 0) break;
    filled += count;
  }
  return filled;
}
