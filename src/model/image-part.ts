import type { DatasetPart, PartHead } from "./dataset-part.ts";
import type { ImageMeasurement } from "./image-measurement.ts";

/** Pictures of 32 x 32, added up: whole numbers, so that neither order nor shares matter. */
export interface PictureSum {
  /** Pictures in it. */
  readonly count: number;
  /** Red, green and blue of each pixel, row by row; empty without a picture. */
  readonly sums: readonly number[];
}

/** The pictures of one shard: of all, and of each label that has a mean of its own. */
export interface ShardPictures {
  /** Number of the shard. */
  readonly shard: number;
  readonly all: PictureSum;
  readonly byLabel: Readonly<Record<string, PictureSum>>;
}

/** What is known of a dataset of images from some of its shards; the twin of `DatasetPart`, under the same laws. */
export interface ImagePart extends PartHead {
  /** Numbers of the shards it holds, ascending, each 1 to `shardCount`. */
  readonly shards: readonly number[];
  /** What was measured, sorted by example id, each once; fewer than the shards list when the run was interrupted. */
  readonly images: readonly ImageMeasurement[];
  /** What the mean images are made of, by shard, ascending. */
  readonly pictures: readonly ShardPictures[];
}

/** A part of a dataset of files, whatever they hold. */
export type FilePart = DatasetPart | ImagePart;

/** Whether a part is one of images. */
export function isImagePart(part: FilePart): part is ImagePart {
  return "images" in part;
}

/** Files of a part that were measured. */
export function measuredCountOf(part: FilePart): number {
  return isImagePart(part) ? part.images.length : part.clips.length;
}
