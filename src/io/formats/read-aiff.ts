import type { AudioHeader, DecodedAudio, DecodeProblem } from "../../model/audio-clip.ts";
import { textAt, viewOf } from "./bytes.ts";
import { type HeaderWindow, type ProbedHeader, probeChunks, unprobed } from "./header-window.ts";
import { type Chunk, findChunks, whyIncomplete } from "./iff-chunks.ts";
import { decodeQuickTimeIma } from "./ima-adpcm.ts";
import { failed, implausible, percent, settle } from "./outcome.ts";
import { decodePcm, isReadable, type PcmLayout, pcmCodec } from "./pcm.ts";
import type { PcmPlace } from "./pcm-blocks.ts";

/** Reads AIFF and AIFF-C: PCM of 8 to 32 bits in both byte orders, float 32 and 64, A-law, mu-law, QuickTime IMA ADPCM. */
export function readAiff(bytes: Uint8Array): DecodedAudio {
  const chunks = findChunks(bytes, "big");
  const common = chunks.get("COMM");
  const incomplete = whyIncomplete(common, "COMM", 18);
  if (common === undefined || incomplete !== null) return failed("file-unreadable", incomplete ?? "");
  const type = common.content.length >= 22 ? textAt(common.content, 18, 4) : "NONE";
  const layout = layoutOf(common, type);
  const header = headerOf(common, type, layout);
  const invalid = implausible(header);
  if (invalid !== null) return failed(invalid.code, invalid.reason, header);
  const sound = chunks.get("SSND");
  if (type === "ima4") {
    return readSound(sound, header, null, (data) => decodeQuickTimeIma(data, header.channelCount));
  }
  if (layout === null || !isReadable(layout)) {
    return failed("codec-unsupported", `AIFF with "${type}" samples cannot be read`, header);
  }
  const wantedBytes = (header.frameCount ?? 0) * layout.sampleBytes * layout.channelCount;
  return readSound(sound, header, wantedBytes, (data) => decodePcm(data, layout));
}

/** What the header of an AIFF or AIFF-C file tells, with the bytes that are there. */
export function probeAiff(file: HeaderWindow): ProbedHeader {
  const chunks = probeChunks(file, "big");
  const common = chunks.get("COMM");
  const incomplete = whyIncomplete(common, "COMM", 18);
  if (common === undefined || incomplete !== null) return unprobed("file-unreadable", incomplete ?? "");
  const type = common.content.length >= 22 ? textAt(common.content, 18, 4) : "NONE";
  const layout = layoutOf(common, type);
  const header = headerOf(common, type, layout);
  const invalid = implausible(header);
  if (invalid !== null || header.frameCount === 0)
    return { header, frameCount: header.frameCount, problem: invalid };
  const sound = chunks.get("SSND");
  if (sound === undefined) return unprobed("file-unreadable", 'there is no "SSND" chunk', header);
  if (type === "ima4") return { header, frameCount: null, problem: null };
  if (layout === null || !isReadable(layout)) {
    return unprobed("codec-unsupported", `AIFF with "${type}" samples cannot be read`, header);
  }
  const { byteCount, problem } = placeIn(file, { sound, header, layout });
  return { header, frameCount: Math.floor(byteCount / (layout.sampleBytes * layout.channelCount)), problem };
}

/** Where the samples of an AIFF or AIFF-C file are; null where they are compressed or none, or the header is wrong. */
export function placeOfAiff(file: HeaderWindow): PcmPlace | null {
  const chunks = probeChunks(file, "big");
  const [common, sound] = [chunks.get("COMM"), chunks.get("SSND")];
  if (common === undefined || sound === undefined) return null;
  if (whyIncomplete(common, "COMM", 18) !== null || whyIncomplete(sound, "SSND", 8) !== null) return null;
  const type = common.content.length >= 22 ? textAt(common.content, 18, 4) : "NONE";
  const layout = layoutOf(common, type);
  const header = headerOf(common, type, layout);
  const isUsual = implausible(header) === null && header.frameCount !== 0;
  return isUsual && layout !== null && isReadable(layout) ? placeIn(file, { sound, header, layout }) : null;
}

function placeIn(
  { sizeBytes }: HeaderWindow,
  {
    sound,
    header,
    layout,
  }: { readonly sound: Chunk; readonly header: AudioHeader; readonly layout: PcmLayout },
): PcmPlace {
  const start = soundStart(sound);
  const found = Math.max(0, Math.min(sizeBytes - sound.offset, sound.announcedBytes) - start);
  const wanted = (header.frameCount ?? 0) * layout.sampleBytes * layout.channelCount;
  const problem = found < wanted ? missingBytes(wanted, found) : null;
  return { header, layout, offset: sound.offset + start, byteCount: Math.min(found, wanted), problem };
}

/** Where the samples begin in the sound chunk. */
function soundStart({ content }: Chunk): number {
  return 8 + (content.length >= 8 ? viewOf(content).getUint32(0) : 0);
}

function missingBytes(wanted: number, found: number): DecodeProblem {
  const reason = `the header announces ${wanted} bytes of sound, the file has ${found}: ${percent(found, wanted)}`;
  return { code: "file-truncated", reason };
}

/** Decodes the sound chunk: `wantedBytes` of it, or all that it announces. */
function readSound(
  sound: Chunk | undefined,
  header: AudioHeader,
  wantedBytes: number | null,
  decode: (data: Uint8Array) => Float32Array[],
): DecodedAudio {
  const { sampleRateHertz } = header;
  if (header.frameCount === 0) return settle(header, { sampleRateHertz, channels: [] });
  const incomplete = whyIncomplete(sound, "SSND", 8);
  if (sound === undefined || incomplete !== null) return failed("file-unreadable", incomplete ?? "", header);
  const start = soundStart(sound);
  const wanted = wantedBytes ?? Math.max(0, sound.announcedBytes - start);
  const data = sound.content.subarray(start, start + wanted);
  const signal = { sampleRateHertz, channels: decode(data) };
  if (data.length >= wanted) return settle(header, signal);
  return settle(header, signal, { problem: missingBytes(wanted, data.length) });
}

function layoutOf(common: Chunk, type: string): PcmLayout | null {
  const view = viewOf(common.content);
  const channelCount = view.getUint16(0);
  const sampleBytes = Math.ceil(view.getUint16(6) / 8);
  const signed = { encoding: "signed", sampleBytes, channelCount } as const;
  switch (type.toLowerCase()) {
    case "none":
    case "twos":
      return { ...signed, isBigEndian: true };
    case "sowt":
      return { ...signed, isBigEndian: false };
    case "raw ":
      return { encoding: "unsigned", sampleBytes: 1, channelCount, isBigEndian: true };
    case "in24":
      return { ...signed, sampleBytes: 3, isBigEndian: true };
    case "in32":
      return { ...signed, sampleBytes: 4, isBigEndian: true };
    case "fl32":
      return { encoding: "float", sampleBytes: 4, channelCount, isBigEndian: true };
    case "fl64":
      return { encoding: "float", sampleBytes: 8, channelCount, isBigEndian: true };
    case "alaw":
      return { encoding: "alaw", sampleBytes: 1, channelCount, isBigEndian: true };
    case "ulaw":
      return { encoding: "mulaw", sampleBytes: 1, channelCount, isBigEndian: true };
    default:
      return null;
  }
}

function headerOf(common: Chunk, type: string, layout: PcmLayout | null): AudioHeader {
  const view = viewOf(common.content);
  const isLinear = layout !== null && layout.encoding !== "alaw" && layout.encoding !== "mulaw";
  return {
    container: "aiff",
    codec: layout !== null ? pcmCodec(layout) : type === "ima4" ? "adpcm_ima_qt" : type.trim(),
    sampleRateHertz: extendedAt(view, 8),
    channelCount: view.getUint16(0),
    bitDepth: isLinear ? view.getUint16(6) : null,
    // With QuickTime's IMA ADPCM, programs do not agree whether this counts frames or packets.
    frameCount: type === "ima4" ? null : view.getUint32(2),
  };
}

/** An 80-bit IEEE 754 extended number. */
function extendedAt(view: DataView, offset: number): number {
  const exponent = view.getUint16(offset) & 0x7fff;
  return Number(view.getBigUint64(offset + 2)) * 2 ** (exponent - 16383 - 63);
}
