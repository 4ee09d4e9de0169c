import type { AudioHeader, AudioSignal, DecodedAudio, DecodeProblem } from "../../model/audio-clip.ts";
import { concatenate, viewOf } from "./bytes.ts";
import { type FlacStreamInfo, flacHeader, parseStreamInfo, streamInfoBytes } from "./flac-stream-info.ts";
import { type HeaderWindow, type ProbedHeader, unprobed } from "./header-window.ts";
import { joinSignals } from "./join-signals.ts";
import { identification, type OggFile, type OggStream, oggCodec, readOggPages } from "./ogg-pages.ts";
import { failed, implausible, settle } from "./outcome.ts";
import { decodeByPackage, type PackagedSignal } from "./packaged-decoders.ts";
import { readFlacStream } from "./read-flac-stream.ts";

/** Reads Ogg with Vorbis, Opus or FLAC inside; links of a chained file are put one after another. */
export async function readOgg(bytes: Uint8Array): Promise<DecodedAudio> {
  const file = readOggPages(bytes);
  const links = file.streams.filter((stream) => headerOf(stream) !== null);
  const header = links[0] === undefined ? null : headerOf(links[0]);
  if (header === null) return withoutAudio(file);
  const invalid = implausible(header);
  if (invalid !== null) return failed(invalid.code, invalid.reason, header);
  const signals: AudioSignal[] = [];
  let problem = damage(file, links);
  for (const link of links) {
    const linkHeader = headerOf(link);
    if (linkHeader === null || !isLike(header, linkHeader)) {
      problem ??= {
        code: "codec-unsupported",
        reason: "a later link of the chain has another format; it is left out",
      };
      continue;
    }
    const decoded = await decodeLink(link, linkHeader);
    problem ??= decoded.problem;
    signals.push(decoded);
  }
  const whole = { ...header, frameCount: problem === null ? announcedFrames(links) : null };
  // A stream cut from a longer one starts above zero: only missing pages tell of missing frames.
  return settle(whole, joinSignals(signals), { problem, toleranceFrames: Number.POSITIVE_INFINITY });
}

function withoutAudio(file: OggFile): DecodedAudio {
  if (file.streams.length === 0)
    return failed("file-unreadable", "no Ogg page of the file is whole and right");
  const codecs = file.streams.map((stream) => oggCodec(stream) ?? "unknown").join(", ");
  return failed("codec-unsupported", `Ogg with ${codecs} inside cannot be read`);
}

const noEnd = "the stream has no end-of-stream page: the file was cut between pages";

/** Bytes at the end of a file that hold a whole page: the largest one has 65,307. */
const tailBytes = 2 * 65_536;

/**
 * What the first page of an Ogg stream tells, and the position of its last one. Of several streams, one after another or
 * side by side, the length is not told.
 */
export function probeOgg({ head, sizeBytes, read }: HeaderWindow): ProbedHeader {
  const { streams } = readOggPages(head);
  const [first] = streams.filter((stream) => headerOf(stream) !== null);
  const header = first === undefined ? null : headerOf(first);
  if (first === undefined || header === null) {
    const codecs = streams.map((stream) => oggCodec(stream) ?? "unknown").join(", ");
    return streams.length === 0
      ? unprobed("file-unreadable", "no Ogg page of the file is whole and right")
      : unprobed("codec-unsupported", `Ogg with ${codecs} inside cannot be read`);
  }
  const tail = readOggPages(read(Math.max(0, sizeBytes - tailBytes), tailBytes)).streams;
  const [only] = tail;
  const isAlone = streams.length === 1 && tail.length === 1 && only?.serial === first.serial;
  if (isAlone && !only.pages.some((page) => page.isLast)) {
    return unprobed("file-truncated", noEnd, { ...header, frameCount: null });
  }
  if (!isAlone) return { header: { ...header, frameCount: null }, frameCount: null, problem: null };
  const frameCount = announcedFrames([
    { serial: first.serial, pages: [...first.pages.slice(0, 1), ...only.pages] },
  ]);
  return { header: { ...header, frameCount }, frameCount, problem: implausible(header) };
}

async function decodeLink(link: OggStream, header: AudioHeader): Promise<PackagedSignal> {
  // Without the pages around it, FLAC in Ogg is native FLAC after nine bytes.
  if (header.codec === "flac")
    return readFlacStream(concatenate(link.pages.map((page) => page.body)).subarray(9));
  const stream = concatenate(link.pages.map((page) => page.bytes));
  return decodeByPackage(header.codec === "opus" ? "opus" : "vorbis", stream);
}

function headerOf(stream: OggStream): AudioHeader | null {
  const head = viewOf(identification(stream));
  const common = { container: "ogg", bitDepth: null, frameCount: announcedFrames([stream]) } as const;
  const codec = oggCodec(stream);
  if (codec === "vorbis" && head.byteLength >= 16) {
    return { ...common, codec, sampleRateHertz: head.getUint32(12, true), channelCount: head.getUint8(11) };
  }
  // Opus plays at 48 kHz whatever it was made from (RFC 7845).
  if (codec === "opus" && head.byteLength >= 19) {
    return { ...common, codec, sampleRateHertz: 48_000, channelCount: head.getUint8(9) };
  }
  if (codec === "flac" && head.byteLength >= 17 + streamInfoBytes) return flacHeader("ogg", flacInfo(stream));
  return null;
}

function flacInfo(stream: OggStream): FlacStreamInfo {
  return parseStreamInfo(identification(stream).subarray(17, 17 + streamInfoBytes));
}

/** Frames by the last granule position of each link, less what Opus skips at its start. */
function announcedFrames(links: readonly OggStream[]): number | null {
  let sum = 0;
  for (const link of links) {
    const granule = link.pages.findLast((page) => page.granule !== null)?.granule ?? null;
    if (granule === null) return null;
    const head = identification(link);
    const skip = oggCodec(link) === "opus" && head.length >= 12 ? viewOf(head).getUint16(10, true) : 0;
    sum += Math.max(0, granule - skip);
  }
  return sum;
}

function isLike(a: AudioHeader, b: AudioHeader): boolean {
  return a.codec === b.codec && a.sampleRateHertz === b.sampleRateHertz && a.channelCount === b.channelCount;
}

function damage(file: OggFile, links: readonly OggStream[]): DecodeProblem | null {
  if (file.damagedCount > 0) {
    const reason = `${file.damagedCount} Ogg pages fail their checksum, the first at byte ${file.damagedOffset}; they are left out`;
    return { code: "file-corrupt", reason };
  }
  if (file.missingBytes > 0) {
    return {
      code: "file-truncated",
      reason: `the file ends inside an Ogg page: ${file.missingBytes} bytes or more are missing`,
    };
  }
  if (links.some((link) => hasGap(link))) {
    return { code: "file-corrupt", reason: "the numbers of the Ogg pages have a gap: pages are missing" };
  }
  if (links.every((link) => link.pages.some((page) => page.isLast))) return null;
  return {
    code: "file-truncated",
    reason: noEnd,
  };
}

function hasGap({ pages }: OggStream): boolean {
  return pages.some((page, index) => index > 0 && page.number !== pages[index - 1]!.number + 1);
}
