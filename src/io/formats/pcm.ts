import { decodeAlaw, decodeMulaw } from "./companding.ts";

/** How the samples of a recording lie in a file without compression across samples. */
export interface PcmLayout {
  readonly encoding: "signed" | "unsigned" | "float" | "alaw" | "mulaw";
  /** Bytes that one sample takes: 1, 2, 3, 4 or 8. */
  readonly sampleBytes: number;
  readonly isBigEndian: boolean;
  readonly channelCount: number;
}

/** Name of the coding as ffmpeg gives it, such as `pcm_s16le`. */
export function pcmCodec(layout: PcmLayout): string {
  if (layout.encoding === "alaw" || layout.encoding === "mulaw") return `pcm_${layout.encoding}`;
  const order = layout.sampleBytes === 1 ? "" : layout.isBigEndian ? "be" : "le";
  return `pcm_${layout.encoding[0]}${8 * layout.sampleBytes}${order}`;
}

/** Whether `decodePcm` can read such a layout. */
export function isReadable({ encoding, sampleBytes }: PcmLayout): boolean {
  if (encoding === "float") return sampleBytes === 4 || sampleBytes === 8;
  if (encoding === "signed") return [1, 2, 3, 4].includes(sampleBytes);
  return sampleBytes === 1;
}

/**
 * Samples of whole frames in `bytes`, one array per channel; an incomplete last frame is left out.
 * Integers are divided by 2^(bits - 1), so that full scale is -1..1, as libsndfile does.
 */
export function decodePcm(bytes: Uint8Array, layout: PcmLayout): Float32Array[] {
  const frameCount = Math.floor(bytes.length / (layout.sampleBytes * layout.channelCount));
  const used = bytes.subarray(0, frameCount * layout.sampleBytes * layout.channelCount);
  const { values, scale } = valuesOf(used, layout);
  return Array.from({ length: layout.channelCount }, (_, channel) =>
    takeChannel(values, channel, layout.channelCount, frameCount, scale),
  );
}

type SampleValues = Int16Array | Int32Array | Float32Array | Float64Array;

function takeChannel(
  values: SampleValues,
  channel: number,
  stride: number,
  frameCount: number,
  scale: number,
): Float32Array {
  const samples = new Float32Array(frameCount);
  for (let frame = 0, at = channel; frame < frameCount; frame++, at += stride) {
    samples[frame] = values[at]! * scale;
  }
  return samples;
}

function valuesOf(bytes: Uint8Array, layout: PcmLayout): { values: SampleValues; scale: number } {
  switch (layout.encoding) {
    case "alaw":
      return { values: decodeAlaw(bytes), scale: 2 ** -15 };
    case "mulaw":
      return { values: decodeMulaw(bytes), scale: 2 ** -15 };
    case "unsigned":
      return { values: Int16Array.from(bytes, (value) => value - 128), scale: 2 ** -7 };
    case "float":
      return { values: floatsOf(bytes, layout), scale: 1 };
    case "signed":
      return integersOf(bytes, layout);
  }
}

function floatsOf(bytes: Uint8Array, layout: PcmLayout): SampleValues {
  const buffer = littleEndianCopy(bytes, layout);
  return layout.sampleBytes === 8 ? new Float64Array(buffer) : new Float32Array(buffer);
}

function integersOf(bytes: Uint8Array, layout: PcmLayout): { values: SampleValues; scale: number } {
  switch (layout.sampleBytes) {
    case 1:
      return { values: Int16Array.from(bytes, (value) => (value << 24) >> 24), scale: 2 ** -7 };
    case 2:
      return { values: new Int16Array(littleEndianCopy(bytes, layout)), scale: 2 ** -15 };
    case 3:
      return { values: widened24(bytes, layout.isBigEndian), scale: 2 ** -23 };
    default:
      return { values: new Int32Array(littleEndianCopy(bytes, layout)), scale: 2 ** -31 };
  }
}

function widened24(bytes: Uint8Array, isBigEndian: boolean): Int32Array {
  const values = new Int32Array(bytes.length / 3);
  const [low, high] = isBigEndian ? [2, 0] : [0, 2];
  for (let index = 0, at = 0; index < values.length; index++, at += 3) {
    values[index] = ((bytes[at + high]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + low]! << 8)) >> 8;
  }
  return values;
}

/** A copy: typed arrays need alignment, and every platform that Node runs on is little-endian. */
function littleEndianCopy(bytes: Uint8Array, layout: PcmLayout): ArrayBuffer {
  const copy = new Uint8Array(bytes);
  if (layout.isBigEndian) {
    const buffer = Buffer.from(copy.buffer);
    if (layout.sampleBytes === 2) buffer.swap16();
    else if (layout.sampleBytes === 4) buffer.swap32();
    else buffer.swap64();
  }
  return copy.buffer;
}
