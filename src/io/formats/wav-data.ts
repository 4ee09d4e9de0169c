import { textAt, viewOf } from "./bytes.ts";
import type { HeaderWindow } from "./header-window.ts";
import type { Chunk } from "./iff-chunks.ts";

/** Where the samples' bytes of a WAV file are. */
export interface WavData {
  readonly offset: number;
  /** What the file has of them. */
  readonly byteCount: number;
  /** Bytes that the header announces; null when it leaves the size open: then they reach to the end of the file. */
  readonly announcedBytes: number | null;
}

/** What programs write when they do not know: sox, some recorders, arecord, ffmpeg; less, or more by, what goes with the samples. */
const openSizes = [0x7ffff000, 0x7fffffff, 0x80000000, 0xffffffff] as const;
const openSlack = 4096;

/** The bytes of the data chunk, with the 64-bit size of RF64 and sizes left open by programs that wrote to a pipe. */
export function wavData(file: HeaderWindow, chunks: ReadonlyMap<string, Chunk>): WavData | null {
  const chunk = chunks.get("data");
  if (chunk === undefined) return null;
  const { offset } = chunk;
  const restBytes = Math.max(0, file.sizeBytes - offset);
  const longSize = chunk.announcedBytes === 0xffffffff ? longDataBytes(chunks.get("ds64")) : null;
  const size = longSize ?? chunk.announcedBytes;
  const isOpen =
    longSize === null &&
    ((size > restBytes && openSizes.some((open) => Math.abs(size - open) <= openSlack)) ||
      (size === 0 && !startsChunk(file.read(offset, 8), restBytes)));
  return isOpen
    ? { offset, byteCount: restBytes, announcedBytes: null }
    : { offset, byteCount: Math.min(size, restBytes), announcedBytes: size };
}

/** Data size of an RF64 file (EBU Tech 3306), or null where it is left open as well. */
function longDataBytes(ds64: Chunk | undefined): number | null {
  if (ds64 === undefined || ds64.content.length < 16) return null;
  const size = Number(viewOf(ds64.content).getBigUint64(8, true));
  return size > 0 && Number.isSafeInteger(size) ? size : null;
}

/** Whether another chunk starts here, where `restBytes` are left of the file. */
export function startsChunk(head: Uint8Array, restBytes: number): boolean {
  if (head.length < 8) return false;
  return /^[\x20-\x7e]{4}$/.test(textAt(head, 0, 4)) && viewOf(head).getUint32(4, true) <= restBytes - 8;
}
