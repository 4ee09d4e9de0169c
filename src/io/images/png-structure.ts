import { crc32 } from "node:zlib";
import type { ImageHeader, ImageProblem, PixelMode } from "../../model/image-measurement.ts";
import { orientationOfTiff } from "./exif-orientation.ts";
import type { ImageStructure } from "./image-structure.ts";

const signatureBytes = 8;

/** Colour types of PNG by their number. */
const modes: Readonly<Record<number, PixelMode>> = {
  0: "gray",
  2: "rgb",
  3: "palette",
  4: "gray-alpha",
  6: "rgba",
};

/** One chunk of a PNG file. */
interface Chunk {
  readonly type: string;
  readonly data: Buffer;
  /** Whether its checksum fits; null where the file ends within it. */
  readonly isSound: boolean | null;
}

/** Walks the chunks of a PNG file: its header, its orientation, and what is wrong with its structure. */
export function pngStructure(bytes: Buffer): ImageStructure {
  const chunks = [...chunksOf(bytes)];
  const [first, ...others] = chunks;
  const start = first?.type === "IHDR" && first.isSound !== null ? headerOf(first.data) : null;
  if (start === null)
    return {
      header: null,
      problem: { code: "header-invalid", reason: "its first chunk is no valid PNG header" },
    };
  const header = others.filter(({ isSound }) => isSound !== null).reduce(withChunk, start);
  return { header, problem: problemOf(chunks, bytes.length) };
}

/** The header with what a further chunk says. */
function withChunk(header: ImageHeader, { type, data }: Chunk): ImageHeader {
  if (type === "acTL") return { ...header, isAnimated: true };
  if (type === "eXIf") return { ...header, orientation: orientationOfTiff(data) };
  if (type === "tRNS" && header.mode === "gray") return { ...header, mode: "gray-alpha" };
  if (type === "tRNS" && header.mode === "rgb") return { ...header, mode: "rgba" };
  return header;
}

function problemOf(chunks: readonly Chunk[], length: number): ImageProblem | null {
  const last = chunks.at(-1);
  if (last?.type !== "IEND" || last.isSound === null)
    return { code: "file-truncated", reason: `it ends after ${length} bytes, before the chunk IEND` };
  const unsound = chunks.find(({ isSound }) => isSound === false);
  if (unsound === undefined) return null;
  return { code: "file-corrupt", reason: `the checksum of its chunk ${unsound.type} does not fit` };
}

function* chunksOf(bytes: Buffer): Generator<Chunk> {
  let at = signatureBytes;
  while (at + 8 <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString("latin1", at + 4, at + 8);
    const end = at + 8 + length;
    if (end + 4 > bytes.length) {
      yield { type, data: bytes.subarray(at + 8), isSound: null };
      return;
    }
    const isSound = crc32(bytes.subarray(at + 4, end)) === bytes.readUInt32BE(end);
    yield { type: /^[a-z]{4}$/i.test(type) ? type : "(no name)", data: bytes.subarray(at + 8, end), isSound };
    if (type === "IEND") return;
    at = end + 4;
  }
}

function headerOf(data: Buffer): ImageHeader | null {
  if (data.length < 13) return null;
  const [widthPixels, heightPixels] = [data.readUInt32BE(0), data.readUInt32BE(4)];
  const mode = modes[data[9]!];
  if (widthPixels === 0 || heightPixels === 0 || mode === undefined) return null;
  const bitDepth = data[8]!;
  return { format: "png", widthPixels, heightPixels, mode, bitDepth, orientation: null, isAnimated: false };
}
