import type { DecodedAudio, DecodeProblem } from "../model/audio-clip.ts";
import { decodeAudio } from "./decode-audio.ts";
import { holdingMedia } from "./held-cells.ts";
import { mediaSizeBytes, readMediaBytes } from "./open-media.ts";
import { type ProbedFile, probeHeader } from "./probe-header.ts";
import { type AudioFile, readAudio } from "./read-audio.ts";

/** One audio file, and how much of it was decoded. */
export interface AudioBeginning extends AudioFile {
  /** Length of the decoded part, in seconds, from the start; null when it is all there is. */
  readonly beginningSeconds: number | null;
}

/** Samples over all channels that a file may have to be decoded whole: 128 MB, 12 minutes of stereo at 44.1 kHz. */
const mostSamples = 2 ** 25;
/** Samples per byte that a codec may reach; a header that promises more is not believed. */
const mostSamplesPerByte = 16;
/**
 * Bytes that are decoded where a header does not say how long the recording is: four minutes at 128 kbit/s, which as samples take 92 MB. More
 * would leave the memory that one file may have.
 */
const mostUntoldBytes = 2 ** 22;

/**
 * Reads and decodes the file at `path` in bounded memory: of a recording of more than 2^25 samples only the beginning, half as
 * many, though `clip` speaks of the whole. Never throws.
 */
export function readBeginning(path: string, limit = mostSamples): Promise<AudioBeginning> {
  return holdingMedia(path, () => readHeld(path, limit));
}

async function readHeld(path: string, limit: number): Promise<AudioBeginning> {
  // A small file costs less to decode than to be looked at twice.
  if (mediaSizeBytes(path) < limit / mostSamplesPerByte) return wholeOf(path);
  const probed = probeHeader(path);
  if (probed.problem !== null && isHopeless(probed.problem)) {
    const { sizeBytes, header, problem } = probed;
    return { sizeBytes, audio: { kind: "failed", header, problem }, beginningSeconds: null };
  }
  const byteCount = beginningBytes(probed, limit);
  if (byteCount === null) return wholeOf(path);
  const audio = await decodeAudio(readMediaBytes(path, byteCount));
  // An MP4 file whose index lies at its end has no beginning.
  if (audio.kind === "failed") return wholeOf(path);
  const beginningSeconds = audio.clip.durationSeconds;
  return { sizeBytes: probed.sizeBytes, audio: asWhole(audio, probed), beginningSeconds };
}

async function wholeOf(path: string): Promise<AudioBeginning> {
  return { ...(await readAudio(path)), beginningSeconds: null };
}

/** Whether a large file needs no further look: it could only be read whole to be refused. */
function isHopeless({ code }: DecodeProblem): boolean {
  return code === "file-unreadable" || code === "header-invalid" || code === "codec-unsupported";
}

/** Bytes that hold the beginning of a file; null where it is to be decoded whole. */
function beginningBytes({ sizeBytes, header, frameCount }: ProbedFile, limit: number): number | null {
  if (header === null) return null;
  if (frameCount === null) return sizeBytes > mostUntoldBytes ? mostUntoldBytes : null;
  const sampleCount = frameCount * header.channelCount;
  if (sampleCount <= limit) return null;
  return Math.ceil(Math.max(limit / mostSamplesPerByte, sizeBytes * (limit / 2 / sampleCount)));
}

/** The beginning, with the length of the whole; that it ends early is our doing, and no problem of the file. */
function asWhole(
  { clip: decoded, signal, problem: found }: Exclude<DecodedAudio, { kind: "failed" }>,
  { frameCount, problem: announced }: ProbedFile,
): DecodedAudio {
  const problem = announced ?? (found?.code === "file-truncated" ? null : found);
  if (frameCount === null) {
    const reason = "the file is too large to be decoded whole, and its header does not say how long it is";
    return { kind: "partial", clip: decoded, signal, problem: problem ?? { code: "file-truncated", reason } };
  }
  const clip = { ...decoded, frameCount, durationSeconds: frameCount / decoded.sampleRateHertz };
  return problem === null
    ? { kind: "decoded", clip, signal, problem }
    : { kind: "partial", clip, signal, problem };
}
