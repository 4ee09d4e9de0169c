import { viewOf } from "./bytes.ts";

/** How IMA ADPCM lies in a WAV file. */
export interface ImaLayout {
  /** Bytes of a block, of all channels together. */
  readonly blockBytes: number;
  readonly channelCount: number;
}

/** Frames in a whole block: one in the block's head, then two per byte and channel. */
export function framesPerBlock({ blockBytes, channelCount }: ImaLayout): number {
  return ((blockBytes - 4 * channelCount) * 2) / channelCount + 1;
}

/** Samples of the whole blocks in `bytes`, one array per channel (IMA Digital Audio Focus Group, 1992). */
export function decodeImaAdpcm(bytes: Uint8Array, layout: ImaLayout): Float32Array[] {
  const blockCount = Math.floor(bytes.length / layout.blockBytes);
  const perBlock = framesPerBlock(layout);
  return Array.from({ length: layout.channelCount }, (_, channel) => {
    const samples = new Float32Array(blockCount * perBlock);
    for (let block = 0; block < blockCount; block++) {
      const start = block * layout.blockBytes;
      const part = samples.subarray(block * perBlock, (block + 1) * perBlock);
      decodeBlock(bytes.subarray(start, start + layout.blockBytes), channel, layout.channelCount, part);
    }
    return samples;
  });
}

/** Channels alternate in words of four bytes, each with eight samples, low nibble first. */
function decodeBlock(block: Uint8Array, channel: number, channelCount: number, samples: Float32Array): void {
  const state = {
    value: viewOf(block).getInt16(4 * channel, true),
    index: clampIndex(block[4 * channel + 2]!),
  };
  samples[0] = state.value / 32768;
  for (let at = 1; at < samples.length; at++) {
    const word = ((at - 1) >> 3) * channelCount + channelCount + channel;
    const byte = block[4 * word + (((at - 1) & 7) >> 1)]!;
    samples[at] = advance(state, (at - 1) & 1 ? byte >> 4 : byte & 15) / 32768;
  }
}

/** Frames in a packet of QuickTime's variant, and its bytes per channel. */
export const quickTimePacket = { frameCount: 64, bytes: 34 } as const;

/**
 * Samples of the whole packets in `bytes` (AIFF-C and CAF "ima4"), one array per channel. A packet's head holds the
 * upper nine bits of the running value: it replaces that value only where the two differ by more (as ffmpeg does).
 */
export function decodeQuickTimeIma(bytes: Uint8Array, channelCount: number): Float32Array[] {
  const packetCount = Math.floor(bytes.length / (quickTimePacket.bytes * channelCount));
  return Array.from({ length: channelCount }, (_, channel) => {
    const samples = new Float32Array(packetCount * quickTimePacket.frameCount);
    const state = { value: 0, index: 0 };
    for (let packet = 0; packet < packetCount; packet++) {
      const start = (packet * channelCount + channel) * quickTimePacket.bytes;
      const head = (bytes[start]! << 8) | bytes[start + 1]!;
      const told = ((head & 0xff80) << 16) >> 16;
      if (Math.abs(told - state.value) > 127) state.value = told;
      state.index = clampIndex(head & 127);
      for (let at = 0; at < quickTimePacket.frameCount; at++) {
        const byte = bytes[start + 2 + (at >> 1)]!;
        samples[packet * quickTimePacket.frameCount + at] =
          advance(state, at & 1 ? byte >> 4 : byte & 15) / 32768;
      }
    }
    return samples;
  });
}

/** The running value of a channel, 16 bits, and its place in the table of steps. */
interface ImaState {
  value: number;
  index: number;
}

/** Moves the state on by one nibble and gives the new value. */
function advance(state: ImaState, nibble: number): number {
  state.value = clamp(state.value + difference(nibble, stepSizes[state.index]!), -32768, 32767);
  state.index = clampIndex(state.index + indexChanges[nibble & 7]!);
  return state.value;
}

function clampIndex(index: number): number {
  return clamp(index, 0, stepSizes.length - 1);
}

function difference(nibble: number, step: number): number {
  const magnitude =
    (step >> 3) + (nibble & 4 ? step : 0) + (nibble & 2 ? step >> 1 : 0) + (nibble & 1 ? step >> 2 : 0);
  return nibble & 8 ? -magnitude : magnitude;
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}

const indexChanges = [-1, -1, -1, -1, 2, 4, 6, 8];

const stepSizes = [
  7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97,
  107, 118, 130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724,
  796, 876, 963, 1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026,
  4428, 4871, 5358, 5894, 6484, 7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818, 18500,
  20350, 22385, 24623, 27086, 29794, 32767,
];
