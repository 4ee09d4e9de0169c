import { hashSignal } from "../io/hash-signal.ts";
import { readBeginning } from "../io/read-beginning.ts";
import type { AudioSignal } from "../model/audio-clip.ts";
import type { MeasuredClip } from "../model/dataset-part.ts";
import type { ProvenanceMeasurement } from "../model/provenance-measurement.ts";
import { fingerprintText } from "../signal/fingerprint-text.ts";
import { createKernel, type SignalKernel } from "../signal/kernel/create-kernel.ts";
import { measureProvenance } from "../signal/measure-provenance.ts";
import { meydaFeatures } from "../signal/meyda-features.ts";
import { mixDown } from "../signal/mix-down.ts";

/** One file to measure. */
export interface ClipTask {
  readonly exampleId: string;
  readonly path: string;
  /** Whether to take features with Meyda too. */
  readonly withMeyda: boolean;
}

/** How Meyda looks at a clip: frames of this length, this many at most, evenly spread. */
export const meydaFrames = { framesPerClip: 16, frameLength: 2048 } as const;

/** Reads, decodes and measures one file. Never throws for bad data. */
export async function measureClip({ exampleId, path, withMeyda }: ClipTask): Promise<MeasuredClip> {
  const { sizeBytes, audio, beginningSeconds } = await readBeginning(path);
  if (audio.kind === "failed") {
    const measurement = {
      exampleId,
      sizeBytes,
      pcmSha256: null,
      fingerprint: null,
      clip: null,
      signal: null,
      provenance: null,
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
      pcmSha256: hasFrames && beginningSeconds === null ? hashSignal(signal) : null,
      fingerprint: hasFrames ? fingerprintText(channels, sampleRateHertz) : null,
      clip,
      ...(beginningSeconds === null ? {} : { beginningSeconds }),
      signal: hasFrames ? threadKernel().measureSignal(channels, sampleRateHertz, clip.bitDepth) : null,
      provenance: hasFrames ? provenanceOf(signal, clip.bitDepth, beginningSeconds === null) : null,
      problem,
    },
    meyda: withMeyda && hasFrames ? meydaFeatures(mixDown(channels), sampleRateHertz, meydaFrames) : null,
  };
}

/** How a recording was made; a beginning tells nothing of how the whole ends. */
function provenanceOf(
  { channels, sampleRateHertz }: AudioSignal,
  bitDepth: number | null,
  isWhole: boolean,
): ProvenanceMeasurement {
  const provenance = measureProvenance(channels, sampleRateHertz, bitDepth);
  return isWhole ? provenance : { ...provenance, trailingSilenceSeconds: 0 };
}

// Each thread has one kernel, made with its first clip; what it measures does not depend on which clips it had before.
let kernel: SignalKernel | null = null;

function threadKernel(): SignalKernel {
  kernel ??= createKernel();
  return kernel;
}

/** The result for a file whose decoder brought its thread down. */
export function crashedClip({ exampleId }: ClipTask, reason: string): MeasuredClip {
  const problem = { code: "file-unreadable", reason: `its decoder crashed: ${reason}` } as const;
  return {
    measurement: {
      exampleId,
      sizeBytes: 0,
      pcmSha256: null,
      fingerprint: null,
      clip: null,
      signal: null,
      provenance: null,
      problem,
    },
    meyda: null,
  };
}
