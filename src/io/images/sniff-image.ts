import type { ImageProblem } from "../../model/image-measurement.ts";
import type { ImageStructure } from "./image-structure.ts";
import { jpegStructure } from "./jpeg-structure.ts";
import { pngStructure } from "./png-structure.ts";
import { webpStructure } from "./webp-structure.ts";

/** A format that is not read here. */
interface Stranger {
  /** What its bytes say, in lower case, from the place `at` on. */
  readonly marks: readonly string[];
  readonly at?: number;
  /** With its article. */
  readonly what: string;
  readonly isImage?: boolean;
}

const strangers: readonly Stranger[] = [
  { marks: ["gif8"], what: "a GIF image", isImage: true },
  { marks: ["bm"], what: "a BMP image", isImage: true },
  { marks: ["ii*\0", "mm\0*"], what: "a TIFF image", isImage: true },
  { marks: ["ftypavif", "ftypavis"], at: 4, what: "an AVIF image", isImage: true },
  { marks: ["ftyphei", "ftyphev", "ftypmif", "ftypmsf"], at: 4, what: "a HEIF image", isImage: true },
  { marks: ["\xff\x0a", "\0\0\0\x0cjxl "], what: "a JPEG XL image", isImage: true },
  { marks: ["\0\0\0\x0cjp "], what: "a JPEG 2000 image", isImage: true },
  { marks: ["<svg", "<?xml"], what: "an SVG drawing, or other XML", isImage: true },
  {
    marks: ["version https://git-lfs"],
    what: "a Git LFS pointer: `git lfs pull` fetches the image",
  },
  { marks: ["<!doctype html", "<html", "<head"], what: "an HTML page" },
  { marks: ["flac", "oggs", "id3"], what: "an audio file" },
  { marks: ["wave"], at: 8, what: "an audio file" },
  { marks: ["pk\x03\x04"], what: "a ZIP archive" },
  { marks: ["%pdf"], what: "a PDF document" },
];

/** What the bytes of a whole file are, by what they say and not by a name. Never throws. */
export function sniffImage(bytes: Buffer): ImageStructure {
  if (bytes.length === 0) return failed("file-empty", "the file is empty: 0 bytes");
  try {
    if (bytes.toString("latin1", 0, 8) === "\x89PNG\r\n\x1a\n") return pngStructure(bytes);
    if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpegStructure(bytes);
    if (bytes.toString("latin1", 0, 4) === "RIFF" && bytes.toString("latin1", 8, 12) === "WEBP")
      return webpStructure(bytes);
  } catch (error) {
    if (error instanceof RangeError) return failed("file-truncated", "it ends within its header");
    throw error;
  }
  return unknown(bytes);
}

function unknown(bytes: Buffer): ImageStructure {
  if (bytes.every((byte) => byte === 0))
    return failed("file-unreadable", `the file is no image: all its ${bytes.length} bytes are zero`);
  const start = bytes
    .toString("latin1", 0, 512)
    .replace(/^\xef\xbb\xbf/, "")
    .trimStart()
    .toLowerCase();
  const stranger = strangers.find(({ marks, at = 0 }) => marks.some((mark) => start.startsWith(mark, at)));
  if (stranger === undefined) {
    const hex = bytes.toString("hex", 0, 8).replace(/..(?=.)/g, "$& ");
    return failed("file-unreadable", `the file is no known image format: it starts with the bytes ${hex}`);
  }
  return stranger.isImage === true
    ? failed("codec-unsupported", `the file is ${stranger.what}; JPEG, PNG and WebP are read`)
    : failed("file-unreadable", `the file is no image: it is ${stranger.what}`);
}

function failed(code: ImageProblem["code"], reason: string): ImageStructure {
  return { header: null, problem: { code, reason } };
}
