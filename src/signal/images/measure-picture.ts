import { laplacianVariance } from "./laplacian-variance.ts";
import { lumaOf, type Raster } from "./luma.ts";
import { perceptualHash } from "./perceptual-hash.ts";
import { shrinkPicture } from "./shrink-picture.ts";

/** What a picture's pixels measure: see `PixelMeasurement` of the model for what each number is. */
export interface PictureMeasurement {
  readonly brightness: number;
  readonly contrast: number;
  readonly sharpness: number;
  readonly darkLuma: number;
  readonly lightLuma: number;
  readonly meanColor: readonly [number, number, number];
  readonly isGray: boolean;
  readonly transparentShare: number;
  readonly perceptualHash: string | null;
}

/** A picture's numbers, and the picture at 32 x 32 in red, green and blue: 1,024 bytes of each. */
export interface MeasuredPicture {
  readonly measurement: PictureMeasurement;
  readonly thumbnail: Uint8Array;
}

/** Standard deviation of luma below which a picture is of one colour, and its frequencies are noise. */
const leastContrast = 1;

/** Measures a picture of at least one pixel. */
export function measurePicture(raster: Raster): MeasuredPicture {
  const { widthPixels, heightPixels } = raster;
  const count = widthPixels * heightPixels;
  const luma = lumaOf(raster);
  const counts = histogramOf(luma);
  const { mean, deviation } = momentsOf(counts, count);
  const planes = shrinkPicture(raster);
  return {
    measurement: {
      brightness: mean,
      contrast: deviation,
      sharpness: laplacianVariance(luma, widthPixels, heightPixels),
      darkLuma: quantileOf(counts, 0.05 * count),
      lightLuma: quantileOf(counts, 0.95 * count),
      ...colorsOf(raster),
      transparentShare: transparentShareOf(raster),
      perceptualHash: deviation < leastContrast ? null : perceptualHash(lumaOfPlanes(planes)),
    },
    thumbnail: thumbnailOf(planes),
  };
}

/** Pixels of each luma. */
function histogramOf(luma: Uint8Array): Float64Array {
  const counts = new Float64Array(256);
  for (let at = 0; at < luma.length; at++) counts[luma[at]!]! += 1;
  return counts;
}

function momentsOf(counts: Float64Array, count: number): { mean: number; deviation: number } {
  let sum = 0;
  let squares = 0;
  counts.forEach((pixels, value) => {
    sum += value * pixels;
    squares += value * value * pixels;
  });
  return { mean: sum / count, deviation: Math.sqrt(Math.max(0, squares - (sum * sum) / count) / count) };
}

/** The least value that `rank` pixels reach or fall below. */
function quantileOf(counts: Float64Array, rank: number): number {
  let below = 0;
  return counts.findIndex((pixels) => {
    below += pixels;
    return below >= rank;
  });
}

function colorsOf({
  widthPixels,
  heightPixels,
  channelCount,
  values,
}: Raster): Pick<PictureMeasurement, "meanColor" | "isGray"> {
  const count = widthPixels * heightPixels;
  const sums: [number, number, number] = [0, 0, 0];
  const isColored = channelCount >= 3;
  let isGray = true;
  for (let pixel = 0, at = 0; pixel < count; pixel++, at += channelCount) {
    const red = values[at]!;
    const green = isColored ? values[at + 1]! : red;
    const blue = isColored ? values[at + 2]! : red;
    sums[0] += red;
    sums[1] += green;
    sums[2] += blue;
    if (red !== green || green !== blue) isGray = false;
  }
  return { meanColor: [sums[0] / count, sums[1] / count, sums[2] / count], isGray };
}

function transparentShareOf({ widthPixels, heightPixels, channelCount, values }: Raster): number {
  if (channelCount % 2 === 1) return 0;
  const count = widthPixels * heightPixels;
  let transparent = 0;
  for (let pixel = 0, at = channelCount - 1; pixel < count; pixel++, at += channelCount) {
    if (values[at]! < 255) transparent += 1;
  }
  return transparent / count;
}

/** Luma of means, which is the mean of luma but for its rounding. */
function lumaOfPlanes(planes: readonly Float64Array[]): Float64Array {
  const [red, green, blue] = planes;
  if (green === undefined || blue === undefined) return red!;
  return red!.map((value, at) => 0.299 * value + 0.587 * green[at]! + 0.114 * blue[at]!);
}

function thumbnailOf(planes: readonly Float64Array[]): Uint8Array {
  const [red, green = red, blue = red] = planes;
  const length = red!.length;
  const thumbnail = new Uint8Array(3 * length);
  [red!, green!, blue!].forEach((plane, color) => {
    plane.forEach((value, at) => {
      thumbnail[3 * at + color] = Math.round(value);
    });
  });
  return thumbnail;
}
