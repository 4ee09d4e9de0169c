import { decoderOutput, decoderResults, framePlanes, planeBytes } from "./decoder-layout";
import { bitPosition, moveTo } from "./flac-bits";
import { joinChannels, joinWideChannels, leftAndSide, midAndSide, sideAndRight, storeChannels } from "./flac-channels";
import { frameChecksum, headChecksum } from "./flac-checksums";
import { readSubframe } from "./flac-subframe";

// What a frame's head says (RFC 9639, section 9.1).
let headBytes: usize = 0;
let blockSize: i32 = 0;
let channelCoding: i32 = 0;
let depthCode: i32 = 0;
let frameNumber: u32 = 0;
let isVariable: bool = false;

// The stream at work.
let streamChannels: i32 = 1;
let streamBits: i32 = 16;
/** The number that the next frame should have; known after a frame. */
let nextNumber: u32 = 0;
let isNextKnown: bool = false;
let gapCount: i32 = 0;
let frameCount: i32 = 0;

/** Begins a stream of 1 to 8 channels of 4 to 32 bits. */
export function beginFlac(channelCount: i32, bits: i32): void {
  streamChannels = channelCount;
  streamBits = bits;
  isNextKnown = false;
  gapCount = 0;
  frameCount = 0;
}

/** The address of the first head of a frame from `at` on, or `end`; the frame may have any number. */
export function findFlacHead(at: usize, end: usize): usize {
  isNextKnown = false;
  for (; at < end; at++) {
    if (load<u8>(at) == 0xff && readHead(at, end)) return at;
  }
  return end;
}

/** Whether there is a head at `at`: its bytes are possible, and its CRC-8 is right. */
function readHead(at: usize, end: usize): bool {
  if (at + 6 > end || load<u8>(at) != 0xff || (load<u8>(at, 1) & 0xfe) != 0xf8) return false;
  const sizeCode = load<u8>(at, 2) >> 4, rateCode = load<u8>(at, 2) & 15;
  channelCoding = load<u8>(at, 3) >> 4;
  depthCode = (load<u8>(at, 3) >> 1) & 7;
  if (sizeCode == 0 || rateCode == 15 || channelCoding > midAndSide || (load<u8>(at, 3) & 1) != 0) return false;
  isVariable = (load<u8>(at, 1) & 1) != 0;
  const numberBytes = readNumber(at + 4);
  const sizeBytes: usize = sizeCode == 6 ? 1 : sizeCode == 7 ? 2 : 0;
  const rateBytes: usize = rateCode == 12 ? 1 : rateCode == 13 || rateCode == 14 ? 2 : 0;
  headBytes = 4 + numberBytes + sizeBytes + rateBytes + 1;
  if (numberBytes == 0 || at + headBytes > end) return false;
  blockSize = blockSizeOf(sizeCode, at + 4 + numberBytes);
  return blockSize <= 65535 && headChecksum(at, at + headBytes - 1) == load<u8>(at + headBytes - 1);
}

/** The number of the frame or of its first sample, coded like UTF-8; gives the bytes it takes, 0 for none. */
function readNumber(at: usize): usize {
  const first = <u32>load<u8>(at);
  frameNumber = first;
  if (first < 0x80) return 1;
  const count = <i32>clz<u32>(~(first << 24));
  if (count < 2 || count > 7) return 0;
  frameNumber = first & ((1 << (7 - count)) - 1);
  // Only the lower 32 of its 36 bits are kept: numbers are compared with their neighbours alone.
  for (let index = 1; index < count; index++) frameNumber = (frameNumber << 6) | (load<u8>(at + index) & 63);
  return count;
}

function blockSizeOf(code: i32, extra: usize): i32 {
  if (code == 1) return 192;
  if (code <= 5) return 576 << (code - 2);
  if (code == 6) return <i32>load<u8>(extra) + 1;
  if (code == 7) return <i32>bswap<u16>(load<u16>(extra)) + 1;
  return 256 << (code - 8);
}

/** Why decoding paused. */
const outputIsFull: i32 = 0;
const inputIsUsed: i32 = 1;
const noHead: i32 = 2;
const isDamaged: i32 = 3;

/**
 * Decodes frame after frame from `at`, appending to the output, which has `filled` samples per channel, channels `stride` bytes apart;
 * until it has `enough`, or a frame begins at `pause` or later, or there is no head, or a damaged frame.
 * `decoderResults` receives why it paused, where it is, how many samples per channel there are, and of the stream how often a
 * frame's number did not follow the one before, and how many frames were whole.
 */
export function decodeFlac(at: usize, pause: usize, end: usize, filled: i32, enough: i32, stride: usize): void {
  let reason = outputIsFull;
  while (filled < enough) {
    if (at >= pause) { reason = inputIsUsed; break; }
    if (!readHead(at, end)) { reason = noHead; break; }
    const frameEnd = readFrame(at, end);
    if (frameEnd == 0) { reason = isDamaged; break; }
    storeChannels(decoderOutput + ((<usize>filled) << 2), stride, blockSize, streamChannels, streamBits);
    filled += blockSize;
    at = frameEnd;
    frameCount++;
    if (isNextKnown && frameNumber != nextNumber) gapCount++;
    nextNumber = frameNumber + (isVariable ? blockSize : 1);
    isNextKnown = true;
  }
  store<i32>(decoderResults, reason);
  store<usize>(decoderResults, at, 4);
  store<i32>(decoderResults, filled, 8);
  store<i32>(decoderResults, gapCount, 12);
  store<i32>(decoderResults, frameCount, 16);
}

/** Reads the frame whose head has been read into the planes; gives its end, or 0 if it is damaged or of another format. */
function readFrame(at: usize, end: usize): usize {
  const channelCount = channelCoding < leftAndSide ? channelCoding + 1 : 2;
  if (channelCount != streamChannels || !hasStreamBits()) return 0;
  moveTo((at + headBytes) << 3);
  const limit = end << 3;
  let isWide = false;
  for (let channel = 0; channel < channelCount; channel++) {
    const isSide = channelCoding == sideAndRight ? channel == 0 : channelCoding >= leftAndSide && channel == 1;
    const bits = streamBits + (isSide ? 1 : 0);
    if (bits == 33) isWide = true;
    if (!readSubframe(framePlanes + <usize>channel * planeBytes, blockSize, bits, limit)) return 0;
  }
  const frameEnd = ((bitPosition() + 7) >> 3) + 2;
  if (frameEnd > end || frameChecksum(at, frameEnd) != 0) return 0;
  if (isWide) joinWideChannels(channelCoding, blockSize);
  else if (channelCoding >= leftAndSide) joinChannels(channelCoding, blockSize);
  return frameEnd;
}

/** Whether the frame's samples are as deep as the stream's; 0 stands for that. */
function hasStreamBits(): bool {
  switch (depthCode) {
    case 0: return true;
    case 1: return streamBits == 8;
    case 2: return streamBits == 12;
    case 4: return streamBits == 16;
    case 5: return streamBits == 20;
    case 6: return streamBits == 24;
    case 7: return streamBits == 32;
    default: return false;
  }
}
