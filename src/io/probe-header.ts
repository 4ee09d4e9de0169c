import type { Container } from "../model/audio-clip.ts";
import { messageOf } from "../model/errors.ts";
import { parseAddress, type TimeRange } from "../model/media-address.ts";
import { windowOn } from "./file-window.ts";
import { hasText } from "./formats/bytes.ts";
import { afterId3 } from "./formats/frame-chain.ts";
import { type HeaderWindow, type ProbedHeader, unprobed } from "./formats/header-window.ts";
import { probeAdts } from "./formats/read-adts.ts";
import { probeAiff } from "./formats/read-aiff.ts";
import { probeAsf } from "./formats/read-asf.ts";
import { probeAu } from "./formats/read-au.ts";
import { probeCaf } from "./formats/read-caf.ts";
import { probeFlac } from "./formats/read-flac.ts";
import { probeMp3 } from "./formats/read-mp3.ts";
import { probeMp4 } from "./formats/read-mp4.ts";
import { probeOgg } from "./formats/read-ogg.ts";
import { probeWav } from "./formats/read-wav.ts";
import { probeWavpack } from "./formats/read-wavpack.ts";
import { probeWebm } from "./formats/read-webm.ts";
import { type OpenMedia, openMedia } from "./open-media.ts";
import { sniffContainer } from "./sniff-container.ts";

const probes: Readonly<Record<Container, (file: HeaderWindow) => ProbedHeader>> = {
  wav: probeWav,
  rf64: probeWav,
  aiff: probeAiff,
  au: probeAu,
  caf: probeCaf,
  flac: probeFlac,
  mp3: probeMp3,
  ogg: probeOgg,
  mp4: probeMp4,
  adts: probeAdts,
  webm: probeWebm,
  asf: probeAsf,
  wavpack: probeWavpack,
};

/** What a look at the header of one file gave. */
export interface ProbedFile extends ProbedHeader {
  /** Size of the file; 0 when it could not be opened. */
  readonly sizeBytes: number;
}

/** Read where the first bytes do not yet show what the file is: tags before MPEG audio may hold pictures. */
const searchedBytes = 131_072;

/**
 * Reads the header of the file at `path` and no samples: a few kilobytes, synchronously. The length is the one that the
 * header and the size of the file tell together; damage further in is not seen. Never throws.
 */
export function probeHeader(path: string): ProbedFile {
  let media: OpenMedia;
  try {
    media = openMedia(path);
  } catch (error) {
    return { sizeBytes: 0, ...unprobed("file-unreadable", `the file cannot be opened: ${messageOf(error)}`) };
  }
  try {
    const probed = { sizeBytes: media.sizeBytes, ...probe(windowOn(media)) };
    const { time } = parseAddress(path);
    return time === null ? probed : probedStretch(probed, time);
  } catch (error) {
    const reason = `the header cannot be followed: ${messageOf(error)}`;
    return { sizeBytes: 0, ...unprobed("file-unreadable", reason) };
  } finally {
    media.close();
  }
}

/** What the header of a recording tells of a stretch of it. */
function probedStretch(probed: ProbedFile, { startSeconds, endSeconds }: TimeRange): ProbedFile {
  const { header, frameCount } = probed;
  if (header === null) return probed;
  const first = Math.round(startSeconds * header.sampleRateHertz);
  const end = endSeconds === null ? frameCount : Math.round(endSeconds * header.sampleRateHertz);
  if (end === null) return probed;
  const count = Math.min(end, frameCount ?? end) - first;
  const sizeBytes = Math.round(probed.sizeBytes * Math.min(1, count / (frameCount ?? count)));
  if (count > 0) return { ...probed, sizeBytes, frameCount: count };
  const reason = `the stretch from ${startSeconds} s lies beyond the end of the recording`;
  return { ...probed, frameCount: null, header: null, problem: { code: "file-truncated", reason } };
}

function probe(file: HeaderWindow): ProbedHeader {
  const sniffed = sniffContainer(file.head);
  // Without a magic number, only frames in a row tell; a tag before them may be longer than the head.
  const found =
    sniffed.kind === "unknown" && file.sizeBytes > file.head.length
      ? sniffContainer(file.read(hasText(file.head, 0, "ID3") ? afterId3(file.head) : 0, searchedBytes))
      : sniffed;
  if (found.kind === "unknown") return unprobed("file-unreadable", found.reason);
  const probed = probes[found.container](file);
  if (probed.frameCount !== 0 || probed.problem !== null) return probed;
  return {
    ...probed,
    problem: { code: "file-empty", reason: "the header is valid, but there is no frame of audio" },
  };
}
