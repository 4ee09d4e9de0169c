import { hasText, textAt, viewOf } from "./bytes.ts";

/** One logical stream of an Ogg file: its whole pages, in order. */
export interface OggStream {
  readonly serial: number;
  readonly pages: readonly OggPage[];
}

/** One page (RFC 3533). */
export interface OggPage {
  /** Head and body. */
  readonly bytes: Uint8Array;
  readonly body: Uint8Array;
  /** Position in the stream's own units after this page, or null when no packet ends in it. */
  readonly granule: number | null;
  /** Running number in its stream. */
  readonly number: number;
  readonly isLast: boolean;
}

/** The streams of a file, and what is wrong with its pages. */
export interface OggFile {
  /** By first page. */
  readonly streams: readonly OggStream[];
  /** Pages whose checksum fails; they are left out. */
  readonly damagedCount: number;
  /** Where the first of them is; null without any. */
  readonly damagedOffset: number | null;
  /** Bytes of an incomplete last page that are missing; 0 when it is whole. */
  readonly missingBytes: number;
}

const headBytes = 27;

/** Walks the pages of an Ogg file; bytes that belong to no page are skipped. */
export function readOggPages(bytes: Uint8Array): OggFile {
  const streams = new Map<number, OggPage[]>();
  let damagedCount = 0;
  let damagedOffset: number | null = null;
  let missingBytes = 0;
  for (let at = nextPage(bytes, 0); at < bytes.length; ) {
    const size = pageBytes(bytes, at);
    if (size === null || at + size > bytes.length) {
      missingBytes = size === null ? 1 : at + size - bytes.length;
      break;
    }
    const page = bytes.subarray(at, at + size);
    if (isIntact(page)) {
      const serial = viewOf(page).getUint32(14, true);
      const pages = streams.get(serial);
      if (pages === undefined) streams.set(serial, [pageOf(page)]);
      else pages.push(pageOf(page));
      at = nextPage(bytes, at + size);
    } else {
      damagedCount++;
      damagedOffset ??= at;
      // The page's own size may be what is damaged.
      at = nextPage(bytes, at + 1);
    }
  }
  return {
    streams: [...streams].map(([serial, pages]) => ({ serial, pages })),
    damagedCount,
    damagedOffset,
    missingBytes,
  };
}

function nextPage(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0x4f, from); at !== -1; at = bytes.indexOf(0x4f, at + 1)) {
    if (hasText(bytes, at, "OggS\0")) return at;
  }
  return bytes.length;
}

/** Size of the page at `at`, or null when the file ends inside its head. */
function pageBytes(bytes: Uint8Array, at: number): number | null {
  const segmentCount = bytes[at + headBytes - 1];
  if (segmentCount === undefined || at + headBytes + segmentCount > bytes.length) return null;
  const segments = bytes.subarray(at + headBytes, at + headBytes + segmentCount);
  return segments.reduce((sum, segment) => sum + segment, headBytes + segmentCount);
}

function pageOf(bytes: Uint8Array): OggPage {
  const granule = viewOf(bytes).getBigInt64(6, true);
  return {
    bytes,
    body: bytes.subarray(headBytes + bytes[headBytes - 1]!),
    granule: granule < 0n ? null : Number(granule),
    number: viewOf(bytes).getUint32(18, true),
    isLast: (bytes[5]! & 4) !== 0,
  };
}

/** Whether the page's CRC-32 is right; its own four bytes count as zero. */
function isIntact(page: Uint8Array): boolean {
  let crc = 0;
  for (let at = 0; at < page.length; at++) {
    const byte = at >= 22 && at < 26 ? 0 : page[at]!;
    crc = (crc << 8) ^ crcTable[(crc >>> 24) ^ byte]!;
  }
  return crc >>> 0 === viewOf(page).getUint32(22, true);
}

const crcTable = Int32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte << 24;
  for (let bit = 0; bit < 8; bit++) rest = rest < 0 ? (rest << 1) ^ 0x04c11db7 : rest << 1;
  return rest;
});

/** The first packet of a stream, which says what it is. */
export function identification(stream: OggStream): Uint8Array {
  return stream.pages[0]?.body ?? new Uint8Array(0);
}

/** The codec of a stream by its first packet, as ffmpeg names it; null when unknown. */
export function oggCodec(stream: OggStream): "vorbis" | "opus" | "flac" | "speex" | "theora" | null {
  const head = textAt(identification(stream), 0, 8);
  if (head.startsWith("\x01vorbis")) return "vorbis";
  if (head === "OpusHead") return "opus";
  if (head.startsWith("\x7fFLAC")) return "flac";
  if (head === "Speex   ") return "speex";
  return head.startsWith("\x80theora") ? "theora" : null;
}
