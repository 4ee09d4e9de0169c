import { hashSignal } from "../io/hash-signal.ts";
import { readAudio } from "../io/read-audio.ts";
import type { ClipMeasurement } from "../model/clip-measurement.ts";
import { measureSignal } from "../signal/measure-signal.ts";
import { meydaFeatures } from "../signal/meyda-features.ts";
import { mixDown } from "../signal/mix-down.ts";

/** One file to measure. */
export interface ClipTask {
  readonly exampleId: string;
  readonly path: string;
  /** Whether to take features with Meyda too. */
  readonly withMeyda: boolean;
}

/** What one file gave. */
export interface MeasuredClip {
  readonly measurement: ClipMeasurement;
  /** Mean of each Meyda feature over the frames looked at; null when not asked for, or without a frame. */
  readonly meyda: Readonly<Record<string, number | null>> | null;
}

/** How Meyda looks at a clip: frames of this length, this many at most, evenly spread. */
export const meydaFrames = { framesPerClip: 16, frameLength: 2048 } as const;

/** Reads, decodes and measures one file. Never throws for bad data. */
export async function measureClip({ exampleId, path, withMeyda }: ClipTask): Promise<MeasuredClip> {
  const { sizeBytes, audio } = await readAudio(path);
  if (audio.kind === "failed") {
    const measurement = {
      exampleId,
      sizeBytes,
      pcmSha256: null,
      clip: null,
      signal: null,
      problem: audio.problem,
    };
    return { measurement, meyda: null };
  }
  const { clip, signal, problem } = audio;
  const hasFrames = clip.frameCount > 0;
  const { channels, sampleRateHertz } = signal;
  return {
    measurement: {
      exampleId,
      sizeBytes,
      pcmSha256: hasFrames ? hashSignal(signal) : null,
      clip,
      signal: hasFrames ? measureSignal(channels, sampleRateHertz, clip.bitDepth) : null,
      problem,
    },
    meyda: withMeyda && hasFrames ? meydaFeatures(mixDown(channels), sampleRateHertz, meydaFrames) : null,
  };
}

/** The result for a file whose decoder brought its thread down. */
export function crashedClip({ exampleId }: ClipTask, reason: string): MeasuredClip {
  const problem = { code: "file-unreadable", reason: `its decoder crashed: ${reason}` } as const;
  return {
    measurement: { exampleId, sizeBytes: 0, pcmSha256: null, clip: null, signal: null, problem },
    meyda: null,
  };
}
