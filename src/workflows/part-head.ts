import type { DatasetOptions } from "../datasets/open-dataset.ts";
import { tool } from "../io/tool.ts";
import type { Dataset } from "../model/dataset.ts";
import { type PartHead, partSchemaVersion, type Shard } from "../model/dataset-part.ts";
import { listingOf } from "./part-listing.ts";

/** What shapes every part of a dataset, whatever its files hold. */
export interface PartOptions extends DatasetOptions {
  /** Folder, manifest, shard. */
  readonly path: string;
  /** Reads headers alone: nothing is decoded, so there is nothing of what is in the files, and no duplicates. */
  readonly isHeadersOnly?: boolean | undefined;
  /** Measures one share of the examples alone. */
  readonly shard?: Shard | undefined;
}

/** The one share of a dataset that is measured in one run. */
export const wholeShard: Shard = { number: 1, count: 1 };

/** What all parts of a dataset have in common; `further` are options of files of its kind. */
export function partHead(
  dataset: Dataset,
  options: PartOptions,
  further: PartHead["options"] = {},
): PartHead {
  const { path, isHeadersOnly = false, shard = wholeShard } = options;
  const stored = Object.entries(layoutChoices(options)).map(([choice, value]): [string, string | null] => [
    choice,
    value ?? null,
  ]);
  return {
    schemaVersion: partSchemaVersion,
    tool,
    source: path,
    options: {
      ...Object.fromEntries(stored),
      ...further,
      ...(isHeadersOnly ? { headersOnly: true } : {}),
    },
    method: isHeadersOnly ? "headers" : "exact",
    shardCount: shard.count,
    listing: listingOf(dataset),
  };
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
