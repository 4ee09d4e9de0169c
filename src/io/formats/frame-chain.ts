/** One frame of a stream without container. */
export interface ChainedFrame {
  readonly offset: number;
  readonly byteCount: number;
}

/** How a format's frames are recognised. */
export interface FrameRule<Frame extends ChainedFrame> {
  /** The frame whose head is at `offset`, or null when there is none. */
  readonly frameAt: (bytes: Uint8Array, offset: number) => Frame | null;
  /** Whether two frames can belong to one stream. */
  readonly agree: (a: Frame, b: Frame) => boolean;
}

/** The frames of a stream, and what lay between and after them. */
export interface FrameChain<Frame extends ChainedFrame> {
  /** At least one. */
  readonly frames: readonly [Frame, ...Frame[]];
  /** Bytes between frames that belong to none. */
  readonly strayBytes: number;
  /** Where the first stray byte is; null without any. */
  readonly strayOffset: number | null;
  /** Bytes of an incomplete last frame that are missing; 0 when the last one is whole. */
  readonly missingBytes: number;
}

/** How far into a file the first frame may be. */
const searchBytes = 65_536;
/** Frames in a row that make a stream. */
const chainLength = 3;

/**
 * All frames of a stream that begins near the start of `bytes` (after any ID3v2 tag), or null when there is none.
 * A stream begins with three agreeing frames in a row, or with fewer that reach exactly to the end from the very start.
 */
export function findFrames<Frame extends ChainedFrame>(
  bytes: Uint8Array,
  rule: FrameRule<Frame>,
): FrameChain<Frame> | null {
  const start = afterId3(bytes);
  const last = Math.min(bytes.length, start + searchBytes);
  for (let at = start; at < last; at++) {
    const first = rule.frameAt(bytes, at);
    if (first !== null && isChain(bytes, rule, first, at === start)) return walk(bytes, rule, first);
  }
  return null;
}

function isChain<Frame extends ChainedFrame>(
  bytes: Uint8Array,
  rule: FrameRule<Frame>,
  first: Frame,
  mayBeShort: boolean,
): boolean {
  let end = first.offset + first.byteCount;
  for (let count = 1; count < chainLength; count++) {
    const next = rule.frameAt(bytes, end);
    if (next === null || !rule.agree(first, next)) return mayBeShort && isTail(bytes, end);
    end = next.offset + next.byteCount;
  }
  return end <= bytes.length || mayBeShort;
}

/** Walks on from the first frame, over stray bytes, to where an agreeing pair of frames goes on. */
function walk<Frame extends ChainedFrame>(
  bytes: Uint8Array,
  rule: FrameRule<Frame>,
  first: Frame,
): FrameChain<Frame> {
  const frames: [Frame, ...Frame[]] = [first];
  let strayBytes = 0;
  let strayOffset: number | null = null;
  let at = first.offset + first.byteCount;
  while (at < bytes.length && !isTail(bytes, at)) {
    const next = rule.frameAt(bytes, at);
    if (next !== null && rule.agree(first, next)) {
      if (at + next.byteCount > bytes.length) {
        return { frames, strayBytes, strayOffset, missingBytes: at + next.byteCount - bytes.length };
      }
      frames.push(next);
      at += next.byteCount;
      continue;
    }
    const resumed = resume(bytes, rule, first, at);
    if (resumed === null) break;
    strayOffset ??= at;
    strayBytes += resumed - at;
    at = resumed;
  }
  return { frames, strayBytes, strayOffset, missingBytes: Math.max(0, at - bytes.length) };
}

function resume<Frame extends ChainedFrame>(
  bytes: Uint8Array,
  rule: FrameRule<Frame>,
  first: Frame,
  from: number,
): number | null {
  for (let at = from + 1; at < bytes.length; at++) {
    const frame = rule.frameAt(bytes, at);
    if (frame === null || !rule.agree(first, frame)) continue;
    const end = at + frame.byteCount;
    const next = rule.frameAt(bytes, end);
    if (end === bytes.length || (next !== null && rule.agree(first, next))) return at;
  }
  return null;
}

/** Whether only tags or padding follow. */
function isTail(bytes: Uint8Array, at: number): boolean {
  if (at === bytes.length) return true;
  const head = String.fromCharCode(...bytes.subarray(at, at + 11));
  return /^(TAG|APETAGEX|LYRICSBEGIN|ID3|\0{4})/.test(head);
}

/** Where the content starts after ID3v2 tags. */
export function afterId3(bytes: Uint8Array): number {
  let at = 0;
  while (at + 10 <= bytes.length && String.fromCharCode(...bytes.subarray(at, at + 3)) === "ID3") {
    const [a, b, c, d] = [bytes[at + 6]!, bytes[at + 7]!, bytes[at + 8]!, bytes[at + 9]!];
    const footer = bytes[at + 5]! & 0x10 ? 10 : 0;
    at += 10 + ((a & 127) << 21) + ((b & 127) << 14) + ((c & 127) << 7) + (d & 127) + footer;
  }
  return at;
}
