import { type CopyGroup, copyGroups, duplicateGroups, groupsOfCopies } from "../explore/find-duplicates.ts";
import { imageCandidates } from "../explore/images/image-copies.ts";
import { imageFeatures } from "../explore/images/image-features.ts";
import { pixelHashOf } from "../explore/images/measured-image.ts";
import { type ExampleItem, joinMeasurements } from "../explore/measured-example.ts";
import { soundFeatures } from "../explore/sound-features.ts";
import { looksLikePart, readPart } from "../io/part-store.ts";
import type { Dataset } from "../model/dataset.ts";
import type { DatasetPart } from "../model/dataset-part.ts";
import { type FilePart, type ImagePart, isImagePart } from "../model/image-part.ts";
import type { MeasureDatasetOptions } from "./measure-dataset.ts";
import { measureFiles } from "./measure-files.ts";
import { datasetOf } from "./part-listing.ts";
import { verifyImagePairs } from "./verify-image-pairs.ts";
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
  readonly part: FilePart;
  readonly dataset: Dataset;
  readonly items: readonly ExampleItem[];
  /** Groups of ids of one recording or picture: equal ones, and pairs that are alike. */
  readonly copies: readonly CopyGroup[];
  /** Pairs that may be copies: their files could not be read again. */
  readonly unverified: readonly CopyGroup[];
  /** What of an example says how like it is to others; null where it is not known. */
  readonly featuresOf: (id: string) => readonly number[] | null;
  /** Whether samples or pixels were decoded, so that copies are known. */
  readonly hasListened: boolean;
}

/**
 * The dataset at `path`, measured now, or the part that `profile dataset --shard 1/1` stored.
 * @throws SoundingsError ("usage") when there is no such thing
 */
export async function measuredDataset(options: MeasuredDatasetOptions): Promise<MeasuredDataset> {
  const part = (await looksLikePart(options.path))
    ? await readPart(options.path)
    : await measureFiles({ ...options, features: "none" });
  const dataset = datasetOf(part);
  const hasListened = part.method === "exact";
  const known = isImagePart(part) ? await lookAt(part, dataset) : await listenTo(part, dataset);
  return { part, dataset, hasListened, ...known };
}

type Known = Pick<MeasuredDataset, "items" | "copies" | "unverified" | "featuresOf">;

async function listenTo(part: DatasetPart, dataset: Dataset): Promise<Known> {
  const measurements = part.clips.map(({ measurement }) => measurement);
  const items = joinMeasurements(dataset, measurements);
  const byId = new Map(items.map((item) => [item.example.id, item]));
  // Without samples there are no fingerprints, and so no pairs.
  const { nearPairs, unverifiedPairs } = await verifyNearDuplicates(dataset, measurements);
  return {
    items,
    copies: copyGroups(duplicateGroups(items), nearPairs),
    unverified: copyGroups([], unverifiedPairs),
    featuresOf: (id) => soundFeatures(byId.get(id)!),
  };
}

async function lookAt(part: ImagePart, dataset: Dataset): Promise<Known> {
  const items = joinMeasurements(dataset, part.images);
  const byId = new Map(items.map((item) => [item.example.id, item]));
  const paths = new Map(dataset.examples.map(({ id, path }) => [id, path]));
  const { nearPairs, unverifiedPairs } = await verifyImagePairs(imageCandidates(items), paths);
  return {
    items,
    copies: copyGroups(groupsOfCopies(items, pixelHashOf), nearPairs),
    unverified: copyGroups([], unverifiedPairs),
    featuresOf: (id) => imageFeatures(byId.get(id)!),
  };
}

/** A part that holds some of the examples alone. */
export function partOf(part: FilePart, isIn: (id: string) => boolean): FilePart {
  const listing = { ...part.listing, examples: part.listing.examples.filter(({ id }) => isIn(id)) };
  return isImagePart(part)
    ? { ...part, listing, images: part.images.filter(({ exampleId }) => isIn(exampleId)) }
    : { ...part, listing, clips: part.clips.filter(({ measurement }) => isIn(measurement.exampleId)) };
}
