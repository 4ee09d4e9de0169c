import type { AudioHeader, Container } from "../../model/audio-clip.ts";
import { viewOf } from "./bytes.ts";

/** The STREAMINFO block of FLAC (RFC 9639, section 8.2); its MD5 is not looked at, for the CRC-16 of each frame says as much, and where. */
export interface FlacStreamInfo {
  readonly sampleRateHertz: number;
  readonly channelCount: number;
  readonly bitDepth: number;
  /** Null where the encoder did not know. */
  readonly frameCount: number | null;
}

/** Bytes of the block's content. */
export const streamInfoBytes = 34;

/** Reads a block's content, which must have `streamInfoBytes`. */
export function parseStreamInfo(block: Uint8Array): FlacStreamInfo {
  const view = viewOf(block);
  const packed = view.getBigUint64(10);
  const frameCount = Number(packed & 0xfffffffffn);
  return {
    sampleRateHertz: Number(packed >> 44n),
    channelCount: Number((packed >> 41n) & 7n) + 1,
    bitDepth: Number((packed >> 36n) & 31n) + 1,
    frameCount: frameCount === 0 ? null : frameCount,
  };
}

/** The header of a file in `container` with this block. */
export function flacHeader(container: Container, info: FlacStreamInfo): AudioHeader {
  const { sampleRateHertz, channelCount, bitDepth, frameCount } = info;
  return { container, codec: "flac", sampleRateHertz, channelCount, bitDepth, frameCount };
}
