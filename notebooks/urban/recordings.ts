import { basename } from "node:path";
import { audioFolder, type Example, type Flow, type Parameters, readAudio } from "soundings";
import { clipFrom } from "./clip.ts";
import { settings } from "./settings.ts";

/** One second of one recording, ready to be augmented. */
export interface Clip {
  /** [clipLength], full scale -1..1. */
  readonly samples: Float32Array;
  readonly label: string;
  /** Length of the audio in `samples`, so that the profiler can tell audio-seconds per second. */
  readonly durationSeconds: number;
}

/** What a training step is given. */
export interface LogMelBatch {
  /** In dB: [labels.length, frameCount, melCount]. */
  readonly logMel: Float32Array;
  readonly labels: readonly string[];
}

/** Parameters where the caller gives none: 32 real piano notes, two batches per epoch, three epochs. */
export const defaultParameters: Parameters = {
  data: "node_modules/@audio-samples",
  clips: 32,
  batch: 16,
  epochs: 3,
};

/**
 * What all versions begin with: decode once, keep the short clips in memory, then go round and round. People do so
 * whenever the clips fit (8,732 clips of UrbanSound8K as one second at 16 kHz: 560 MB); it leaves augmentation, which
 * has to be new in each epoch, as what an epoch costs. Clips are counted on through the epochs, so each gets new draws.
 */
export function cachedClips(parameters: Parameters): Flow<Clip> {
  return audioFolder(String(parameters.data), { limit: Number(parameters.clips) })
    .map("decode", decode, { concurrency: 2 })
    .cache("cache")
    .repeat("epochs", Number(parameters.epochs));
}

async function decode(example: Example): Promise<Clip> {
  const { audio } = await readAudio(example.path);
  if (audio.kind === "failed") throw new Error(`${example.path}: ${audio.problem.reason}`);
  const durationSeconds = settings.clipLength / settings.sampleRateHertz;
  return { samples: clipFrom(audio.signal), label: labelOf(example), durationSeconds };
}

/** The pitch class of a piano note (`D#4v10.ogg`: D#), else the label that the layout gives, else none. */
function labelOf(example: Example): string {
  const note = /^([A-G]#?)\d+v\d+\./.exec(basename(example.path));
  return note?.[1] ?? example.label ?? "none";
}
