import { openDataset } from "../datasets/open-dataset.ts";
import { emptyPart, itemsOfShard } from "../explore/dataset-part.ts";
import { spareMemory } from "../io/spare-memory.ts";
import { storedRows } from "../io/stored-rows.ts";
import type { Dataset } from "../model/dataset.ts";
import type { DatasetPart, MeasuredClip, PartHead } from "../model/dataset-part.ts";
import { SoundingsError } from "../model/errors.ts";
import { packedSpectra } from "../model/packed-facts.ts";
import { openClipJournal } from "./clip-journal.ts";
import { measureClips } from "./measure-clips.ts";
import { layoutChoices, type PartOptions, partHead, wholeShard } from "./part-head.ts";
import { probeClips, probedAudioSeconds } from "./probe-clips.ts";

/** Files from which what is held of them is most of the heap. */
const manyFiles = 10_000;

/** How far a run is. */
export interface DatasetProgress {
  /** Files done, those of an earlier run included. */
  readonly doneCount: number;
  readonly totalCount: number;
  /** Length of what has been measured, in seconds; null of images. */
  readonly audioSeconds: number | null;
  /** Length of everything as the headers have it, in seconds; null when one of them does not say. */
  readonly totalAudioSeconds: number | null;
}

/** What to measure, and how. */
export interface MeasureDatasetOptions extends PartOptions {
  /** What is listed there, where that is known. */
  readonly listed?: Dataset | undefined;
  /** `meyda` adds features under Meyda's own names. */
  readonly features: "none" | "meyda";
  /** The recordings are speech: adds their signal-to-noise ratio. */
  readonly isSpeech?: boolean | undefined;
  readonly workerCount: number;
  /** Aborted, no further file is begun, and the result is what there is by then. */
  readonly signal?: AbortSignal | undefined;
  /** Told at the start, and after each file. */
  readonly onProgress?: ((progress: DatasetProgress) => void) | undefined;
}

/** Where a run remembers what it has done. */
export interface RunMemory {
  /** Where the journal is, by the dataset's name. */
  readonly pathFor: (datasetName: string) => string;
  /** Takes up what an earlier run left. */
  readonly resume: boolean;
}

/**
 * Lists a dataset and measures it, or a shard of it. When `signal` is aborted it holds fewer clips than the shard has examples.
 * @throws SoundingsError ("usage") when there is nothing to look at
 */
export async function measureDataset(
  options: MeasureDatasetOptions,
  memory?: RunMemory,
): Promise<DatasetPart> {
  const dataset = options.listed ?? (await openDataset(options.path, layoutChoices(options)));
  if (dataset.kind === "image") {
    throw new SoundingsError("usage", `There is no audio file in ${options.path}; it holds images.`, {
      hint: "profile dataset takes images; this takes a folder or a manifest of audio",
    });
  }
  if (dataset.examples.length >= manyFiles) spareMemory();
  const { features, isSpeech = false, shard = wholeShard } = options;
  const head = partHead(dataset, options, { features, ...(isSpeech ? { speech: true } : {}) });
  const mine = { ...dataset, examples: itemsOfShard(dataset.examples, shard) };
  const clips = options.isHeadersOnly
    ? await probeAll(mine, options)
    : await measureAll(mine, { ...options, head, memory });
  return { ...emptyPart(head), shards: [shard.number], clips };
}

async function probeAll(
  { examples }: Dataset,
  { signal, onProgress }: MeasureDatasetOptions,
): Promise<readonly MeasuredClip[]> {
  return probeClips(examples, { signal, onClip: progressOf(examples.length, null, onProgress) });
}

async function measureAll(
  { name, examples }: Dataset,
  options: MeasureDatasetOptions & { readonly head: PartHead; readonly memory: RunMemory | undefined },
): Promise<readonly MeasuredClip[]> {
  const { workerCount, features, isSpeech, signal, memory, onProgress } = options;
  const totalAudioSeconds = onProgress === undefined ? null : await probedAudioSeconds(examples, signal);
  const journal = memory
    ? openClipJournal({ path: memory.pathFor(name), resume: memory.resume }, options.head)
    : undefined;
  try {
    const clips = await measureClips(examples, {
      workerCount,
      withMeyda: features === "meyda",
      isSpeech,
      spectra:
        memory && examples.length >= manyFiles
          ? storedRows(packedSpectra.width, `${memory.pathFor(name)}.spectra`)
          : undefined,
      journal,
      signal,
      onClip: progressOf(examples.length, totalAudioSeconds, onProgress),
    });
    // A run that is killed while it writes its report loses what one that is killed before may lose.
    if (clips.length === examples.length) journal?.end();
    return clips;
  } finally {
    journal?.close();
  }
}

/** Adds up clips, and tells how far they are. */
function progressOf(
  totalCount: number,
  totalAudioSeconds: number | null,
  onProgress: MeasureDatasetOptions["onProgress"],
): (clip: MeasuredClip) => void {
  let doneCount = 0;
  let audioSeconds = 0;
  const tell = (): void => onProgress?.({ doneCount, totalCount, audioSeconds, totalAudioSeconds });
  tell();
  return ({ measurement }) => {
    doneCount++;
    audioSeconds += measurement.clip?.durationSeconds ?? 0;
    tell();
  };
}
