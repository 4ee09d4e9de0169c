import type { AudioHeader, DecodedAudio, DecodeProblem } from "../../model/audio-clip.ts";
import { textAt } from "./bytes.ts";
import { type EbmlElement, elementsIn, floatOf, unsignedOf } from "./ebml.ts";
import { type HeaderWindow, type ProbedHeader, unprobed } from "./header-window.ts";
import { failed, implausible, percent, settle } from "./outcome.ts";
import { decodeByPackage } from "./packaged-decoders.ts";

/** Element ids of Matroska (RFC 9559). */
const ids = {
  segment: 0x18538067,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackType: 0x83,
  codecId: 0x86,
  audio: 0xe1,
  samplingFrequency: 0xb5,
  channels: 0x9f,
} as const;

const audioTrackType = 2;

/** Reads WebM and Matroska with Opus or Vorbis inside. Their length is told in milliseconds, so no frames are announced. */
export async function readWebm(bytes: Uint8Array): Promise<DecodedAudio> {
  const segment = segmentOf(bytes);
  const entry = segment === undefined ? undefined : audioEntry(segment);
  if (segment === undefined || entry === undefined) return failed("file-unreadable", noTrack);
  const header = headerOf(entry);
  const invalid = implausible(header);
  if (invalid !== null) return failed(invalid.code, invalid.reason, header);
  if (header.codec !== "opus" && header.codec !== "vorbis") {
    return failed("codec-unsupported", `WebM with ${header.codec} inside cannot be read`, header);
  }
  const decoded = await decodeByPackage("webm", bytes);
  return settle(header, decoded, { problem: cutSegment(segment) ?? decoded.problem });
}

const noTrack = "there is no whole description of an audio track";

/** What the head of a WebM or Matroska file tells: not its exact length. */
export function probeWebm({ head }: HeaderWindow): ProbedHeader {
  const segment = segmentOf(head);
  const entry = segment === undefined ? undefined : audioEntry(segment);
  if (entry === undefined) return unprobed("file-unreadable", noTrack);
  const header = headerOf(entry);
  return { header, frameCount: null, problem: implausible(header) };
}

function segmentOf(bytes: Uint8Array): EbmlElement | undefined {
  return elementsIn(bytes).find((element) => element.id === ids.segment);
}

function audioEntry(segment: EbmlElement): EbmlElement | undefined {
  const tracks = childrenOf(segment, ids.tracks);
  return tracks.flatMap((element) => childrenOf(element, ids.trackEntry)).find(isAudio);
}

function childrenOf(element: EbmlElement, id: number): EbmlElement[] {
  return elementsIn(element.content).filter((child) => child.id === id);
}

function isAudio(entry: EbmlElement): boolean {
  return childrenOf(entry, ids.trackType).some((type) => unsignedOf(type.content) === audioTrackType);
}

function headerOf(entry: EbmlElement): AudioHeader {
  const id = childrenOf(entry, ids.codecId)[0]?.content ?? new Uint8Array(0);
  const codec = textAt(id, 0, 32).replace(/^A_/, "").toLowerCase();
  const audio = childrenOf(entry, ids.audio)[0];
  const rate = audio === undefined ? undefined : childrenOf(audio, ids.samplingFrequency)[0];
  const channels = audio === undefined ? undefined : childrenOf(audio, ids.channels)[0];
  return {
    container: "webm",
    codec,
    // Opus plays at 48 kHz whatever it was made from; 8000 is Matroska's default.
    sampleRateHertz: codec === "opus" ? 48_000 : rate === undefined ? 8000 : floatOf(rate.content),
    channelCount: channels === undefined ? 1 : unsignedOf(channels.content),
    bitDepth: null,
    frameCount: null,
  };
}

function cutSegment({ announcedBytes, content }: EbmlElement): DecodeProblem | null {
  if (announcedBytes === null || content.length >= announcedBytes) return null;
  const reason = `the segment announces ${announcedBytes} bytes, the file has ${content.length}: ${percent(content.length, announcedBytes)}`;
  return { code: "file-truncated", reason };
}
