import { type DatasetOptions, openDataset } from "../datasets/open-dataset.ts";
import { emptyPart, itemsOfShard } from "../explore/dataset-part.ts";
import { spareMemory } from "../io/spare-memory.ts";
import { tool } from "../io/tool.ts";
import type { Dataset } from "../model/dataset.ts";
import {
  type DatasetPart,
  type MeasuredClip,
  type PartHead,
  partSchemaVersion,
  type Shard,
} from "../model/dataset-part.ts";
import { SoundingsError } from "../model/errors.ts";
import { openClipJournal } from "./clip-journal.ts";
import { measureClips } from "./measure-clips.ts";
import { listingOf } from "./part-listing.ts";
import { probeClips, probedAudioSeconds } from "./probe-clips.ts";

/** Files from which what is held of them is most of the heap. */
const manyFiles = 10_000;

/** How far a run is. */
export interface DatasetProgress {
  /** Files done, those of an earlier run included. */
  readonly doneCount: number;
  readonly totalCount: number;
  /** Length of what has been measured, in seconds. */
  readonly audioSeconds: number;
  /** Length of everything as the headers have it, in seconds; null when one of them does not say. */
  readonly totalAudioSeconds: number | null;
}

/** What to measure, and how. */
export interface MeasureDatasetOptions extends DatasetOptions {
  /** Folder, manifest, shard. */
  readonly path: string;
  /** What is listed there, where that is known. */
  readonly listed?: Dataset | undefined;
  /** `meyda` adds features under Meyda's own names. */
  readonly features: "none" | "meyda";
  /** The recordings are speech: adds their signal-to-noise ratio. */
  readonly isSpeech?: boolean | undefined;
  /** Reads headers alone: lengths and formats, no levels, no frequencies, no duplicates. */
  readonly isHeadersOnly?: boolean | undefined;
  readonly workerCount: number;
  /** Measures one share of the examples alone. */
  readonly shard?: Shard | undefined;
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
  const choices = layoutChoices(options);
  const dataset = options.listed ?? (await openDataset(options.path, choices));
  if (dataset.kind === "image") {
    throw new SoundingsError("usage", `There is no audio file in ${options.path}; it holds images.`, {
      hint: "profile dataset takes images; this takes a folder or a manifest of audio",
    });
  }
  if (dataset.examples.length >= manyFiles) spareMemory();
  const head = headOf(dataset, choices, options);
  const shard = options.shard ?? { number: 1, count: 1 };
  const mine = { ...dataset, examples: itemsOfShard(dataset.examples, shard) };
  const clips = options.isHeadersOnly
    ? await probeAll(mine, options)
    : await measureAll(mine, { ...options, head, memory });
  return { ...emptyPart(head), shards: [shard.number], clips };
}

/** What was asked for of how the dataset is laid out. */
export function layoutChoices(options: DatasetOptions): DatasetOptions {
  const { labelPattern, labelColumn, pathColumn, splitColumn, groupColumn, layout, labelSeparator } = options;
  return {
    ...{ labelPattern, labelColumn, pathColumn, splitColumn, groupColumn },
    ...(layout === undefined ? {} : { layout }),
    ...(labelSeparator === undefined ? {} : { labelSeparator }),
  };
}

/** What all parts of the dataset have in common. */
function headOf(
  dataset: Dataset,
  choices: DatasetOptions,
  { path, features, isSpeech = false, isHeadersOnly = false, shard }: MeasureDatasetOptions,
): PartHead {
  const stored = Object.entries(choices).map(([choice, value]): [string, string | null] => [
    choice,
    value ?? null,
  ]);
  return {
    schemaVersion: partSchemaVersion,
    tool,
    source: path,
    options: {
      ...Object.fromEntries(stored),
      features,
      ...(isSpeech ? { speech: true } : {}),
      ...(isHeadersOnly ? { headersOnly: true } : {}),
    },
    method: isHeadersOnly ? "headers" : "exact",
    shardCount: shard?.count ?? 1,
    listing: listingOf(dataset),
  };
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
    return await measureClips(examples, {
      workerCount,
      withMeyda: features === "meyda",
      isSpeech,
      journal,
      signal,
      onClip: progressOf(examples.length, totalAudioSeconds, onProgress),
    });
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
