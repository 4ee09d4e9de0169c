import type { DecoderMemory } from "../signal/kernel/decode-memory.ts";
import { beginContentTag, contentTag } from "./content-tag.ts";
import { windowOn } from "./file-window.ts";
import type { DecoderFile } from "./formats/block-stream.ts";
import { type OpenMedia, openMedia } from "./open-media.ts";

/** An open file that the decoders read. */
export interface OpenDecoderFile extends DecoderFile {
  /** All bytes of a file that fits into the decoders' input, valid until the next file is opened; null for a larger one. */
  readonly bytes: Uint8Array | null;
  /** The tag of all bytes, of those that were read before and of the rest; null when it was not asked for. */
  readonly contentTag: () => string | null;
  readonly close: () => void;
}

/**
 * Opens the file at `path` (or a part of one, by its address), to be read by `memory`. One that fits into the decoders' input is there at once and read only once.
 * @throws what Node.js throws when it cannot be opened
 */
export function openDecoderFile(path: string, memory: DecoderMemory, withTag: boolean): OpenDecoderFile {
  const media = openMedia(path);
  try {
    const byteCount = media.read(memory.input, 0);
    if (byteCount < memory.input.length) {
      media.close();
      return smallFile(memory, memory.input.subarray(0, byteCount), withTag);
    }
    return largeFile(memory, media, withTag);
  } catch (error) {
    media.close();
    throw error;
  }
}

function smallFile(memory: DecoderMemory, bytes: Uint8Array, withTag: boolean): OpenDecoderFile {
  return {
    memory,
    bytes,
    sizeBytes: bytes.length,
    head: bytes,
    read: (offset, byteCount) => bytes.subarray(offset, offset + byteCount),
    locate: (offset) => offset,
    contentTag: () => (withTag ? contentTag(bytes) : null),
    close: () => {},
  };
}

function largeFile(memory: DecoderMemory, media: OpenMedia, withTag: boolean): OpenDecoderFile {
  const { input } = memory;
  const tag = withTag ? beginContentTag(media.sizeBytes) : null;
  const size = media.sizeBytes;
  let taggedBytes = 0;
  const locate = (offset: number, byteCount: number): number => {
    if (media.read(input.subarray(0, byteCount), offset) < byteCount) {
      throw new RangeError("the file has become shorter while it was read");
    }
    // Decoders go from front to back, now and then over some bytes again.
    if (offset <= taggedBytes && offset + byteCount > taggedBytes) {
      tag?.update(input.subarray(taggedBytes - offset, byteCount));
      taggedBytes = offset + byteCount;
    }
    return 0;
  };
  return {
    memory,
    bytes: null,
    ...windowOn(media),
    locate,
    contentTag: () => {
      while (tag !== null && taggedBytes < size)
        locate(taggedBytes, Math.min(input.length, size - taggedBytes));
      return tag?.digest() ?? null;
    },
    close: () => media.close(),
  };
}
