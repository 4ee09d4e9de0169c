import type { AudioHeader, DecodedAudio, DecodeProblem } from "../../model/audio-clip.ts";
import { viewOf } from "./bytes.ts";
import { type HeaderWindow, type ProbedHeader, unprobed } from "./header-window.ts";
import { failed, implausible, settle } from "./outcome.ts";
import { decodeByPackage } from "./packaged-decoders.ts";

/** What an ASF header says (Advanced Systems Format, revision 01.20.05). */
interface AsfHeader {
  readonly audio: AudioHeader;
  /** Bytes of a coded block. */
  readonly blockBytes: number;
  readonly packetBytes: number;
  /** Data packets announced; 0 in a live stream. */
  readonly packetCount: number;
  readonly headerBytes: number;
}

const ids = {
  fileProperties: "a1dcab8c47a9cf118ee400c00c205365",
  streamProperties: "9107dcb7b7a9cf118ee600c00c205365",
  audioMedia: "409e69f84d5bcf11a8fd00805f5c442b",
} as const;

const codecs: Readonly<Record<number, string>> = {
  352: "wmav1",
  353: "wmav2",
  354: "wmapro",
  355: "wmalossless",
};

/** Reads Windows Media Audio in ASF. */
export async function readAsf(bytes: Uint8Array): Promise<DecodedAudio> {
  const parsed = parseHeader(bytes);
  if (parsed === null) return failed("file-unreadable", noStream);
  const header = parsed.audio;
  const invalid = implausible(header);
  if (invalid !== null) return failed(invalid.code, invalid.reason, header);
  if (!Object.values(codecs).includes(header.codec)) {
    return failed("codec-unsupported", `ASF with ${header.codec} samples cannot be read`, header);
  }
  if (parsed.blockBytes === 0 || parsed.packetBytes < 16) {
    const reason = `the header announces blocks of ${parsed.blockBytes} and packets of ${parsed.packetBytes} bytes`;
    return failed("header-invalid", reason, header);
  }
  const decoded = await decodeByPackage("wma", bytes);
  return settle(header, decoded, { problem: missingPackets(bytes, parsed) ?? decoded.problem });
}

const noStream = "the ASF header has no whole description of an audio stream";

/** What the header of Windows Media Audio tells: not its exact length. */
export function probeAsf({ head }: HeaderWindow): ProbedHeader {
  const parsed = parseHeader(head);
  if (parsed === null) return unprobed("file-unreadable", noStream);
  return { header: parsed.audio, frameCount: null, problem: implausible(parsed.audio) };
}

function parseHeader(bytes: Uint8Array): AsfHeader | null {
  if (bytes.length < 30) return null;
  const view = viewOf(bytes);
  const headerBytes = Number(view.getBigUint64(16, true));
  const end = Math.min(headerBytes, bytes.length);
  let packets = { packetBytes: 0, packetCount: 0 };
  let stream: { audio: AudioHeader; blockBytes: number } | null = null;
  for (let at = 30; at + 24 <= end; ) {
    const size = Number(view.getBigUint64(at + 16, true));
    if (size < 24) break;
    const id = idAt(bytes, at);
    if (id === ids.fileProperties && at + 104 <= end) {
      packets = {
        packetCount: Number(view.getBigUint64(at + 56, true)),
        packetBytes: view.getUint32(at + 96, true),
      };
    }
    if (id === ids.streamProperties && at + 96 <= end && idAt(bytes, at + 24) === ids.audioMedia) {
      stream = { audio: audioHeader(view, at + 78), blockBytes: view.getUint16(at + 90, true) };
    }
    at += size;
  }
  return stream === null ? null : { ...stream, ...packets, headerBytes };
}

/** The WAVEFORMATEX structure at `at`. ASF states no exact number of frames. */
function audioHeader(view: DataView, at: number): AudioHeader {
  const tag = view.getUint16(at, true);
  return {
    container: "asf",
    codec: codecs[tag] ?? `0x${tag.toString(16).padStart(4, "0")}`,
    sampleRateHertz: view.getUint32(at + 4, true),
    channelCount: view.getUint16(at + 2, true),
    bitDepth: tag === 355 ? view.getUint16(at + 14, true) : null,
    frameCount: null,
  };
}

function missingPackets(bytes: Uint8Array, header: AsfHeader): DecodeProblem | null {
  const dataBytes = Math.max(0, bytes.length - header.headerBytes - 50);
  const found = Math.floor(dataBytes / header.packetBytes);
  if (found >= header.packetCount) return null;
  return {
    code: "file-truncated",
    reason: `the header announces ${header.packetCount} packets of ${header.packetBytes} bytes, the file has ${found}`,
  };
}

function idAt(bytes: Uint8Array, at: number): string {
  return Buffer.from(bytes.subarray(at, at + 16)).toString("hex");
}
