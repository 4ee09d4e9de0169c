import type { Raster } from "./luma.ts";

/** Pixels of a side of what pictures are compared by. */
export const thumbnailPixels = 32;

/**
 * A picture averaged down to 32 x 32, whatever its shape: each pixel is the mean over the area that it stands for, parts of pixels by
 * their share. One array of 1,024 numbers, 0..255, per colour: one for gray, else red, green and blue. Of a picture of fewer pixels, a
 * stretched copy.
 */
export function shrinkPicture(raster: Raster): readonly Float64Array[] {
  const { widthPixels, heightPixels, channelCount, values } = raster;
  const colorCount = channelCount < 3 ? 1 : 3;
  const across = shares(widthPixels);
  const down = shares(heightPixels);
  const planes = Array.from({ length: colorCount }, () => new Float64Array(thumbnailPixels ** 2));
  const line = new Float64Array(thumbnailPixels);
  let entry = 0;
  for (let y = 0; y < heightPixels; y++) {
    const first = entry;
    for (let color = 0; color < colorCount; color++) {
      narrowRow(values.subarray(y * widthPixels * channelCount + color), channelCount, across, line);
      const plane = planes[color]!;
      for (entry = first; down.sources[entry] === y; entry++) {
        const start = down.targets[entry]! * thumbnailPixels;
        const share = down.weights[entry]!;
        for (let x = 0; x < thumbnailPixels; x++) plane[start + x]! += share * line[x]!;
      }
    }
  }
  return planes;
}

/** One colour of a row of pixels, `stride` values apart, as 32 means. */
function narrowRow(values: Uint8Array, stride: number, across: Shares, line: Float64Array): void {
  const { sources, targets, weights } = across;
  line.fill(0);
  for (let entry = 0; entry < sources.length; entry++) {
    line[targets[entry]!]! += weights[entry]! * values[sources[entry]! * stride]!;
  }
}

/** Which share of which of the 32 means comes from which pixel of a row or column; in order of the pixels. */
interface Shares {
  readonly sources: Uint32Array;
  readonly targets: Uint8Array;
  readonly weights: Float64Array;
}

function shares(length: number): Shares {
  const scale = length / thumbnailPixels;
  const entries: { source: number; target: number; weight: number }[] = [];
  for (let target = 0; target < thumbnailPixels; target++) {
    const [begin, end] = [(target * length) / thumbnailPixels, ((target + 1) * length) / thumbnailPixels];
    for (let source = Math.floor(begin); source < Math.min(length, Math.ceil(end)); source++) {
      const weight = (Math.min(end, source + 1) - Math.max(begin, source)) / scale;
      if (weight > 0) entries.push({ source, target, weight });
    }
  }
  entries.sort((a, b) => a.source - b.source || a.target - b.target);
  return {
    sources: Uint32Array.from(entries, ({ source }) => source),
    targets: Uint8Array.from(entries, ({ target }) => target),
    weights: Float64Array.from(entries, ({ weight }) => weight),
  };
}
