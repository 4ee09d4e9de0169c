import type { AudioHeader, DecodedAudio, DecodeProblem } from "../../model/audio-clip.ts";
import { concatenate, textAt, viewOf } from "./bytes.ts";
import { afterId3, type FrameChain } from "./frame-chain.ts";
import { type HeaderWindow, type ProbedHeader, unprobed } from "./header-window.ts";
import { findMp3Frames, type Mp3Frame } from "./mp3-frames.ts";
import { failed, percent, settle } from "./outcome.ts";
import { decodeByPackage } from "./packaged-decoders.ts";

/** What the Xing or Info frame at the start of a stream says. */
interface StreamInfo {
  /** MPEG frames that follow; null when it does not say. */
  readonly packetCount: number | null;
  /** Bytes of the stream from this frame on; null when it does not say. */
  readonly byteCount: number | null;
  /** Frames of audio that the encoder put before the recording and after it. */
  readonly delayFrames: number;
  readonly paddingFrames: number;
}

/** Reads MPEG audio, layers I to III, without the encoder's delay and padding where the stream states them. */
export async function readMp3(bytes: Uint8Array): Promise<DecodedAudio> {
  const chain = findMp3Frames(bytes);
  if (chain === null) return failed("file-unreadable", noFrames);
  const info = streamInfo(bytes, chain.frames[0]);
  const header = headerOf(chain, info);
  // Only whole frames are fed: the decoder loops and prints on what lies between them.
  const stream = concatenate(
    chain.frames.map(({ offset, byteCount }) => bytes.subarray(offset, offset + byteCount)),
  );
  const decoded = await decodeByPackage("mp3", stream);
  // The package gives two channels always, equal ones for a mono stream.
  const signal = { ...decoded, channels: decoded.channels.slice(0, header.channelCount) };
  const toleranceFrames = chain.frames[0].frameLength;
  return settle(header, signal, { problem: damage(chain, info) ?? decoded.problem, toleranceFrames });
}

const noFrames = "there are no three MPEG audio frames in a row";
/** Bytes after the tags that are looked at: three frames of the largest size, and what may lie before them. */
const probedBytes = 16_384;

/** What the first frames of MPEG audio tell; their length only where a Xing or Info frame counts the frames. */
export function probeMp3({ head, sizeBytes, read }: HeaderWindow): ProbedHeader {
  const bytes = read(afterId3(head), probedBytes);
  const chain = findMp3Frames(bytes);
  if (chain === null) return unprobed("file-unreadable", noFrames);
  const info = streamInfo(bytes, chain.frames[0]);
  const header = headerOf(chain, info);
  const missing = (info?.byteCount ?? 0) - (sizeBytes - afterId3(head) - chain.frames[0].offset);
  if (missing <= 0) return { header, frameCount: header.frameCount, problem: null };
  return unprobed(
    "file-truncated",
    `${missing} of ${info?.byteCount} bytes of the stream are missing`,
    header,
  );
}

function headerOf({ frames }: FrameChain<Mp3Frame>, info: StreamInfo | null): AudioHeader {
  const packetCount = info === null ? null : info.packetCount;
  const first = frames[0];
  return {
    container: "mp3",
    codec: `mp${first.layer}`,
    sampleRateHertz: first.sampleRateHertz,
    channelCount: frames.some((frame) => frame.channelCount === 2) ? 2 : 1,
    bitDepth: null,
    frameCount:
      packetCount === null || info === null
        ? null
        : Math.max(0, packetCount * first.frameLength - info.delayFrames - info.paddingFrames),
  };
}

/** The Xing/Info head with the LAME extension (gabriel.mp3-tech.org/mp3infotag.html). */
function streamInfo(bytes: Uint8Array, frame: Mp3Frame): StreamInfo | null {
  const at = frame.offset + 4 + frame.sideBytes;
  const mark = textAt(bytes, at, 4);
  if ((mark !== "Xing" && mark !== "Info") || at + 8 > bytes.length) return null;
  const flags = viewOf(bytes).getUint32(at + 4);
  const packetCount = flags & 1 && at + 12 <= bytes.length ? viewOf(bytes).getUint32(at + 8) : null;
  const bytesAt = at + 8 + (flags & 1 ? 4 : 0);
  const byteCount = flags & 2 && bytesAt + 4 <= bytes.length ? viewOf(bytes).getUint32(bytesAt) : null;
  const lame =
    at + 8 + (flags & 1 ? 4 : 0) + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0);
  const [high, middle, low] = [bytes[lame + 21] ?? 0, bytes[lame + 22] ?? 0, bytes[lame + 23] ?? 0];
  const isTold = /^(LAME|Lavf|Lavc|GOGO)/.test(textAt(bytes, lame, 4));
  return {
    packetCount,
    byteCount,
    delayFrames: isTold ? (high << 4) | (middle >> 4) : 0,
    paddingFrames: isTold ? ((middle & 15) << 8) | low : 0,
  };
}

function damage(chain: FrameChain<Mp3Frame>, info: StreamInfo | null): DecodeProblem | null {
  const found = chain.frames.length - (info === null ? 0 : 1);
  if (chain.strayBytes > 0) {
    const reason = `${chain.strayBytes} bytes from offset ${chain.strayOffset} are no MPEG audio, between frames that are`;
    return { code: "file-corrupt", reason };
  }
  const announced = info?.packetCount ?? null;
  if (announced !== null && found < announced) {
    const reason = `the ${announced} MPEG frames that the header announces are not all there: ${found}, ${percent(found, announced)}`;
    return { code: "file-truncated", reason };
  }
  if (chain.missingBytes > 0) {
    const reason = `the last MPEG frame is cut: ${chain.missingBytes} bytes of it are missing`;
    return { code: "file-truncated", reason };
  }
  // Some encoders count the frame that holds the count.
  if (announced === null || announced === 0 || found <= announced + 1) return null;
  const reason = `the header announces ${announced} MPEG frames, the file has ${found}: more than that`;
  return { code: "header-contradicts", reason };
}
