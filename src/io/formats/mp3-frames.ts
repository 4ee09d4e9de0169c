import { type ChainedFrame, type FrameChain, findFrames } from "./frame-chain.ts";

/** One frame of MPEG audio. */
export interface Mp3Frame extends ChainedFrame {
  readonly sampleRateHertz: number;
  readonly channelCount: number;
  /** 1, 2 or 3. */
  readonly layer: number;
  /** Frames of audio (instants) in it. */
  readonly frameLength: number;
  /** Bytes between the head and the main data: the side information of layer III. */
  readonly sideBytes: number;
}

/** Version 1, 2 and 2.5 by the two bits of the header (ISO/IEC 11172-3, 13818-3); 2.5 is an extension of Fraunhofer's. */
const rateDivisors: Readonly<Record<number, number>> = { 3: 1, 2: 2, 0: 4 };
const baseRates = [44_100, 48_000, 32_000];
const kilobitRates: Readonly<Record<string, readonly number[]>> = {
  "1-1": [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  "1-2": [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  "1-3": [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  "2-1": [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  "2-2": [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  "2-3": [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};

/** All frames of an MPEG audio stream, or null when `bytes` holds none. */
export function findMp3Frames(bytes: Uint8Array): FrameChain<Mp3Frame> | null {
  return findFrames(bytes, {
    frameAt: mp3FrameAt,
    agree: (a, b) =>
      a.sampleRateHertz === b.sampleRateHertz && a.layer === b.layer && a.frameLength === b.frameLength,
  });
}

function mp3FrameAt(bytes: Uint8Array, offset: number): Mp3Frame | null {
  if (offset + 4 > bytes.length || bytes[offset] !== 0xff || (bytes[offset + 1]! & 0xe0) !== 0xe0)
    return null;
  const [second, third, fourth] = [bytes[offset + 1]!, bytes[offset + 2]!, bytes[offset + 3]!];
  const divisor = rateDivisors[(second >> 3) & 3];
  const layer = 4 - ((second >> 1) & 3);
  const baseRate = baseRates[(third >> 2) & 3];
  if (divisor === undefined || layer === 4 || baseRate === undefined) return null;
  const kilobits = kilobitRates[`${divisor === 1 ? 1 : 2}-${layer}`]?.[(third >> 4) - 1];
  if (kilobits === undefined) return null;
  const sampleRateHertz = baseRate / divisor;
  const frameLength = layer === 1 ? 384 : layer === 3 && divisor > 1 ? 576 : 1152;
  const slotBytes = layer === 1 ? 4 : 1;
  const slots =
    Math.floor((frameLength * kilobits * 125) / (sampleRateHertz * slotBytes)) + ((third >> 1) & 1);
  const channelCount = fourth >> 6 === 3 ? 1 : 2;
  const sideBytes = divisor === 1 ? (channelCount === 1 ? 17 : 32) : channelCount === 1 ? 9 : 17;
  return {
    offset,
    byteCount: slots * slotBytes,
    sampleRateHertz,
    channelCount,
    layer,
    frameLength,
    sideBytes,
  };
}
