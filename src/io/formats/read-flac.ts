import type { DecodedAudio, DecodeProblem } from "../../model/audio-clip.ts";
import type { BlockStream, DecoderFile } from "./block-stream.ts";
import { concatenate, viewOf } from "./bytes.ts";
import { evenScale } from "./even-scale.ts";
import { flacBlocks } from "./flac-blocks.ts";
import { type FlacFrame, findFlacFrames } from "./flac-frames.ts";
import { type FlacStreamInfo, flacHeader, parseStreamInfo, streamInfoBytes } from "./flac-stream-info.ts";
import { type HeaderWindow, type ProbedHeader, unprobed, windowOf } from "./header-window.ts";
import { failed, implausible, percent, settle } from "./outcome.ts";
import { decodeByPackage, type PackagedSignal } from "./packaged-decoders.ts";

/** Reads FLAC by a package, where there are no decoders of our own. Frames whose CRC-16 fails are left out; the rest is kept. */
export async function readFlac(bytes: Uint8Array): Promise<DecodedAudio> {
  const audioStart = metadataEnd(windowOf(bytes));
  if (!hasStreamInfo(bytes)) return failed("file-unreadable", noStreamInfo);
  const info = parseStreamInfo(bytes.subarray(8, 8 + streamInfoBytes));
  const header = flacHeader("flac", info);
  const invalid = implausible(header);
  if (invalid !== null) return failed(invalid.code, invalid.reason, header);
  const frames = findFlacFrames(bytes, audioStart);
  const whole = frames.filter((frame) => frame.isWhole);
  if (whole.length === 0) {
    const problem = damagedFrames(frames) ??
      shortOf(info, 0) ?? { code: "file-empty", reason: "there is no FLAC frame" };
    return failed(problem.code, problem.reason, header);
  }
  const pieces = [
    bytes.subarray(0, audioStart),
    ...whole.map(({ offset, end }) => bytes.subarray(offset, end)),
  ];
  const decoded = await decodeFlac(concatenate(pieces), info);
  const problem = damagedFrames(frames) ?? decoded.problem ?? shortOf(info, decoded.channels[0]?.length ?? 0);
  return settle(header, decoded, { problem });
}

const noStreamInfo = "the file ends inside its header, or has no STREAMINFO block";

function hasStreamInfo(bytes: Uint8Array): boolean {
  return bytes.length >= 8 + streamInfoBytes && (bytes[4]! & 127) === 0;
}

/** The recording in a FLAC file; null where its header is wrong. */
export function flacStream(file: DecoderFile): BlockStream | null {
  if (!hasStreamInfo(file.head)) return null;
  const info = parseStreamInfo(file.head.subarray(8, 8 + streamInfoBytes));
  const header = flacHeader("flac", info);
  if (implausible(header) !== null) return null;
  return { header, blocks: flacBlocks(file, info, metadataEnd(file)) };
}

/** What the STREAMINFO block of a FLAC file tells. */
export function probeFlac({ head }: HeaderWindow): ProbedHeader {
  if (!hasStreamInfo(head)) return unprobed("file-unreadable", noStreamInfo);
  const header = flacHeader("flac", parseStreamInfo(head.subarray(8, 8 + streamInfoBytes)));
  return { header, frameCount: header.frameCount, problem: implausible(header) };
}

/** Decodes a native or Ogg stream by the package, which divides by 2^(bits - 1) - 1. */
export async function decodeFlac(stream: Uint8Array, info: FlacStreamInfo): Promise<PackagedSignal> {
  const decoded = await decodeByPackage("flac", stream);
  return {
    ...decoded,
    channels: decoded.channels.map((samples) => evenScale(samples, info.bitDepth, "all")),
  };
}

/** Where the metadata blocks end. */
function metadataEnd({ sizeBytes, read }: HeaderWindow): number {
  let at = 4;
  for (let isLast = false; !isLast && at + 4 <= sizeBytes; ) {
    const head = viewOf(read(at, 4)).getUint32(0);
    isLast = head >>> 31 === 1;
    at += 4 + (head & 0xffffff);
  }
  return Math.min(at, sizeBytes);
}

/** A damaged last frame means that the file was cut; a damaged frame with others after it, that bytes were changed. */
function damagedFrames(frames: readonly FlacFrame[]): DecodeProblem | null {
  const index = frames.findIndex((frame) => !frame.isWhole);
  const first = frames[index];
  if (first === undefined) return null;
  const rest = frames.slice(index);
  if (!rest.some((frame) => frame.isWhole)) {
    const reason = `the file ends inside FLAC frame ${index}, which begins at byte ${first.offset}`;
    return { code: "file-truncated", reason };
  }
  const count = rest.filter((frame) => !frame.isWhole).length;
  const reason = `${count} of ${frames.length} FLAC frames fail their checksum, the first at byte ${first.offset}; they are left out`;
  return { code: "file-corrupt", reason };
}

function shortOf(info: FlacStreamInfo, frameCount: number): DecodeProblem | null {
  if (info.frameCount === null || frameCount >= info.frameCount) return null;
  const reason = `the header announces ${info.frameCount} frames, the file has ${frameCount}: ${percent(frameCount, info.frameCount)}`;
  return { code: "file-truncated", reason };
}
