import type { AudioHeader, DecodedAudio } from "../../model/audio-clip.ts";
import { viewOf } from "./bytes.ts";
import { failed, implausible, percent, settle } from "./outcome.ts";
import { decodePcm, type PcmLayout, pcmCodec } from "./pcm.ts";

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
  if (bytes.length < 24)
    return failed("file-unreadable", `the file ends inside its header of 24 bytes, at ${bytes.length}`);
  const view = viewOf(bytes);
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
  if (invalid !== null) return failed(invalid.code, invalid.reason, header);
  if (sampleBytes === 0) return failed("codec-unsupported", `AU with ${header.codec} cannot be read`, header);
  const start = view.getUint32(4);
  const data = bytes.subarray(start, announcedBytes === null ? undefined : start + announcedBytes);
  const signal = { sampleRateHertz: header.sampleRateHertz, channels: decodePcm(data, layout) };
  if (announcedBytes === null || data.length >= announcedBytes) return settle(header, signal);
  const reason = `the header announces ${announcedBytes} bytes of sound, the file has ${data.length}: ${percent(data.length, announcedBytes)}`;
  return settle(header, signal, { problem: { code: "file-truncated", reason } });
}
