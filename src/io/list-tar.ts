import { messageOf } from "../model/errors.ts";
import { type OpenMedia, openMedia } from "./open-media.ts";

/** A file within a tar archive. */
export interface TarMember {
  /** Its path in the archive. */
  readonly name: string;
  /** Where its content begins in the archive, in bytes. */
  readonly offset: number;
  readonly sizeBytes: number;
}

/** What is in an archive, as far as it could be followed. */
export interface TarListing {
  readonly members: readonly TarMember[];
  /** Why the archive could not be followed to its end; null when it could. */
  readonly trouble: string | null;
}

const blockBytes = 512;
/** Headers with a name of more than 100 characters, or with other attributes, before the member they are about. */
const longName = "L";
const extendedHeader = "x";
/** Types of members that are files: as POSIX, as older archives, and contiguous ones. */
const regularFiles: ReadonlySet<string> = new Set(["0", "\0", "7"]);
const mostHeaderBytes = 1 << 20;

/**
 * The files in the tar archive at `path`, from their headers alone: what lies between is neither read nor unpacked. Takes the formats of
 * POSIX (ustar, pax) and GNU (long names, sizes of 8 GB and more). Never throws for what is in the archive.
 */
export function listTar(path: string): TarListing {
  const members: TarMember[] = [];
  let media: OpenMedia;
  try {
    media = openMedia(path);
  } catch (error) {
    return { members, trouble: `the archive cannot be opened: ${messageOf(error)}` };
  }
  try {
    return { members, trouble: follow(media, members) };
  } catch (error) {
    return { members, trouble: messageOf(error) };
  } finally {
    media.close();
  }
}

/** Adds members; gives why the end was not reached. */
function follow(archive: OpenMedia, members: TarMember[]): string | null {
  const block = new Uint8Array(blockBytes);
  let longerName: string | null = null;
  for (let at = 0; ; ) {
    const trouble = troubleAt(at, archive.read(block, at), block);
    if (trouble !== "none") return trouble;
    const [sizeBytes, offset] = [sizeIn(block), at + blockBytes];
    const type = String.fromCharCode(block[156] ?? 0);
    if (type === longName || type === extendedHeader) {
      longerName = nameFrom(archive, { type, offset, sizeBytes }) ?? longerName;
    } else {
      const name = (longerName ?? nameIn(block)).replace(/^(\.\/)+/, "");
      longerName = null;
      if (offset + sizeBytes > archive.sizeBytes) return `the archive ends within ${name}`;
      if (regularFiles.has(type)) members.push({ name, offset, sizeBytes });
    }
    at = offset + Math.ceil(sizeBytes / blockBytes) * blockBytes;
  }
}

/** Why there is no header to be read at `at`: null at the end mark, `none` where there is one. */
function troubleAt(at: number, count: number, block: Uint8Array): string | null {
  if (count === 0) return "the archive ends without its end mark";
  if (count < blockBytes) return `the archive ends within a header, at byte ${at}`;
  if (block.every((byte) => byte === 0)) return null;
  return hasValidChecksum(block) ? "none" : `the header at byte ${at} is damaged: its checksum is wrong`;
}

/** The name that a header of its own gives to the next member; null where it gives none. */
function nameFrom(
  { read }: OpenMedia,
  { type, offset, sizeBytes }: { readonly type: string; readonly offset: number; readonly sizeBytes: number },
): string | null {
  const bytes = new Uint8Array(Math.min(sizeBytes, mostHeaderBytes));
  const text = textIn(bytes.subarray(0, read(bytes, offset)));
  return type === longName ? text.replace(/\0.*$/s, "") : paxPath(text);
}

function hasValidChecksum(block: Uint8Array): boolean {
  const stored = Number.parseInt(
    textIn(block.subarray(148, 156))
      .replace(/[\0 ]+$/, "")
      .trim(),
    8,
  );
  let sum = 8 * 32;
  for (const [index, byte] of block.entries()) if (index < 148 || index >= 156) sum += byte;
  return stored === sum;
}

/** Octal digits or, with the highest bit set, a number of its own (GNU). */
function sizeIn(block: Uint8Array): number {
  const field = block.subarray(124, 136);
  if ((field[0] ?? 0) & 0x80) return field.subarray(1).reduce((value, byte) => value * 256 + byte, 0);
  const text = textIn(field).replace(/[\0 ]+/g, "");
  const size = text === "" ? 0 : Number.parseInt(text, 8);
  if (!Number.isSafeInteger(size)) throw new RangeError("a header of the archive has no size");
  return size;
}

function nameIn(block: Uint8Array): string {
  const field = (start: number, end: number): string =>
    textIn(block.subarray(start, end)).replace(/\0.*$/s, "");
  const isUstar = textIn(block.subarray(257, 262)) === "ustar";
  const prefix = isUstar ? field(345, 500) : "";
  return prefix === "" ? field(0, 100) : `${prefix}/${field(0, 100)}`;
}

/** The path in an extended header: records such as `18 path=dog/1.wav\n`. */
function paxPath(text: string): string | null {
  return /(?:^|\n)\d+ path=([^\n]*)/.exec(text)?.[1] ?? null;
}

function textIn(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
