import type { AudioHeader, DecodedAudio, DecodeProblem } from "../../model/audio-clip.ts";
import { viewOf } from "./bytes.ts";
import { type HeaderWindow, type ProbedHeader, unprobed, windowOf } from "./header-window.ts";
import { failed, implausible, percent, settle } from "./outcome.ts";
import { decodePcm, type PcmLayout, pcmCodec } from "./pcm.ts";
import type { PcmPlace } from "./pcm-blocks.ts";

/** Coding and bytes of a sample by the number in the header. */
const encodings: Readonly<Record<number, readonly [PcmLayout["encoding"], number]>> = {
  1: ["mulaw", 1],
  2: ["signed", 1],
  3: ["signed", 2],
  4: ["signed", 3],
  5: ["signed", 4],
  6: ["float", 4],
  7: ["float", 8],
  27: ["alaw", 1],
};

const openSize = 0xffffffff;

/** Reads Sun/NeXT audio: PCM of 8 to 32 bits, float 32 and 64, A-law, mu-law. */
export function readAu(bytes: Uint8Array): DecodedAudio {
  const parts = partsOf(windowOf(bytes));
  if (!("layout" in parts)) return failed(parts.problem.code, parts.problem.reason, parts.header);
  const { header, layout, offset, byteCount, problem } = parts;
  const data = bytes.subarray(offset, offset + byteCount);
  return settle(
    header,
    { sampleRateHertz: header.sampleRateHertz, channels: decodePcm(data, layout) },
    { problem },
  );
}

/** What the header of Sun/NeXT audio tells, with the bytes that are there. */
export function probeAu(file: HeaderWindow): ProbedHeader {
  const parts = partsOf(file);
  if (!("layout" in parts)) return unprobed(parts.problem.code, parts.problem.reason, parts.header);
  const { header, layout, byteCount, problem } = parts;
  return { header, frameCount: Math.floor(byteCount / (layout.sampleBytes * layout.channelCount)), problem };
}

/** Where the samples of Sun/NeXT audio are; null where the header is wrong. */
export function placeOfAu(file: HeaderWindow): PcmPlace | null {
  const parts = partsOf(file);
  return "layout" in parts ? parts : null;
}

function partsOf({
  head,
  sizeBytes,
}: HeaderWindow): PcmPlace | { readonly header: AudioHeader | null; readonly problem: DecodeProblem } {
  if (head.length < 24) {
    const reason = `the file ends inside its header of 24 bytes, at ${head.length}`;
    return { header: null, problem: { code: "file-unreadable", reason } };
  }
  const view = viewOf(head);
  const code = view.getUint32(12);
  const [encoding, sampleBytes] = encodings[code] ?? ["signed", 0];
  const layout: PcmLayout = { encoding, sampleBytes, channelCount: view.getUint32(20), isBigEndian: true };
  const announcedBytes = view.getUint32(8) === openSize ? null : view.getUint32(8);
  const header: AudioHeader = {
    container: "au",
    codec: sampleBytes === 0 ? `au encoding ${code}` : pcmCodec(layout),
    sampleRateHertz: view.getUint32(16),
    channelCount: layout.channelCount,
    bitDepth: encoding === "signed" || encoding === "float" ? 8 * sampleBytes || null : null,
    frameCount:
      announcedBytes === null ? null : Math.floor(announcedBytes / (sampleBytes * layout.channelCount)),
  };
  const invalid = implausible(header);
  if (invalid !== null) return { header, problem: invalid };
  if (sampleBytes === 0) {
    return {
      header,
      problem: { code: "codec-unsupported", reason: `AU with ${header.codec} cannot be read` },
    };
  }
  const start = view.getUint32(4);
  const restBytes = Math.max(0, sizeBytes - start);
  const byteCount = Math.min(restBytes, announcedBytes ?? restBytes);
  return { header, layout, offset: start, byteCount, problem: missingBytes(announcedBytes, byteCount) };
}

function missingBytes(announcedBytes: number | null, byteCount: number): DecodeProblem | null {
  if (announcedBytes === null || byteCount >= announcedBytes) return null;
  const reason = `the header announces ${announcedBytes} bytes of sound, the file has ${byteCount}: ${percent(byteCount, announcedBytes)}`;
  return { code: "file-truncated", reason };
}
