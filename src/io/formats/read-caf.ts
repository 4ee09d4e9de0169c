import type { AudioHeader, DecodedAudio } from "../../model/audio-clip.ts";
import { textAt, viewOf } from "./bytes.ts";
import { decodeQuickTimeIma } from "./ima-adpcm.ts";
import { failed, implausible, percent, settle } from "./outcome.ts";
import { decodePcm, isReadable, type PcmLayout, pcmCodec } from "./pcm.ts";

/** What a CAF file's chunks say. */
interface CafParts {
  readonly description: DataView | null;
  readonly data: Uint8Array | null;
  /** Bytes of samples announced; null when left open to the end of the file. */
  readonly announcedBytes: number | null;
}

/** Reads Apple Core Audio files: linear PCM, A-law, mu-law, QuickTime IMA ADPCM. */
export function readCaf(bytes: Uint8Array): DecodedAudio {
  const { description, data, announcedBytes } = cafParts(bytes);
  if (description === null) return failed("file-unreadable", 'there is no whole "desc" chunk');
  const format = textAt(new Uint8Array(description.buffer, description.byteOffset), 8, 4);
  const layout = layoutOf(description, format);
  const header = headerOf(description, format, layout, announcedBytes);
  const invalid = implausible(header);
  if (invalid !== null) return failed(invalid.code, invalid.reason, header);
  if (data === null) return failed("file-unreadable", 'there is no "data" chunk', header);
  const problem = missingBytes(data, announcedBytes);
  const { sampleRateHertz, channelCount } = header;
  if (format === "ima4") {
    return settle(header, { sampleRateHertz, channels: decodeQuickTimeIma(data, channelCount) }, { problem });
  }
  if (layout === null || !isReadable(layout)) {
    return failed("codec-unsupported", `CAF with "${format}" samples cannot be read`, header);
  }
  return settle(header, { sampleRateHertz, channels: decodePcm(data, layout) }, { problem });
}

/** Walks chunks of 12-byte heads with 64-bit sizes (Apple, CAF specification 1.0). */
function cafParts(bytes: Uint8Array): CafParts {
  const view = viewOf(bytes);
  let description: DataView | null = null;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const size = view.getBigInt64(at + 4);
    const start = at + 12;
    const id = textAt(bytes, at, 4);
    if (id === "desc" && start + 32 <= bytes.length) description = viewOf(bytes.subarray(start, start + 32));
    if (id === "data") {
      // The samples come after an edit count of four bytes.
      const announcedBytes = size < 4n ? null : Number(size) - 4;
      const end = announcedBytes === null ? undefined : start + 4 + announcedBytes;
      return { description, data: bytes.subarray(start + 4, end), announcedBytes };
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

function missingBytes(data: Uint8Array, announcedBytes: number | null) {
  if (announcedBytes === null || data.length >= announcedBytes) return null;
  const reason = `the data chunk announces ${announcedBytes} bytes, the file has ${data.length}: ${percent(data.length, announcedBytes)}`;
  return { code: "file-truncated", reason } as const;
}
