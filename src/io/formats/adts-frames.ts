import { type ChainedFrame, type FrameChain, findFrames } from "./frame-chain.ts";

/** One ADTS frame of AAC (ISO/IEC 13818-7). */
export interface AdtsFrame extends ChainedFrame {
  readonly sampleRateHertz: number;
  /** 0 when the stream itself says. */
  readonly channelCount: number;
  /** Frames of audio (instants) in it, at `sampleRateHertz`. */
  readonly frameLength: number;
}

const sampleRates = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
];

/** All frames of an ADTS stream, or null when `bytes` holds none. */
export function findAdtsFrames(bytes: Uint8Array): FrameChain<AdtsFrame> | null {
  return findFrames(bytes, {
    frameAt: adtsFrameAt,
    agree: (a, b) => a.sampleRateHertz === b.sampleRateHertz && a.channelCount === b.channelCount,
  });
}

function adtsFrameAt(bytes: Uint8Array, offset: number): AdtsFrame | null {
  if (offset + 7 > bytes.length || bytes[offset] !== 0xff || (bytes[offset + 1]! & 0xf6) !== 0xf0)
    return null;
  const [third, fourth, fifth, sixth] = [2, 3, 4, 5].map((at) => bytes[offset + at]!) as [
    number,
    number,
    number,
    number,
  ];
  const sampleRateHertz = sampleRates[(third >> 2) & 15];
  const byteCount = ((fourth & 3) << 11) | (fifth << 3) | (sixth >> 5);
  if (sampleRateHertz === undefined || byteCount < 8) return null;
  const configuration = ((third & 1) << 2) | (fourth >> 6);
  const frameLength = 1024 * ((bytes[offset + 6]! & 3) + 1);
  return {
    offset,
    byteCount,
    sampleRateHertz,
    channelCount: configuration === 7 ? 8 : configuration,
    frameLength,
  };
}
