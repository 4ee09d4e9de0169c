import type { AudioHeader, DecodedAudio, DecodeProblem } from "../../model/audio-clip.ts";
import { hasText, viewOf } from "./bytes.ts";
import { type HeaderWindow, type ProbedHeader, probeChunks, unprobed, windowOf } from "./header-window.ts";
import { type Chunk, findChunks, whyIncomplete } from "./iff-chunks.ts";
import { decodeImaAdpcm, framesPerBlock } from "./ima-adpcm.ts";
import { failed, implausible, percent, settle } from "./outcome.ts";
import { decodeByPackage } from "./packaged-decoders.ts";
import { decodePcm, isReadable, type PcmLayout, pcmCodec } from "./pcm.ts";
import type { PcmPlace } from "./pcm-blocks.ts";
import { wavContradiction } from "./wav-contradictions.ts";
import { type WavData, wavData } from "./wav-data.ts";

/** The `fmt ` chunk; WAVE_FORMAT_EXTENSIBLE is resolved to the format it wraps. */
interface WavFormat {
  readonly tag: number;
  readonly channelCount: number;
  readonly sampleRateHertz: number;
  /** Bytes of a frame, or of a block of compressed samples. */
  readonly blockBytes: number;
  /** Bytes per second, as the header states them. */
  readonly bytesPerSecond: number;
  /** Bits that a sample takes in the file. */
  readonly storedBits: number;
  /** Bits of it that are in use. */
  readonly validBits: number;
}

const tags = { pcm: 1, msAdpcm: 2, float: 3, alaw: 6, mulaw: 7, imaAdpcm: 0x11, extensible: 0xfffe } as const;

/** Codings that WAV files carry and that are not read here. */
const foreignCodecs: Readonly<Record<number, string>> = {
  49: "gsm_ms",
  80: "mp2",
  85: "mp3",
  255: "aac",
  352: "wmav1",
  353: "wmav2",
};

/** Reads RIFF/WAVE and RF64: integer PCM of 8 to 32 bits, float 32 and 64, A-law, mu-law, IMA and MS ADPCM. */
export async function readWav(bytes: Uint8Array): Promise<DecodedAudio> {
  const parts = partsOf(windowOf(bytes), findChunks(bytes, "little"));
  return "format" in parts
    ? decodeData(bytes, parts)
    : failed(parts.problem.code, parts.problem.reason, parts.header);
}

/** What the header of a RIFF/WAVE or RF64 file tells, with the bytes that are there. */
export function probeWav(file: HeaderWindow): ProbedHeader {
  const parts = partsOf(file, probeChunks(file, "little"));
  if (!("format" in parts)) return unprobed(parts.problem.code, parts.problem.reason, parts.header);
  const { header, format, data, problem } = parts;
  const layout = pcmLayoutOf(format);
  const isKnown =
    layout === null ? format.tag === tags.imaAdpcm || format.tag === tags.msAdpcm : isReadable(layout);
  if (!isKnown) return unprobed("codec-unsupported", unsupported(header), header);
  return { header, frameCount: framesIn(data.byteCount, format), problem };
}

/** Where the samples of a RIFF/WAVE or RF64 file are; null where they are compressed, or the header is wrong. */
export function placeOfWav(file: HeaderWindow): PcmPlace | null {
  const parts = partsOf(file, probeChunks(file, "little"));
  if (!("format" in parts)) return null;
  const layout = pcmLayoutOf(parts.format);
  if (layout === null || !isReadable(layout)) return null;
  const { header, data, problem } = parts;
  return { header, layout, offset: data.offset, byteCount: data.byteCount, problem };
}

/** What a file is made of, as far as its header can be right. */
interface WavParts {
  readonly header: AudioHeader;
  readonly format: WavFormat;
  readonly data: WavData;
  /** Bytes that are missing. */
  readonly problem: DecodeProblem | null;
}

function partsOf(
  file: HeaderWindow,
  chunks: ReadonlyMap<string, Chunk>,
): WavParts | { readonly header: AudioHeader | null; readonly problem: DecodeProblem } {
  const fmt = chunks.get("fmt ");
  const incomplete = whyIncomplete(fmt, "fmt ", 16);
  if (fmt === undefined || incomplete !== null) {
    return { header: null, problem: { code: "file-unreadable", reason: incomplete ?? "" } };
  }
  const format = formatOf(fmt);
  const data = wavData(file, chunks);
  const header = headerOf(hasText(file.head, 0, "RF64") ? "rf64" : "wav", format, data);
  if (data === null) {
    return { header, problem: { code: "file-unreadable", reason: 'there is no "data" chunk' } };
  }
  const invalid = implausible(header) ?? misaligned(format);
  if (invalid !== null) return { header, problem: invalid };
  return { header, format, data, problem: missingBytes(data, header) ?? contradiction(file, format, data) };
}

function contradiction(file: HeaderWindow, format: WavFormat, data: WavData): DecodeProblem | null {
  const frameBytes = pcmLayoutOf(format) === null ? null : format.blockBytes;
  return wavContradiction(file, data, { ...format, frameBytes });
}

async function decodeData(bytes: Uint8Array, parts: WavParts): Promise<DecodedAudio> {
  const { header, format, data, problem } = parts;
  const { sampleRateHertz } = format;
  const content = bytes.subarray(data.offset, data.offset + data.byteCount);
  const layout = pcmLayoutOf(format);
  if (layout !== null && isReadable(layout)) {
    return settle(header, { sampleRateHertz, channels: decodePcm(content, layout) }, { problem });
  }
  if (format.tag === tags.imaAdpcm) {
    return settle(header, { sampleRateHertz, channels: decodeImaAdpcm(content, format) }, { problem });
  }
  if (format.tag === tags.msAdpcm) {
    const decoded = await decodeByPackage("wav", bytes);
    return settle(header, decoded, { problem: problem ?? decoded.problem });
  }
  return failed("codec-unsupported", unsupported(header), header);
}

function unsupported({ codec }: AudioHeader): string {
  return `WAV with ${codec} samples cannot be read`;
}

function formatOf(chunk: Chunk): WavFormat {
  const view = viewOf(chunk.content);
  const storedBits = view.getUint16(14, true);
  const isExtensible = view.getUint16(0, true) === tags.extensible && chunk.content.length >= 26;
  return {
    tag: view.getUint16(isExtensible ? 24 : 0, true),
    channelCount: view.getUint16(2, true),
    sampleRateHertz: view.getUint32(4, true),
    blockBytes: view.getUint16(12, true),
    bytesPerSecond: view.getUint32(8, true),
    storedBits,
    validBits: (isExtensible && view.getUint16(18, true)) || storedBits,
  };
}

function pcmLayoutOf({ tag, storedBits, channelCount }: WavFormat): PcmLayout | null {
  const sampleBytes = Math.ceil(storedBits / 8);
  const encoding = encodingOf(tag, sampleBytes);
  return encoding === null ? null : { sampleBytes, channelCount, isBigEndian: false, encoding };
}

function encodingOf(tag: number, sampleBytes: number): PcmLayout["encoding"] | null {
  switch (tag) {
    case tags.pcm:
      return sampleBytes === 1 ? "unsigned" : "signed";
    case tags.float:
      return "float";
    case tags.alaw:
      return "alaw";
    case tags.mulaw:
      return "mulaw";
    default:
      return null;
  }
}

function codecOf(format: WavFormat, layout: PcmLayout | null): string {
  if (layout !== null) return pcmCodec(layout);
  if (format.tag === tags.imaAdpcm) return "adpcm_ima_wav";
  if (format.tag === tags.msAdpcm) return "adpcm_ms";
  return foreignCodecs[format.tag] ?? `0x${format.tag.toString(16).padStart(4, "0")}`;
}

function headerOf(container: "wav" | "rf64", format: WavFormat, data: WavData | null): AudioHeader {
  const layout = pcmLayoutOf(format);
  const isLinear = format.tag === tags.pcm || format.tag === tags.float;
  return {
    container,
    codec: codecOf(format, layout),
    sampleRateHertz: format.sampleRateHertz,
    channelCount: format.channelCount,
    bitDepth: isLinear ? format.validBits : null,
    frameCount: framesIn(data?.announcedBytes ?? null, format),
  };
}

function framesIn(byteCount: number | null, format: WavFormat): number | null {
  if (byteCount === null || format.blockBytes === 0) return null;
  const blockCount = Math.floor(byteCount / format.blockBytes);
  if (pcmLayoutOf(format) !== null) return blockCount;
  return format.tag === tags.imaAdpcm && format.channelCount > 0 ? blockCount * framesPerBlock(format) : null;
}

function misaligned(format: WavFormat): DecodeProblem | null {
  const layout = pcmLayoutOf(format);
  if (layout !== null) {
    const expected = layout.sampleBytes * format.channelCount;
    if (format.blockBytes === expected && expected > 0) return null;
    const reason = `the header announces blocks of ${format.blockBytes} bytes; ${format.channelCount} channels of ${format.storedBits} bits take ${expected}`;
    return { code: "header-invalid", reason };
  }
  const wordBytes = format.tag === tags.imaAdpcm ? 4 * format.channelCount : 1;
  if (format.blockBytes >= wordBytes && format.blockBytes % wordBytes === 0) return null;
  const reason = `the header announces blocks of ${format.blockBytes} bytes; they must be a multiple of ${wordBytes}`;
  return { code: "header-invalid", reason };
}

function missingBytes(data: WavData, header: AudioHeader): DecodeProblem | null {
  const { announcedBytes, byteCount } = data;
  if (announcedBytes === null || byteCount >= announcedBytes) return null;
  const share = percent(byteCount, announcedBytes);
  const frames = header.frameCount === null ? "" : ` of ${header.frameCount} frames`;
  const reason = `the data chunk announces ${announcedBytes} bytes, the file has ${byteCount}: ${share}${frames}`;
  return { code: "file-truncated", reason };
}
