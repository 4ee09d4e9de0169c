import { gunzipSync } from "node:zlib";
import { readMediaBytes } from "./open-media.ts";

/** Bytes of a file that are looked at. */
const headBytes = 65_536;

/** The first 64 KB of a file as text, unpacked where it is gzip; empty when it cannot be read. */
export function readHeadText(path: string): string {
  try {
    const bytes = readMediaBytes(path, headBytes);
    return new TextDecoder().decode(isGzip(bytes) ? unpackBeginning(bytes) : bytes);
  } catch {
    return "";
  }
}

/** Whether bytes begin as gzip does. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function unpackBeginning(bytes: Uint8Array): Uint8Array {
  // A sync flush as finish takes a stream that was cut.
  return gunzipSync(bytes, { finishFlush: 2, maxOutputLength: 64 * headBytes });
}
