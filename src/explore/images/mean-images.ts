import { type Example, labelsOf } from "../../model/example.ts";
import type { MeanImage, MeanImages } from "../../model/image-report.ts";
import { countBy } from "../group-by.ts";
import { compareText } from "../measured-example.ts";

/** Labels that have a mean of their own at most. */
const mostLabels = 60;

/** Sums of pictures of 32 x 32: whole numbers, so that neither order nor shares matter. */
interface PictureSum {
  count: number;
  readonly sums: Float64Array;
}

/** Pictures by what they are added to; grows with the labels and not with the pictures. */
export interface PictureSums {
  readonly all: PictureSum;
  readonly byLabel: ReadonlyMap<string, PictureSum>;
}

/** Nothing yet, for the labels of `examples` that are most frequent. */
export function emptyPictureSums(examples: readonly Example[], valueCount: number): PictureSums {
  const counts = countBy(examples.flatMap(labelsOf), (label) => label);
  const frequent = Object.entries(counts)
    .sort(([a, these], [b, those]) => those - these || compareText(a, b))
    .slice(0, mostLabels)
    .map(([label]) => label)
    .sort(compareText);
  const empty = (): PictureSum => ({ count: 0, sums: new Float64Array(valueCount) });
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

/** The mean of all pictures, and of those of each label. */
export function meanImages({ all, byLabel }: PictureSums): MeanImages {
  const means = [...byLabel].flatMap(([label, sum]) => {
    const mean = meanOf(sum);
    return mean === null ? [] : [[label, mean] as const];
  });
  return { all: meanOf(all), byLabel: Object.fromEntries(means) };
}

function meanOf({ count, sums }: PictureSum): MeanImage | null {
  if (count === 0) return null;
  const bytes = Uint8Array.from(sums, (sum) => Math.round(sum / count));
  return { count, rgb: btoa(String.fromCharCode(...bytes)) };
}
