import type { ImageHeader, ImageProblem } from "../../model/image-measurement.ts";
import { orientationOfTiff } from "./exif-orientation.ts";
import type { ImageStructure } from "./image-structure.ts";

/** Bits of the first byte of an extended header. */
const flag = { animation: 0x02, alpha: 0x10 } as const;

/** Walks the chunks of a WebP file: its header, its orientation, and whether it is as long as it says. */
export function webpStructure(bytes: Buffer): ImageStructure {
  const promised = bytes.readUInt32LE(4) + 8;
  let header: ImageHeader | null = null;
  let orientation: number | null = null;
  const end = Math.min(promised, bytes.length);
  for (let at = 12; at + 8 <= end; ) {
    const type = bytes.toString("latin1", at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const data = bytes.subarray(at + 8, Math.min(at + 8 + length, end));
    header ??= headerOf(type, data);
    if (type === "EXIF") {
      const isPrefixed = data.toString("latin1", 0, 6) === "Exif\0\0";
      orientation ??= orientationOfTiff(isPrefixed ? data.subarray(6) : data);
    }
    // Chunks are of even length.
    at += 8 + length + (length % 2);
  }
  return { header: header && { ...header, orientation }, problem: problemOf(header, promised, bytes.length) };
}

function problemOf(header: ImageHeader | null, promised: number, length: number): ImageProblem | null {
  if (promised > length)
    return {
      code: "file-truncated",
      reason: `it ends after ${length} of the ${promised} bytes that it announces`,
    };
  return header === null ? { code: "header-invalid", reason: "it has no valid frame header" } : null;
}

function headerOf(type: string, data: Buffer): ImageHeader | null {
  if (type === "VP8X" && data.length >= 10) {
    const flags = data[0]!;
    return webpHeader(1 + data.readUIntLE(4, 3), 1 + data.readUIntLE(7, 3), {
      hasAlpha: (flags & flag.alpha) !== 0,
      isAnimated: (flags & flag.animation) !== 0,
    });
  }
  if (type === "VP8L" && data.length >= 5 && data[0] === 0x2f) {
    const bits = data.readUInt32LE(1);
    return webpHeader(1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff), {
      hasAlpha: ((bits >>> 28) & 1) === 1,
      isAnimated: false,
    });
  }
  const isLossy = type === "VP8 " && data.length >= 10 && data.readUIntBE(3, 3) === 0x9d012a;
  if (!isLossy) return null;
  return webpHeader(data.readUInt16LE(6) & 0x3fff, data.readUInt16LE(8) & 0x3fff, {
    hasAlpha: false,
    isAnimated: false,
  });
}

function webpHeader(
  widthPixels: number,
  heightPixels: number,
  { hasAlpha, isAnimated }: { readonly hasAlpha: boolean; readonly isAnimated: boolean },
): ImageHeader | null {
  if (widthPixels === 0 || heightPixels === 0) return null;
  const mode = hasAlpha ? "rgba" : "rgb";
  return { format: "webp", widthPixels, heightPixels, mode, bitDepth: 8, orientation: null, isAnimated };
}
