import { textAt, viewOf } from "./bytes.ts";

/** One chunk of a RIFF or IFF file. */
export interface Chunk {
  /** Four characters, such as `data`. */
  readonly id: string;
  /** Where its content starts in the file. */
  readonly offset: number;
  /** Bytes of content as its head says. */
  readonly announcedBytes: number;
  /** The content as far as the file has it. */
  readonly content: Uint8Array;
}

/**
 * The chunks of a RIFF (little-endian) or IFF (big-endian) file after its 12-byte head, the first of each kind.
 * Chunks of odd length are followed by a pad byte. The size in the file's head is not trusted.
 */
export function findChunks(bytes: Uint8Array, order: "little" | "big"): ReadonlyMap<string, Chunk> {
  const chunks = new Map<string, Chunk>();
  const view = viewOf(bytes);
  for (let at = 12; at + 8 <= bytes.length; ) {
    const id = textAt(bytes, at, 4);
    const announcedBytes = view.getUint32(at + 4, order === "little");
    const offset = at + 8;
    const content = bytes.subarray(offset, offset + announcedBytes);
    if (!chunks.has(id)) chunks.set(id, { id, offset, announcedBytes, content });
    at = offset + announcedBytes + (announcedBytes % 2);
  }
  return chunks;
}

/** Why `chunk` cannot be read as a structure of `neededBytes` bytes, or null when it can. */
export function whyIncomplete(chunk: Chunk | undefined, id: string, neededBytes: number): string | null {
  if (chunk === undefined) return `there is no "${id}" chunk`;
  if (chunk.content.length >= neededBytes) return null;
  return chunk.announcedBytes > chunk.content.length
    ? `the file ends inside its "${id}" chunk: ${chunk.announcedBytes} bytes announced, ${chunk.content.length} are there`
    : `its "${id}" chunk has ${chunk.announcedBytes} bytes; ${neededBytes} are needed`;
}
