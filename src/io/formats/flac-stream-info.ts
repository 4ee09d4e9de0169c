import { createHash } from "node:crypto";
import type { AudioHeader, Container } from "../../model/audio-clip.ts";
import { viewOf } from "./bytes.ts";

/** The STREAMINFO block of FLAC (RFC 9639, section 8.2). */
export interface FlacStreamInfo {
  readonly sampleRateHertz: number;
  readonly channelCount: number;
  readonly bitDepth: number;
  /** Null where the encoder did not know. */
  readonly frameCount: number | null;
  /** MD5 of the samples as the encoder had them, hex; null where it did not compute it. */
  readonly md5: string | null;
}

/** Bytes of the block's content. */
export const streamInfoBytes = 34;

/** Reads a block's content, which must have `streamInfoBytes`. */
export function parseStreamInfo(block: Uint8Array): FlacStreamInfo {
  const view = viewOf(block);
  const packed = view.getBigUint64(10);
  const frameCount = Number(packed & 0xfffffffffn);
  const md5 = Buffer.from(block.subarray(18, 34)).toString("hex");
  return {
    sampleRateHertz: Number(packed >> 44n),
    channelCount: Number((packed >> 41n) & 7n) + 1,
    bitDepth: Number((packed >> 36n) & 31n) + 1,
    frameCount: frameCount === 0 ? null : frameCount,
    md5: /^0+$/.test(md5) ? null : md5,
  };
}

/** The header of a file in `container` with this block. */
export function flacHeader(container: Container, info: FlacStreamInfo): AudioHeader {
  const { sampleRateHertz, channelCount, bitDepth, frameCount } = info;
  return { container, codec: "flac", sampleRateHertz, channelCount, bitDepth, frameCount };
}

/**
 * MD5 of samples as FLAC computes it, hex: signed little-endian integers of whole bytes, interleaved.
 * The samples must be integers divided by 2^(bitDepth - 1), of 24 bits at most.
 */
export function md5OfSamples(channels: readonly Float32Array[], bitDepth: number): string {
  const values = interleavedIntegers(channels, bitDepth);
  const bytes = new Uint8Array(values.buffer);
  return createHash("md5")
    .update(bitDepth > 16 ? lowThreeOfFour(bytes) : bytes)
    .digest("hex");
}

function lowThreeOfFour(bytes: Uint8Array): Uint8Array {
  const kept = new Uint8Array((bytes.length / 4) * 3);
  for (let from = 0, to = 0; from < bytes.length; from += 4, to += 3) {
    kept[to] = bytes[from]!;
    kept[to + 1] = bytes[from + 1]!;
    kept[to + 2] = bytes[from + 2]!;
  }
  return kept;
}

function interleavedIntegers(
  channels: readonly Float32Array[],
  bitDepth: number,
): Int8Array | Int16Array | Int32Array {
  const IntegerArray = bitDepth <= 8 ? Int8Array : bitDepth <= 16 ? Int16Array : Int32Array;
  const frameCount = channels[0]?.length ?? 0;
  const values = new IntegerArray(frameCount * channels.length);
  const scale = 2 ** (bitDepth - 1);
  channels.forEach((samples, channel) => {
    for (let frame = 0, at = channel; frame < frameCount; frame++, at += channels.length) {
      values[at] = samples[frame]! * scale;
    }
  });
  return values;
}
