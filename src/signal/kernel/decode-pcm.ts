import { type DecoderMemory, outputChannels, outputStride } from "./decode-memory.ts";

/** How one sample is coded. */
export type PcmCoding = "u8" | "s8" | "s16" | "s24" | "s32" | "f32" | "f64" | "alaw" | "mulaw";

/** The number of each in `assembly/pcm.ts`. */
const codings: readonly PcmCoding[] = ["u8", "s8", "s16", "s24", "s32", "f32", "f64", "alaw", "mulaw"];

/** Samples without compression in the decoders' input. */
export interface PcmBlock {
  readonly coding: PcmCoding;
  readonly isBigEndian: boolean;
  /** 1 to 64. */
  readonly channelCount: number;
  /** Where they begin in the input. */
  readonly offset: number;
  /** Frames, at most `framesPerBlock(channelCount)`. */
  readonly frameCount: number;
}

/**
 * Samples of whole frames, one array per channel; views of the decoders' output, valid until the next block. Integers are divided
 * by 2^(bits - 1), so that full scale is -1..1, as libsndfile does.
 */
export function decodePcmBlock(memory: DecoderMemory, block: PcmBlock): readonly Float32Array[] {
  const { run, inputAddress, outputAddress } = memory;
  const { coding, isBigEndian, channelCount, offset, frameCount } = block;
  const source = inputAddress + offset;
  const stride = 4 * outputStride(channelCount);
  const code = codings.indexOf(coding);
  run.convertPcm(source, code, isBigEndian, frameCount, channelCount, outputAddress, stride);
  return outputChannels(memory, channelCount, frameCount);
}
