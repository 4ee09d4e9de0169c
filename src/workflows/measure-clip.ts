import type { SampleBlock } from "../io/formats/block-stream.ts";
import { beginSignalHash } from "../io/hash-signal.ts";
import { type ClipFormat, readClip } from "../io/read-clip.ts";
import type { MeasuredClip } from "../model/dataset-part.ts";
import { type ClipAnalyser, type ClipAnalysis, createAnalyser } from "../signal/kernel/clip-analyser.ts";
import type { meydaFeatures } from "../signal/meyda-features.ts";
import { mixDown } from "../signal/mix-down.ts";

/** One file to measure. */
export interface ClipTask {
  readonly exampleId: string;
  readonly path: string;
  /** Whether to take features with Meyda too. */
  readonly withMeyda: boolean;
  /** Whether it is speech, so that WADA-SNR is taken; false where left out. */
  readonly isSpeech?: boolean;
}

/** What one file gave, and which bytes gave it. */
export interface TaggedClip {
  readonly clip: MeasuredClip;
  /** What tells the file's bytes from others; null when not asked for or not readable. */
  readonly contentTag: string | null;
}

/** How Meyda looks at a clip: frames of this length, this many at most, evenly spread. */
export const meydaFrames = { framesPerClip: 16, frameLength: 2048 } as const;

/** Samples of a recording among which Meyda's frames are spread: 128 MB. */
const mostMeydaSamples = 2 ** 25;

/** Reads, decodes and measures one file. Never throws for bad data. */
export async function measureClip(task: ClipTask): Promise<MeasuredClip> {
  return (await measureTagged(task, false)).clip;
}

/** As `measureClip`, with the tag of the file's bytes if that is wanted. */
export async function measureTagged(task: ClipTask, withContentTag: boolean): Promise<TaggedClip> {
  const { exampleId, path, withMeyda } = task;
  // Loaded where it is asked for: the package takes longer to load than a hundred short clips to measure.
  const features = withMeyda ? (await import("../signal/meyda-features.ts")).meydaFeatures : null;
  const use = { ...task, features };
  const read = await readClip(path, { withContentTag }, (format, blocks) => hear(use, format, blocks));
  const { sizeBytes, clip, problem, beginningSeconds, contentTag, result } = read;
  const isWhole = beginningSeconds === null;
  const measurement = {
    exampleId,
    sizeBytes,
    pcmSha256: isWhole && result !== null ? result.pcmSha256 : null,
    fingerprint: result?.analysis.fingerprint ?? null,
    clip,
    ...(isWhole ? {} : { beginningSeconds }),
    signal: result?.analysis.signal ?? null,
    provenance: result === null ? null : provenanceOf(result.analysis, isWhole),
    problem,
  };
  return { clip: { measurement, meyda: result?.meyda ?? null }, contentTag };
}

/** What the samples of a recording tell. */
interface Heard extends Pick<MeasuredClip, "meyda"> {
  readonly pcmSha256: string;
  readonly analysis: ClipAnalysis;
}

/** What to listen for. */
interface HearingTask extends Pick<ClipTask, "isSpeech"> {
  /** Takes features with Meyda; null where nobody asks. */
  readonly features: typeof meydaFeatures | null;
}

function hear(
  { features, isSpeech = false }: HearingTask,
  format: ClipFormat,
  blocks: Iterable<SampleBlock>,
): Heard {
  const hash = beginSignalHash(format.sampleRateHertz, format.channelCount);
  const mixes: Float32Array[] = [];
  let mixedCount = 0;
  const analyser = threadAnalyser();
  analyser.begin({ ...format, isSpeech });
  for (const block of blocks) {
    hash.update(block);
    analyser.push(block);
    if (features === null || mixedCount >= mostMeydaSamples) continue;
    mixes.push(mixDown(block));
    mixedCount += block[0]?.length ?? 0;
  }
  const meyda = features?.(joined(mixes, mixedCount), format.sampleRateHertz, meydaFrames) ?? null;
  return { pcmSha256: hash.digest(), analysis: analyser.finish(), meyda };
}

function joined(pieces: readonly Float32Array[], length: number): Float32Array {
  const samples = new Float32Array(length);
  let offset = 0;
  for (const piece of pieces) {
    samples.set(piece, offset);
    offset += piece.length;
  }
  return samples;
}

/** How a recording was made; a beginning tells nothing of how the whole ends. */
function provenanceOf({ provenance }: ClipAnalysis, isWhole: boolean): ClipAnalysis["provenance"] {
  return isWhole ? provenance : { ...provenance, trailingSilenceSeconds: 0 };
}

// Each thread has one, made with its first clip; what it measures does not depend on which clips it had before.
let analyser: ClipAnalyser | null = null;

function threadAnalyser(): ClipAnalyser {
  analyser ??= createAnalyser();
  return analyser;
}

/** The result for a file whose decoder brought its thread down. */
export function crashedClip({ exampleId }: Pick<ClipTask, "exampleId">, reason: string): MeasuredClip {
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
