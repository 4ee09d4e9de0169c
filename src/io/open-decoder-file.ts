import { createHash, hash } from "node:crypto";
import type { DecoderMemory } from "../signal/kernel/decode-memory.ts";
import { windowOn } from "./file-window.ts";
import type { DecoderFile } from "./formats/block-stream.ts";
import { type OpenMedia, openMedia } from "./open-media.ts";

/** An open file that the decoders read. */
export interface OpenDecoderFile extends DecoderFile {
  /** All bytes of a file that fits into the decoders' input, valid until the next file is opened; null for a larger one. */
  readonly bytes: Uint8Array | null;
  /** SHA-256 of all bytes, hex, of those that were read before and of the rest; null when it was not asked for. */
  readonly contentSha256: () => string | null;
  readonly close: () => void;
}

/**
 * Opens the file at `path` (or a part of one, by its address), to be read by `memory`. One that fits into the decoders' input is there at once and read only once.
 * @throws what Node.js throws when it cannot be opened
 */
export function openDecoderFile(path: string, memory: DecoderMemory, withHash: boolean): OpenDecoderFile {
  const media = openMedia(path);
  try {
    const byteCount = media.read(memory.input, 0);
    if (byteCount < memory.input.length) {
      media.close();
      return smallFile(memory, memory.input.subarray(0, byteCount), withHash);
    }
    return largeFile(memory, media, withHash);
  } catch (error) {
    media.close();
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
    contentSha256: () => (withHash ? hash("sha256", bytes, "hex") : null),
    close: () => {},
  };
}

function largeFile(memory: DecoderMemory, media: OpenMedia, withHash: boolean): OpenDecoderFile {
  const { input } = memory;
  const digest = withHash ? createHash("sha256") : null;
  const size = media.sizeBytes;
  let hashedBytes = 0;
  const locate = (offset: number, byteCount: number): number => {
    if (media.read(input.subarray(0, byteCount), offset) < byteCount) {
      throw new RangeError("the file has become shorter while it was read");
    }
    // Decoders go from front to back, now and then over some bytes again.
    if (offset <= hashedBytes && offset + byteCount > hashedBytes) {
      digest?.update(input.subarray(hashedBytes - offset, byteCount));
      hashedBytes = offset + byteCount;
    }
    return 0;
  };
  return {
    memory,
    bytes: null,
    ...windowOn(media),
    locate,
    contentSha256: () => {
      while (digest !== null && hashedBytes < size)
        locate(hashedBytes, Math.min(input.length, size - hashedBytes));
      return digest?.digest("hex") ?? null;
    },
    close: () => media.close(),
  };
}
