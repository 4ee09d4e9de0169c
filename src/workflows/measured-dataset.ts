import { joinMeasurements, type MeasuredExample } from "../explore/measured-example.ts";
import { looksLikePart, readPart } from "../io/part-store.ts";
import type { Dataset } from "../model/dataset.ts";
import type { DatasetPart } from "../model/dataset-part.ts";
import type { NearCandidate, NearPair } from "../model/dataset-statistics.ts";
import { type MeasureDatasetOptions, measureDataset } from "./measure-dataset.ts";
import { datasetOf } from "./part-listing.ts";
import { verifyNearDuplicates } from "./verify-near-duplicates.ts";

/** How to get a measured dataset. */
export type MeasuredDatasetOptions = Pick<
  MeasureDatasetOptions,
  | "path"
  | "layout"
  | "labelPattern"
  | "labelColumn"
  | "labelSeparator"
  | "pathColumn"
  | "splitColumn"
  | "groupColumn"
  | "workerCount"
  | "isHeadersOnly"
  | "onProgress"
>;

/** A dataset, what was measured of it, and which of its examples are copies. */
export interface MeasuredDataset {
  readonly part: DatasetPart;
  readonly dataset: Dataset;
  readonly items: readonly MeasuredExample[];
  readonly nearPairs: readonly NearPair[];
  /** Pairs that may be copies: their audio could not be read again. */
  readonly unverifiedPairs: readonly NearCandidate[];
  /** Whether the samples were decoded, so that copies are known. */
  readonly hasListened: boolean;
}

/**
 * The dataset at `path`, measured now, or the part that `profile dataset --shard 1/1` stored.
 * @throws SoundingsError ("usage") when there is no such thing
 */
export async function measuredDataset(options: MeasuredDatasetOptions): Promise<MeasuredDataset> {
  const part = (await looksLikePart(options.path))
    ? await readPart(options.path)
    : await measureDataset({ ...options, features: "none" });
  const dataset = datasetOf(part);
  const measurements = part.clips.map(({ measurement }) => measurement);
  const hasListened = part.method === "exact";
  return {
    part,
    dataset,
    items: joinMeasurements(dataset, measurements),
    ...(hasListened
      ? await verifyNearDuplicates(dataset, measurements)
      : { nearPairs: [], unverifiedPairs: [] }),
    hasListened,
  };
}

/** A part that holds some of the examples alone. */
export function partOf(part: DatasetPart, isIn: (id: string) => boolean): DatasetPart {
  return {
    ...part,
    listing: { ...part.listing, examples: part.listing.examples.filter(({ id }) => isIn(id)) },
    clips: part.clips.filter(({ measurement }) => isIn(measurement.exampleId)),
  };
}
