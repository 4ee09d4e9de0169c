import type { AudioHeader, DecodeProblem } from "../../model/audio-clip.ts";
import { textAt, viewOf } from "./bytes.ts";
import type { Chunk } from "./iff-chunks.ts";

/** A file of which only a few parts are read. */
export interface HeaderWindow {
  /** Size of the whole file. */
  readonly sizeBytes: number;
  /** Its first few kilobytes, or all of it where it is smaller. */
  readonly head: Uint8Array;
  /** Bytes from `offset`, fewer at the end of the file; valid until the next call. */
  read(offset: number, byteCount: number): Uint8Array;
}

/** What a header tells of a recording. */
export interface ProbedHeader {
  /** Null when there is no header to be understood. */
  readonly header: AudioHeader | null;
  /** Frames that the file holds by its header and its size; null when they do not tell. */
  readonly frameCount: number | null;
  /** Why the recording cannot be read, or not in full; null when nothing is seen to be wrong. */
  readonly problem: DecodeProblem | null;
}

/** A file that is in memory as a whole. */
export function windowOf(bytes: Uint8Array): HeaderWindow {
  return {
    sizeBytes: bytes.length,
    head: bytes,
    read: (offset, byteCount) => bytes.subarray(offset, offset + byteCount),
  };
}

/** A header that cannot be understood, or one that cannot be true. */
export function unprobed(
  code: DecodeProblem["code"],
  reason: string,
  header: AudioHeader | null = null,
): ProbedHeader {
  return { header, frameCount: null, problem: { code, reason } };
}

/** Bytes of a chunk's content that are read: more than any header of ours needs. */
const contentBytes = 128;

/** The chunks of a RIFF or IFF file as `findChunks` gives them, with the first 128 bytes of their content. */
export function probeChunks(
  { sizeBytes, read }: HeaderWindow,
  order: "little" | "big",
): ReadonlyMap<string, Chunk> {
  const chunks = new Map<string, Chunk>();
  for (let at = 12; at + 8 <= sizeBytes; ) {
    const bytes = read(at, 8 + contentBytes);
    if (bytes.length < 8) break;
    const id = textAt(bytes, 0, 4);
    const announcedBytes = viewOf(bytes).getUint32(4, order === "little");
    const content = bytes.slice(8, 8 + Math.min(announcedBytes, contentBytes));
    if (!chunks.has(id)) chunks.set(id, { id, offset: at + 8, announcedBytes, content });
    at += 8 + announcedBytes + (announcedBytes % 2);
  }
  return chunks;
}
