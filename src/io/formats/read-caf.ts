import type { AudioHeader, DecodedAudio } from "../../model/audio-clip.ts";
import { textAt, viewOf } from "./bytes.ts";
import { type HeaderWindow, type ProbedHeader, unprobed, windowOf } from "./header-window.ts";
import { decodeQuickTimeIma } from "./ima-adpcm.ts";
import { failed, implausible, percent, settle } from "./outcome.ts";
import { decodePcm, isReadable, type PcmLayout, pcmCodec } from "./pcm.ts";
import type { PcmPlace } from "./pcm-blocks.ts";

/** What a CAF file's chunks say. */
interface CafParts {
  readonly description: DataView | null;
  /** Where the samples are, and how many bytes of them the file has; null without a "data" chunk. */
  readonly data: { readonly offset: number; readonly byteCount: number } | null;
  /** Bytes of samples announced; null when left open to the end of the file. */
  readonly announcedBytes: number | null;
}

/** Reads Apple Core Audio files: linear PCM, A-law, mu-law, QuickTime IMA ADPCM. */
export function readCaf(bytes: Uint8Array): DecodedAudio {
  const { description, data: place, announcedBytes } = cafParts(windowOf(bytes));
  if (description === null) return failed("file-unreadable", 'there is no whole "desc" chunk');
  const format = textAt(new Uint8Array(description.buffer, description.byteOffset), 8, 4);
  const layout = layoutOf(description, format);
  const header = headerOf(description, format, layout, announcedBytes);
  const invalid = implausible(header);
  if (invalid !== null) return failed(invalid.code, invalid.reason, header);
  if (place === null) return failed("file-unreadable", 'there is no "data" chunk', header);
  const problem = missingBytes(place.byteCount, announcedBytes);
  const data = bytes.subarray(place.offset, place.offset + place.byteCount);
  const { sampleRateHertz, channelCount } = header;
  if (format === "ima4") {
    return settle(header, { sampleRateHertz, channels: decodeQuickTimeIma(data, channelCount) }, { problem });
  }
  if (layout === null || !isReadable(layout)) {
    return failed("codec-unsupported", `CAF with "${format}" samples cannot be read`, header);
  }
  return settle(header, { sampleRateHertz, channels: decodePcm(data, layout) }, { problem });
}

/** What the header of a Core Audio file tells, with the bytes that are there. */
export function probeCaf(file: HeaderWindow): ProbedHeader {
  const { description, data, announcedBytes } = cafParts(file);
  if (description === null) return unprobed("file-unreadable", 'there is no whole "desc" chunk');
  const format = textAt(new Uint8Array(description.buffer, description.byteOffset), 8, 4);
  const layout = layoutOf(description, format);
  const header = headerOf(description, format, layout, announcedBytes);
  const invalid = implausible(header);
  if (invalid !== null) return unprobed(invalid.code, invalid.reason, header);
  if (data === null) return unprobed("file-unreadable", 'there is no "data" chunk', header);
  const problem = missingBytes(data.byteCount, announcedBytes);
  if (format === "ima4") return { header, frameCount: null, problem };
  if (layout === null || !isReadable(layout)) {
    return unprobed("codec-unsupported", `CAF with "${format}" samples cannot be read`, header);
  }
  return {
    header,
    frameCount: Math.floor(data.byteCount / (layout.sampleBytes * layout.channelCount)),
    problem,
  };
}

/** Where the samples of a Core Audio file are; null where they are compressed, or the header is wrong. */
export function placeOfCaf(file: HeaderWindow): PcmPlace | null {
  const { description, data, announcedBytes } = cafParts(file);
  if (description === null || data === null) return null;
  const format = textAt(new Uint8Array(description.buffer, description.byteOffset), 8, 4);
  const layout = layoutOf(description, format);
  const header = headerOf(description, format, layout, announcedBytes);
  if (implausible(header) !== null || layout === null || !isReadable(layout)) return null;
  return { header, layout, ...data, problem: missingBytes(data.byteCount, announcedBytes) };
}

/** Walks chunks of 12-byte heads with 64-bit sizes (Apple, CAF specification 1.0). */
function cafParts({ sizeBytes, read }: HeaderWindow): CafParts {
  let description: DataView | null = null;
  for (let at = 8; at + 12 <= sizeBytes; ) {
    const bytes = read(at, 12 + 32);
    const size = viewOf(bytes).getBigInt64(4);
    const start = at + 12;
    const id = textAt(bytes, 0, 4);
    if (id === "desc" && bytes.length === 12 + 32) description = viewOf(bytes.slice(12));
    if (id === "data") {
      // The samples come after an edit count of four bytes.
      const announcedBytes = size < 4n ? null : Number(size) - 4;
      const restBytes = Math.max(0, sizeBytes - start - 4);
      const byteCount = Math.min(restBytes, announcedBytes ?? restBytes);
      return { description, data: { offset: start + 4, byteCount }, announcedBytes };
    }
    if (size < 0n) break;
    at = start + Number(size);
  }
  return { description, data: null, announcedBytes: null };
}

function layoutOf(description: DataView, format: string): PcmLayout | null {
  const flags = description.getUint32(12);
  const channelCount = description.getUint32(24);
  const sampleBytes = Math.ceil(description.getUint32(28) / 8);
  const isBigEndian = (flags & 2) === 0;
  if (format === "lpcm") {
    return { encoding: flags & 1 ? "float" : "signed", sampleBytes, channelCount, isBigEndian };
  }
  if (format === "alaw") return { encoding: "alaw", sampleBytes: 1, channelCount, isBigEndian };
  if (format === "ulaw") return { encoding: "mulaw", sampleBytes: 1, channelCount, isBigEndian };
  return null;
}

function headerOf(
  description: DataView,
  format: string,
  layout: PcmLayout | null,
  announcedBytes: number | null,
): AudioHeader {
  const frameBytes = layout === null ? 0 : layout.sampleBytes * layout.channelCount;
  return {
    container: "caf",
    codec: layout !== null ? pcmCodec(layout) : format === "ima4" ? "adpcm_ima_qt" : format.trim(),
    sampleRateHertz: description.getFloat64(0),
    channelCount: description.getUint32(24),
    bitDepth: format === "lpcm" ? description.getUint32(28) : null,
    frameCount: announcedBytes === null || frameBytes === 0 ? null : Math.floor(announcedBytes / frameBytes),
  };
}

function missingBytes(byteCount: number, announcedBytes: number | null) {
  if (announcedBytes === null || byteCount >= announcedBytes) return null;
  const reason = `the data chunk announces ${announcedBytes} bytes, the file has ${byteCount}: ${percent(byteCount, announcedBytes)}`;
  return { code: "file-truncated", reason } as const;
}
