import type { ClipMeasurement } from "./clip-measurement.ts";
import type { Dataset } from "./dataset.ts";
import type { DatasetReport, ReportMethod } from "./dataset-statistics.ts";
import type { Tool } from "./environment.ts";
import type { Example } from "./example.ts";

/** Version of a stored part; raised when a field changes its meaning. */
export const partSchemaVersion = 2;

/** One of several equal shares of a dataset's examples. */
export interface Shard {
  /** Which one, 1 to `count`. */
  readonly number: number;
  /** How many there are, at least 1. */
  readonly count: number;
}

/** What one file gave. */
export interface MeasuredClip {
  readonly measurement: ClipMeasurement;
  /** Mean of each Meyda feature over the frames looked at; null when not asked for, or without a frame. */
  readonly meyda: Readonly<Record<string, number | null>> | null;
}

/** An example without where its file is on this machine. */
export interface ListedExample extends Omit<Example, "path"> {
  /** Its address relative to the root, where the id does not say it: a member of an archive. */
  readonly address?: string;
}

/** A dataset as it is listed, without where its files are on this machine. */
export interface Listing extends Omit<Dataset, "source" | "root" | "examples"> {
  /** The folder that ids start from, relative to that of `source`; left out where it is the same. */
  readonly rootFromSource?: string;
  /** Sorted by `id`. */
  readonly examples: readonly ListedExample[];
}

/** What parts must have in common to be parts of one whole. */
export interface PartHead {
  readonly schemaVersion: typeof partSchemaVersion;
  readonly tool: Tool;
  /** The path as it was given. */
  readonly source: string;
  /** The options that shape the result. */
  readonly options: DatasetReport["options"];
  readonly method: ReportMethod;
  /** Shards that the dataset is cut into; 1 when it is measured in one run. */
  readonly shardCount: number;
  /** The dataset in full, whatever the shard. */
  readonly listing: Listing;
}

/**
 * What is known of a dataset from some of its shards: all that its report is made from. Parts of one head form a commutative
 * monoid under `mergeParts`, with `emptyPart` as its identity.
 */
export interface DatasetPart extends PartHead {
  /** Numbers of the shards it holds, ascending, each 1 to `shardCount`. */
  readonly shards: readonly number[];
  /** What was measured, sorted by example id, each once; fewer than the shards list when the run was interrupted. */
  readonly clips: readonly MeasuredClip[];
}
