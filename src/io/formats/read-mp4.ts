import type { AudioHeader, DecodedAudio, DecodeProblem } from "../../model/audio-clip.ts";
import { textAt, viewOf } from "./bytes.ts";
import { type HeaderWindow, type ProbedHeader, unprobed } from "./header-window.ts";
import { boxesIn } from "./mp4-boxes.ts";
import { audioTrack, type Mp4Track } from "./mp4-track.ts";
import { failed, implausible, percent, settle } from "./outcome.ts";
import { decodeByPackage } from "./packaged-decoders.ts";

/** Codecs by sample entry, as ffmpeg names them. */
const codecs: Readonly<Record<string, string>> = {
  mp4a: "aac",
  alac: "alac",
  Opus: "opus",
  fLaC: "flac",
  ".mp3": "mp3",
  "ac-3": "ac3",
  "ec-3": "eac3",
};

/** Frames of AAC that a whole file may fall short by: one coded frame at each end. */
const toleranceFrames = 2048;

/** Reads MP4 and M4A with AAC or Apple Lossless inside, without the encoder's priming where an edit list states it. */
export async function readMp4(bytes: Uint8Array): Promise<DecodedAudio> {
  const boxes = boxesIn(bytes);
  const moov = boxes.find((box) => box.type === "moov");
  if (moov === undefined) return failed("file-unreadable", noIndex);
  if (moov.content.length < moov.announcedBytes) {
    return failed(
      "file-unreadable",
      `the file ends inside its moov atom: ${missing(moov)} bytes are missing`,
    );
  }
  const track = audioTrack(moov.content, bytes.length);
  if (track === null) return failed("codec-unsupported", "the MP4 file has no audio track");
  const header = headerOf(track);
  const invalid = implausible(header) ?? brokenTable(track);
  if (invalid !== null) return failed(invalid.code, invalid.reason, header);
  if (boxes.some((box) => box.type === "moof")) {
    return failed("codec-unsupported", "fragmented MP4 cannot be read", header);
  }
  if (header.codec !== "aac" && header.codec !== "alac") {
    return failed("codec-unsupported", `MP4 with ${header.codec} inside cannot be read`, header);
  }
  const decoded = await decodeByPackage("aac", bytes);
  const data = boxes.findLast((box) => box.type === "mdat" && missing(box) > 0);
  return settle(atDecodedRate(header, decoded.sampleRateHertz), decoded, {
    problem: (data === undefined ? null : cutData(data)) ?? decoded.problem,
    toleranceFrames: header.codec === "aac" ? toleranceFrames : 0,
  });
}

const noIndex = "there is no moov atom: the recording stopped before its index was written";

/** What the index of an MP4 file tells. */
export function probeMp4({ sizeBytes, read }: HeaderWindow): ProbedHeader {
  const index = findIndex(sizeBytes, read);
  if (index === null) return unprobed("file-unreadable", noIndex);
  if (index.offset + index.byteCount > sizeBytes) {
    const missingBytes = index.offset + index.byteCount - sizeBytes;
    return unprobed(
      "file-unreadable",
      `the file ends inside its moov atom: ${missingBytes} bytes are missing`,
    );
  }
  const content = read(index.offset, index.byteCount);
  const track = audioTrack(content, sizeBytes);
  if (track === null) return unprobed("codec-unsupported", "the MP4 file has no audio track");
  const header = headerOf(track);
  const invalid = implausible(header) ?? brokenTable(track);
  if (invalid !== null) return unprobed(invalid.code, invalid.reason, header);
  if (header.codec !== "aac" && header.codec !== "alac") {
    return unprobed("codec-unsupported", `MP4 with ${header.codec} inside cannot be read`, header);
  }
  if (boxesIn(content).some((box) => box.type === "mvex")) {
    return unprobed("codec-unsupported", "fragmented MP4 cannot be read", header);
  }
  return { header, frameCount: header.frameCount, problem: null };
}

/** Where the content of the moov atom is, by the heads of the atoms before it. */
function findIndex(
  sizeBytes: number,
  read: HeaderWindow["read"],
): { readonly offset: number; readonly byteCount: number } | null {
  for (let at = 0; at + 8 <= sizeBytes; ) {
    const head = read(at, 16);
    const short = viewOf(head).getUint32(0);
    const headBytes = short === 1 ? 16 : 8;
    if (head.length < headBytes) return null;
    const size = short === 0 ? sizeBytes - at : short === 1 ? Number(viewOf(head).getBigUint64(8)) : short;
    if (size < headBytes) return null;
    if (textAt(head, 4, 4) === "moov") return { offset: at + headBytes, byteCount: size - headBytes };
    at += size;
  }
  return null;
}

function headerOf(track: Mp4Track): AudioHeader {
  const { durationSeconds, sampleRateHertz } = track;
  const codec = codecs[track.format] ?? track.format.trim();
  return {
    container: "mp4",
    codec,
    sampleRateHertz,
    channelCount: track.channelCount,
    bitDepth: codec === "alac" || codec === "flac" ? track.sampleBits : null,
    frameCount: durationSeconds === null ? null : Math.round(durationSeconds * sampleRateHertz),
  };
}

/** HE-AAC plays at twice the rate that its sample entry may say. */
function atDecodedRate(header: AudioHeader, sampleRateHertz: number): AudioHeader {
  if (sampleRateHertz === 0 || sampleRateHertz === header.sampleRateHertz) return header;
  const ratio = sampleRateHertz / header.sampleRateHertz;
  const frameCount = header.frameCount === null ? null : Math.round(header.frameCount * ratio);
  return { ...header, sampleRateHertz, frameCount };
}

function brokenTable({ brokenTable: type }: Mp4Track): DecodeProblem | null {
  if (type === null) return null;
  return {
    code: "header-invalid",
    reason: `the table "${type}" announces more entries than the file can hold`,
  };
}

function missing(box: { content: Uint8Array; announcedBytes: number }): number {
  return box.announcedBytes - box.content.length;
}

function cutData(data: { content: Uint8Array; announcedBytes: number }): DecodeProblem {
  const share = percent(data.content.length, data.announcedBytes);
  const reason = `the mdat atom announces ${data.announcedBytes} bytes, the file has ${data.content.length}: ${share}`;
  return { code: "file-truncated", reason };
}
