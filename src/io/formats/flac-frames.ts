/** One frame of a FLAC stream, whole or damaged. */
export interface FlacFrame {
  readonly offset: number;
  readonly end: number;
  /** Whether its CRC-16 is right. */
  readonly isWhole: boolean;
}

/** Heads that a damaged frame may hide before it is given up: chance makes one in 2^21 bytes look like a head. */
const maxFalseHeads = 4;

/**
 * The frames of a native FLAC stream from `start` on (RFC 9639, section 9). A frame ends where the next head
 * begins and its CRC-16 comes out right; one for which it never does is damaged and ends at the next head.
 */
export function findFlacFrames(bytes: Uint8Array, start: number): FlacFrame[] {
  const frames: FlacFrame[] = [];
  let offset = nextHead(bytes, start);
  while (offset < bytes.length) {
    const frame = frameFrom(bytes, offset);
    frames.push(frame);
    offset = frame.isWhole ? nextHead(bytes, frame.end) : frame.end;
  }
  return frames;
}

function frameFrom(bytes: Uint8Array, offset: number): FlacFrame {
  let crc = 0;
  let at = offset;
  let firstEnd: number | null = null;
  for (let heads = 0; heads < maxFalseHeads; heads++) {
    const end = nextHead(bytes, at + 1);
    crc = crc16(bytes, at, end, crc);
    if (crc === 0) return { offset, end, isWhole: true };
    firstEnd ??= end;
    if (end === bytes.length) break;
    at = end;
  }
  return wholeBeforeTail(bytes, offset) ?? { offset, end: firstEnd ?? bytes.length, isWhole: false };
}

/** The last frame when tags follow it, such as ID3v1: it ends where its CRC-16 first comes out right near the end. */
function wholeBeforeTail(bytes: Uint8Array, offset: number): FlacFrame | null {
  const tail = bytes.length - 128;
  if (tail <= offset || String.fromCharCode(...bytes.subarray(tail, tail + 3)) !== "TAG") return null;
  return crc16(bytes, offset, tail, 0) === 0 ? { offset, end: tail, isWhole: true } : null;
}

/** Where the next frame head is, or the length of `bytes`. */
function nextHead(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    if (isHead(bytes, at)) return at;
  }
  return bytes.length;
}

function isHead(bytes: Uint8Array, at: number): boolean {
  if (at + 6 > bytes.length || (bytes[at + 1]! & 0xfe) !== 0xf8) return false;
  const [sizeCode, rateCode] = [bytes[at + 2]! >> 4, bytes[at + 2]! & 15];
  if (sizeCode === 0 || rateCode === 15 || bytes[at + 3]! >> 4 > 10 || bytes[at + 3]! & 1) return false;
  const end = at + 4 + codedNumberBytes(bytes[at + 4]!) + sizeBytes(sizeCode) + rateBytes(rateCode);
  return end < bytes.length && crc8(bytes, at, end) === bytes[end];
}

/** Bytes of the frame or sample number, coded like UTF-8. */
function codedNumberBytes(first: number): number {
  return first < 0x80 ? 1 : Math.max(2, Math.clz32(~(first << 24)));
}

function sizeBytes(code: number): number {
  return code === 6 ? 1 : code === 7 ? 2 : 0;
}

function rateBytes(code: number): number {
  return code === 12 ? 1 : code === 13 || code === 14 ? 2 : 0;
}

function crc8(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0;
  for (let at = from; at < to; at++) crc = crc8Table[crc ^ bytes[at]!]!;
  return crc;
}

function crc16(bytes: Uint8Array, from: number, to: number, seed: number): number {
  let crc = seed;
  for (let at = from; at < to; at++) crc = crc16Table[(crc >> 8) ^ bytes[at]!]! ^ ((crc << 8) & 0xffff);
  return crc;
}

const crc8Table = Uint8Array.from({ length: 256 }, (_, byte) => remainder(byte, 0x07, 8));
const crc16Table = Uint16Array.from({ length: 256 }, (_, byte) => remainder(byte << 8, 0x8005, 16));

function remainder(value: number, polynomial: number, width: number): number {
  const top = 1 << (width - 1);
  let rest = value;
  for (let bit = 0; bit < 8; bit++) rest = rest & top ? (rest << 1) ^ polynomial : rest << 1;
  return rest & ((1 << width) - 1);
}
