import type { DecodeProblem } from "../../model/audio-clip.ts";
import {
  beginFlac,
  decodeFlac,
  type FlacPause,
  findFlacHead,
  keepFlacRest,
  largestFlacFrameBytes,
} from "../../signal/kernel/decode-flac.ts";
import { type DecoderMemory, framesPerBlock, outputChannels } from "../../signal/kernel/decode-memory.ts";
import type { DecoderFile, SampleBlocks } from "./block-stream.ts";
import type { FlacStreamInfo } from "./flac-stream-info.ts";
import { percent } from "./outcome.ts";

/** How far a stream is decoded, and what was met between whole FLAC frames. */
interface Progress {
  readonly memory: DecoderMemory;
  readonly channelCount: number;
  /** Blocks that have been given. */
  blockCount: number;
  last: FlacPause;
  damageCount: number;
  /** Where the first damage is in the file; null without any. */
  damageOffset: number | null;
  /** Whole FLAC frames before it. */
  wholeBefore: number;
}

/** A part of the file in the decoders' input. */
interface Part {
  /** Where it begins in the file. */
  readonly offset: number;
  /** Where it begins and ends in the input, and from where on frames are left for the next part. */
  readonly base: number;
  readonly pause: number;
  readonly end: number;
  readonly isLast: boolean;
}

/** Bytes in which a frame's head ends. */
const headBytes = 16;

/**
 * The samples of a native FLAC stream whose frames begin at `start` or later. Frames that cannot be read or whose CRC-16 is wrong are left
 * out; decoding goes on with the next head.
 */
export function* flacBlocks(file: DecoderFile, info: FlacStreamInfo, start: number): SampleBlocks {
  const { memory, sizeBytes } = file;
  const { channelCount, bitDepth } = info;
  const last: FlacPause = { reason: "no-head", at: 0, filledCount: 0, gapCount: 0, wholeCount: 0 };
  const nothing = { blockCount: 0, damageCount: 0, damageOffset: null, wholeBefore: 0 };
  const progress: Progress = { memory, channelCount, last, ...nothing };
  beginFlac(memory, channelCount, bitDepth);
  for (let offset = start; offset < sizeBytes; ) {
    const part = locatePart(file, offset);
    const { base, end } = part;
    const reached = yield* decodePart(
      progress,
      part,
      offset === start ? findFlacHead(memory, base, end) : base,
    );
    if (part.isLast) break;
    offset += Math.min(reached, end - headBytes) - base;
  }
  const { filledCount } = progress.last;
  if (filledCount > 0) yield outputChannels(memory, channelCount, filledCount);
  const frameCount = progress.blockCount * framesPerBlock(channelCount) + filledCount;
  return damagedFrames(progress) ?? otherLength(info, frameCount) ?? gap(progress.last);
}

function locatePart({ memory, sizeBytes, locate }: DecoderFile, offset: number): Part {
  const byteCount = Math.min(memory.input.length, sizeBytes - offset);
  const isLast = offset + byteCount === sizeBytes;
  const base = locate(offset, byteCount);
  const end = base + byteCount;
  return { offset, base, end, isLast, pause: isLast ? end : end - largestFlacFrameBytes };
}

/** Decodes the frames that begin before the pause of `part`, the first at `from`; gives where decoding is to go on. */
function* decodePart(
  progress: Progress,
  part: Part,
  from: number,
): Generator<readonly Float32Array[], number, void> {
  const { memory, channelCount } = progress;
  let at = from;
  while (at < part.pause) {
    const { filledCount } = progress.last;
    progress.last = decodeFlac(memory, { ...part, at }, { channelCount, filledCount });
    at = progress.last.at;
    if (progress.last.reason === "full") {
      yield outputChannels(memory, channelCount, framesPerBlock(channelCount));
      progress.blockCount++;
      const rest = keepFlacRest(memory, channelCount, progress.last.filledCount);
      progress.last = { ...progress.last, filledCount: rest };
    } else if (progress.last.reason !== "used") at = skipDamage(progress, part, at);
  }
  return at;
}

/** Notes what begins at `at` and is no whole frame; gives the next head. What follows the last frame may be anything. */
function skipDamage(progress: Progress, { offset, base, end }: Part, at: number): number {
  const next = findFlacHead(progress.memory, at + 1, end);
  if (progress.last.reason === "no-head" && next === end) return next;
  if (progress.damageOffset === null) progress.wholeBefore = progress.last.wholeCount;
  progress.damageOffset ??= offset + at - base;
  progress.damageCount++;
  return next;
}

/** Damage with nothing whole after it means that the file was cut; else bytes were changed. */
function damagedFrames(progress: Progress): DecodeProblem | null {
  const { damageCount: count, damageOffset: offset, wholeBefore } = progress;
  const { wholeCount } = progress.last;
  if (offset === null) return null;
  if (wholeCount === wholeBefore) {
    const reason = `the file ends inside FLAC frame ${wholeBefore}, which begins at byte ${offset}`;
    return { code: "file-truncated", reason };
  }
  const reason = `${count} of ${wholeCount + count} FLAC frames fail their checksum, the first at byte ${offset}; they are left out`;
  return { code: "file-corrupt", reason };
}

function otherLength({ frameCount: announced }: FlacStreamInfo, frameCount: number): DecodeProblem | null {
  if (announced === null || frameCount === announced) return null;
  if (frameCount < announced) {
    const reason = `the header announces ${announced} frames, the file has ${frameCount}: ${percent(frameCount, announced)}`;
    return { code: "file-truncated", reason };
  }
  const reason = `the header announces ${announced} frames, the file has ${frameCount}: more than that`;
  return { code: "header-contradicts", reason };
}

function gap({ gapCount }: FlacPause): DecodeProblem | null {
  if (gapCount === 0) return null;
  const times = gapCount === 1 ? "once" : `${gapCount} times`;
  const reason = `the numbers of the FLAC frames do not follow one another: ${times} one is out of order or missing`;
  return { code: "file-corrupt", reason };
}
