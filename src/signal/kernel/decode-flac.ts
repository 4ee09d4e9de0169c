import { type DecoderMemory, framesPerBlock, outputStride } from "./decode-memory.ts";

/** Bytes of the decoders' input within which a frame of the largest size ends. */
export const largestFlacFrameBytes: number = 2 ** 21 + 2 ** 16;

/** A part of a FLAC stream in the decoders' input, and how far it is decoded. */
export interface FlacInput {
  /** Where the next frame begins. */
  readonly at: number;
  /** Frames that begin here or later are left for the next part. */
  readonly pause: number;
  /** Where the bytes end. */
  readonly end: number;
}

/** Where decoding paused, and why. */
export interface FlacPause {
  /**
   * `full`: a block is in the output; `used`: the input is used up to its pause; `no-head`: where a frame should begin is none;
   * `damaged`: the frame that begins here cannot be read, or its CRC-16 is wrong.
   */
  readonly reason: "full" | "used" | "no-head" | "damaged";
  readonly at: number;
  /** Frames (instants) in the output, per channel. */
  readonly filledCount: number;
  /** How often the number of a FLAC frame did not follow the one before. */
  readonly gapCount: number;
  /** FLAC frames of the stream that were whole so far. */
  readonly wholeCount: number;
}

const reasons = ["full", "used", "no-head", "damaged"] as const;

/** Begins a FLAC stream of 1 to 8 channels of 4 to 32 bits. */
export function beginFlac({ run }: DecoderMemory, channelCount: number, bitDepth: number): void {
  run.beginFlac(channelCount, bitDepth);
}

/** Where the first FLAC frame from `at` on begins in the decoders' input; `end` where there is none. */
export function findFlacHead({ run, inputAddress }: DecoderMemory, at: number, end: number): number {
  return run.findFlacHead(inputAddress + at, inputAddress + end) - inputAddress;
}

/** Decodes frame after frame, adding to the `filledCount` instants per channel that are in the output. */
export function decodeFlac(
  { run, inputAddress, results }: DecoderMemory,
  { at, pause, end }: FlacInput,
  { channelCount, filledCount }: { readonly channelCount: number; readonly filledCount: number },
): FlacPause {
  const enough = framesPerBlock(channelCount);
  const [first, stop, last] = [at, pause, end].map((place) => inputAddress + place) as [
    number,
    number,
    number,
  ];
  run.decodeFlac(first, stop, last, filledCount, enough, 4 * outputStride(channelCount));
  return {
    reason: reasons[results[0]!]!,
    at: results[1]! - inputAddress,
    filledCount: results[2]!,
    gapCount: results[3]!,
    wholeCount: results[4]!,
  };
}

/** Moves what is in the output beyond the first block to its start; gives how much that is per channel. */
export function keepFlacRest({ output }: DecoderMemory, channelCount: number, filledCount: number): number {
  const [blockLength, stride] = [framesPerBlock(channelCount), outputStride(channelCount)];
  for (let channel = 0; channel < channelCount; channel++) {
    const start = channel * stride;
    output.copyWithin(start, start + blockLength, start + Math.max(blockLength, filledCount));
  }
  return Math.max(0, filledCount - blockLength);
}
