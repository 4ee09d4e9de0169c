import { kernelBytes } from "./kernel-bytes.ts";
import { hasSimd, instantiate } from "./web-assembly.ts";

/** The functions of `assembly/decoders.ts`, and of the rest those that read and write where a file would be; addresses are bytes. */
interface DecoderFunctions {
  readonly convertPcm: (
    ...[source, coding, isBigEndian, frameCount, channelCount, target, stride]: PcmArguments
  ) => void;
  readonly beginFlac: (channelCount: number, bits: number) => void;
  readonly narrow: (source: number, count: number) => number;
  readonly drawSpectrogram: (frames: number, columnCount: number, target: number) => void;
  readonly halve: (source: number, target: number, count: number) => void;
  readonly resample: (
    ...[source, target, count, weights, firsts, phaseCount, step, tapCount]: ResampleArguments
  ) => void;
  readonly correlate: (...[still, length, moving, sums, count]: CorrelationArguments) => void;
  readonly findFlacHead: (at: number, end: number) => number;
  readonly decodeFlac: (...[at, pause, end, filled, enough, stride]: FlacArguments) => void;
}

type PcmArguments = readonly [number, number, boolean, number, number, number, number];
type CorrelationArguments = readonly [number, number, number, number, number];
type ResampleArguments = readonly [number, number, number, number, number, number, number, number];
type FlacArguments = readonly [number, number, number, number, number, number];

/** An exported constant. */
interface DecoderConstant {
  readonly value: number;
}

interface DecoderExports extends DecoderFunctions {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly decoderInput: DecoderConstant;
  readonly decoderInputBytes: DecoderConstant;
  readonly decoderOutput: DecoderConstant;
  readonly decoderOutputSamples: DecoderConstant;
  readonly decoderResults: DecoderConstant;
  readonly narrowingSource: DecoderConstant;
  readonly narrowingTarget: DecoderConstant;
}

/** One instance of the decoders: their functions and their memory, which never grows. Not reentrant. */
export interface DecoderMemory {
  readonly run: DecoderFunctions;
  /** All of the memory. */
  readonly buffer: ArrayBuffer;
  /** Where the bytes of a file are put to be decoded: 4 MB. */
  readonly input: Uint8Array;
  /** Address of `input` in the memory. */
  readonly inputAddress: number;
  /** Decoded samples, channel by channel. */
  readonly output: Float32Array;
  /** Address of `output` in the memory. */
  readonly outputAddress: number;
  /** Integers that the decoders give; which is which is said in `assembly/`. */
  readonly results: Int32Array;
  /** Addresses of samples that are to be narrowed, and of what they become. */
  readonly narrowingSource: number;
  readonly narrowingTarget: number;
}

/** Makes an instance; null where WebAssembly has no SIMD. */
export function createDecoderMemory(): DecoderMemory | null {
  if (!hasSimd()) return null;
  const exports = instantiate(kernelBytes) as DecoderExports;
  const { buffer } = exports.memory;
  const { decoderInput, decoderInputBytes, decoderOutput, decoderOutputSamples, decoderResults } = exports;
  return {
    run: exports,
    buffer,
    input: new Uint8Array(buffer, decoderInput.value, decoderInputBytes.value),
    inputAddress: decoderInput.value,
    output: new Float32Array(buffer, decoderOutput.value, decoderOutputSamples.value),
    outputAddress: decoderOutput.value,
    results: new Int32Array(buffer, decoderResults.value, 5),
    narrowingSource: exports.narrowingSource.value,
    narrowingTarget: exports.narrowingTarget.value,
  };
}

/** Frames of the blocks in which recordings of so many channels are decoded; only the last may be shorter. */
export function framesPerBlock(channelCount: number): number {
  return channelCount <= mostFlacChannels ? 65_536 : 8192;
}

const mostFlacChannels = 8;

/** Samples from one channel to the next in the output: one block, what a FLAC frame may add to it, and some padding. */
export function outputStride(channelCount: number): number {
  return channelCount <= mostFlacChannels ? 2 * 65_536 : 8192 + 64;
}

/** The first `frameCount` samples of each channel in the output; valid until the next block. */
export function outputChannels(
  { output }: DecoderMemory,
  channelCount: number,
  frameCount: number,
): readonly Float32Array[] {
  const stride = outputStride(channelCount);
  const channels: Float32Array[] = [];
  // A loop, for a short clip is nothing but many small steps as this one.
  for (let at = 0; channels.length < channelCount; at += stride)
    channels.push(output.subarray(at, at + frameCount));
  return channels;
}
