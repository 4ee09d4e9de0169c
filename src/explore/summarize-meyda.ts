import type { MeydaStatistics } from "../model/dataset-statistics.ts";
import type { MeasuredExample } from "./measured-example.ts";
import { compareText } from "./measured-example.ts";
import { partitionsOf } from "./partitions.ts";
import { labelledDistributionOf } from "./summarize-values.ts";

/** Meyda's features of the clips of a dataset, and how they were taken. */
export interface MeydaRecords {
  /** Version of the meyda package. */
  readonly version: string;
  /** Frames taken per clip at most. */
  readonly framesPerClip: number;
  /** Samples in a frame. */
  readonly frameLength: number;
  /** By example id, the mean of each feature over the clip's frames; null where it has none. */
  readonly byExampleId: ReadonlyMap<string, Readonly<Record<string, number | null>>>;
}

/** The distribution of each of Meyda's features over the clips. */
export function summarizeMeyda(items: readonly MeasuredExample[], records: MeydaRecords): MeydaStatistics {
  const parts = partitionsOf(items);
  const names = new Set([...records.byExampleId.values()].flatMap((features) => Object.keys(features)));
  const features = [...names]
    .sort(compareText)
    .map((name) => [
      name,
      labelledDistributionOf(parts, ({ example }) => records.byExampleId.get(example.id)?.[name] ?? null),
    ]);
  return {
    version: records.version,
    framesPerClip: records.framesPerClip,
    frameLength: records.frameLength,
    features: Object.fromEntries(features),
  };
}
