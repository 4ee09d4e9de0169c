import type { ImageHeader, ImageProblem, PixelMode } from "../../model/image-measurement.ts";
import { orientationOfTiff } from "./exif-orientation.ts";
import type { ImageStructure } from "./image-structure.ts";

const marker = { endOfImage: 0xd9, exif: 0xe1 } as const;

/** Components of a picture by their number. */
const modes: Readonly<Record<number, PixelMode>> = { 1: "gray", 3: "rgb", 4: "cmyk" };

/** Walks the segments of a JPEG file: its header, its orientation, and whether it comes to its end. */
export function jpegStructure(bytes: Buffer): ImageStructure {
  let header: ImageHeader | null = null;
  let orientation: number | null = null;
  let hasEnded = false;
  for (const { code, data } of segmentsOf(bytes)) {
    if (code === marker.endOfImage) hasEnded = true;
    else if (isFrame(code)) header ??= headerOf(data);
    else if (code === marker.exif && data.toString("latin1", 0, 6) === "Exif\0\0")
      orientation ??= orientationOfTiff(data.subarray(6));
  }
  return { header: header && { ...header, orientation }, problem: problemOf(header, hasEnded, bytes.length) };
}

/** One segment of a JPEG file. */
interface Segment {
  readonly code: number;
  readonly data: Buffer;
}

/** All segments up to the end of the image, over the coded pixels that lie between them. */
function* segmentsOf(bytes: Buffer): Generator<Segment> {
  for (let at = bytes.indexOf(0xff, 2); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at)) {
    const code = bytes[at + 1]!;
    if (code === marker.endOfImage) {
      yield { code, data: bytes.subarray(at + 2) };
      return;
    }
    // Fill bytes, stuffed bytes and restarts have no length.
    const isAlone = code === 0xff || code <= 1 || (code >= 0xd0 && code <= 0xd7);
    if (isAlone || at + 4 > bytes.length) {
      at += code === 0xff ? 1 : 2;
      continue;
    }
    const length = bytes.readUInt16BE(at + 2);
    yield { code, data: bytes.subarray(at + 4, at + 2 + length) };
    at += 2 + Math.max(2, length);
  }
}

function problemOf(header: ImageHeader | null, hasEnded: boolean, length: number): ImageProblem | null {
  if (header === null && hasEnded) return { code: "header-invalid", reason: "it has no valid frame header" };
  if (hasEnded) return null;
  return {
    code: "file-truncated",
    reason: `it ends after ${length} bytes, ${header === null ? "before its frame header" : "before the marker of its end"}`,
  };
}

/** Whether a marker starts a frame: SOF0 to SOF15 without those that say something else. */
function isFrame(code: number): boolean {
  return code >= 0xc0 && code <= 0xcf && code !== 0xc4 && code !== 0xc8 && code !== 0xcc;
}

function headerOf(data: Buffer): ImageHeader | null {
  if (data.length < 6) return null;
  const [heightPixels, widthPixels] = [data.readUInt16BE(1), data.readUInt16BE(3)];
  const mode = modes[data[5]!];
  if (widthPixels === 0 || heightPixels === 0 || mode === undefined) return null;
  const bitDepth = data[0]!;
  return { format: "jpeg", widthPixels, heightPixels, mode, bitDepth, orientation: null, isAnimated: false };
}
