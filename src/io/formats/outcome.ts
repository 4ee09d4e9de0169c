import type {
  AudioClip,
  AudioHeader,
  AudioSignal,
  DecodedAudio,
  DecodeProblem,
} from "../../model/audio-clip.ts";

/** Most channels that a header may announce. */
const maxChannelCount = 64;
/** Highest sampling rate that a header may announce, in Hertz. */
const maxSampleRateHertz = 768_000;

/** A file of which nothing could be decoded. */
export function failed(
  code: DecodeProblem["code"],
  reason: string,
  header: AudioHeader | null = null,
): DecodedAudio {
  return { kind: "failed", header, problem: { code, reason } };
}

/** Why a header cannot be true, or null when it can: the guard before anything is allocated from it. */
export function implausible(header: AudioHeader): DecodeProblem | null {
  const { channelCount, sampleRateHertz } = header;
  if (!(channelCount >= 1 && channelCount <= maxChannelCount)) {
    return invalid(`the header announces ${channelCount} channels; 1 to ${maxChannelCount} can be right`);
  }
  if (!(sampleRateHertz >= 1 && sampleRateHertz <= maxSampleRateHertz)) {
    return invalid(
      `the header announces a sampling rate of ${sampleRateHertz} Hz; 1 to ${maxSampleRateHertz} can be right`,
    );
  }
  return null;
}

function invalid(reason: string): DecodeProblem {
  return { code: "header-invalid", reason };
}

/** What is known besides header and samples when a decoder has ended. */
export interface Ending {
  /** Trouble that was seen in the bytes; it goes before a shortfall of frames. */
  readonly problem?: DecodeProblem | null;
  /** Frames by which a whole file may fall short of its header. Default 0. */
  readonly toleranceFrames?: number;
}

/** How much a decoder gave. */
export interface DecodedExtent {
  readonly sampleRateHertz: number;
  readonly channelCount: number;
  readonly frameCount: number;
}

/** What came of a file once its samples have been decoded; no clip without a frame. */
export type Conclusion =
  | { readonly clip: AudioClip; readonly problem: DecodeProblem | null }
  | { readonly clip: null; readonly problem: DecodeProblem };

/** What to say of a file of which so much was decoded. */
export function conclude(header: AudioHeader, decoded: DecodedExtent, ending: Ending = {}): Conclusion {
  const { frameCount, sampleRateHertz } = decoded;
  const problem = ending.problem ?? shortfall(header, frameCount, ending.toleranceFrames ?? 0);
  if (frameCount === 0) {
    const reason = "the header is valid, but there is no frame of audio";
    return { clip: null, problem: problem ?? { code: "file-empty", reason } };
  }
  return { clip: { ...header, ...decoded, durationSeconds: frameCount / sampleRateHertz }, problem };
}

/** The outcome of a decoder: whole, partial when frames are missing or damage was seen, failed without a frame. */
export function settle(header: AudioHeader, signal: AudioSignal, ending: Ending = {}): DecodedAudio {
  const { sampleRateHertz, channels } = signal;
  const extent = { sampleRateHertz, channelCount: channels.length, frameCount: channels[0]?.length ?? 0 };
  const { clip, problem } = conclude(header, extent, ending);
  if (clip === null) return { kind: "failed", header, problem };
  return problem === null
    ? { kind: "decoded", clip, signal, problem }
    : { kind: "partial", clip, signal, problem };
}

function shortfall(header: AudioHeader, frameCount: number, toleranceFrames: number): DecodeProblem | null {
  const announced = header.frameCount;
  if (announced === null || announced === 0) return null;
  if (frameCount === 0) {
    const reason = `the header announces ${announced} frames, but none could be decoded`;
    return { code: "file-corrupt", reason };
  }
  if (frameCount >= announced - toleranceFrames) return null;
  const reason = `the header announces ${announced} frames, ${frameCount} could be decoded: ${percent(frameCount, announced)}`;
  return { code: "file-truncated", reason };
}

/** A share as whole percent for a sentence, never rounded up to 100 %. */
export function percent(part: number, whole: number): string {
  return `${Math.floor((100 * part) / whole)}%`;
}
