import { type Example, labelsOf } from "../../model/example.ts";
import type { PictureSum, ShardPictures } from "../../model/image-part.ts";
import type { MeanImage, MeanImages } from "../../model/image-report.ts";
import { countBy } from "../group-by.ts";
import { compareText } from "../measured-example.ts";

/** Labels that have a mean of their own at most. */
const mostLabels = 60;

/** A sum that grows. */
interface GrowingSum {
  count: number;
  readonly sums: Float64Array;
}

/** Pictures by what they are added to; grows with the labels and not with the pictures. */
export interface PictureSums {
  readonly all: GrowingSum;
  readonly byLabel: ReadonlyMap<string, GrowingSum>;
}

/** Nothing yet, for the labels that are most frequent among `examples`: those of the whole dataset, whatever share of it is looked at. */
export function emptyPictureSums(examples: readonly Example[], valueCount: number): PictureSums {
  const counts = countBy(examples.flatMap(labelsOf), (label) => label);
  const frequent = Object.entries(counts)
    .sort(([a, these], [b, those]) => those - these || compareText(a, b))
    .slice(0, mostLabels)
    .map(([label]) => label)
    .sort(compareText);
  const empty = (): GrowingSum => ({ count: 0, sums: new Float64Array(valueCount) });
  return { all: empty(), byLabel: new Map(frequent.map((label) => [label, empty()])) };
}

/** Adds the picture of an example with `labels`, red, green and blue side by side. */
export function addPicture(
  { all, byLabel }: PictureSums,
  labels: readonly string[],
  picture: Uint8Array,
): void {
  for (const sum of [all, ...labels.flatMap((label) => byLabel.get(label) ?? [])]) {
    sum.count += 1;
    for (let at = 0; at < picture.length; at++) sum.sums[at]! += picture[at]!;
  }
}

/** The sums of a shard as they are stored: without labels of which it has no picture. */
export function shardPictures({ all, byLabel }: PictureSums, shard: number): ShardPictures {
  const labelled = [...byLabel].filter(([, { count }]) => count > 0);
  return {
    shard,
    all: settled(all),
    byLabel: Object.fromEntries(labelled.map(([label, sum]) => [label, settled(sum)])),
  };
}

function settled({ count, sums }: GrowingSum): PictureSum {
  return { count, sums: count === 0 ? [] : [...sums] };
}

/** The mean of all pictures of all shards, and of those of each label. */
export function meanImages(shards: readonly ShardPictures[]): MeanImages {
  const labels = [...new Set(shards.flatMap(({ byLabel }) => Object.keys(byLabel)))].sort(compareText);
  const byLabel = labels.flatMap((label) => {
    const own = shards.flatMap((shard) =>
      Object.hasOwn(shard.byLabel, label) ? [shard.byLabel[label]!] : [],
    );
    const mean = meanOf(own);
    return mean === null ? [] : [[label, mean] as const];
  });
  return { all: meanOf(shards.map(({ all }) => all)), byLabel: Object.fromEntries(byLabel) };
}

function meanOf(sums: readonly PictureSum[]): MeanImage | null {
  const known = sums.filter(({ count }) => count > 0);
  const count = known.reduce((total, sum) => total + sum.count, 0);
  if (count === 0) return null;
  const bytes = Uint8Array.from(known[0]!.sums, (_, at) =>
    Math.round(known.reduce((total, { sums: values }) => total + values[at]!, 0) / count),
  );
  return { count, rgb: btoa(String.fromCharCode(...bytes)) };
}
