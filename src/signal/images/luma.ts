/** Pixels of 1 to 4 channels side by side, 0..255, row by row; the second or fourth channel is alpha. */
export interface Raster {
  readonly widthPixels: number;
  readonly heightPixels: number;
  readonly channelCount: 1 | 2 | 3 | 4;
  readonly values: Uint8Array;
}

/**
 * Luma of each pixel, 0..255, by the integers of ITU-R BT.601 that Pillow's `convert("L")` uses, alpha left aside:
 * (19595 R + 38470 G + 7471 B + 32768) >> 16.
 */
export function lumaOf({ widthPixels, heightPixels, channelCount, values }: Raster): Uint8Array {
  const count = widthPixels * heightPixels;
  if (channelCount === 1) return values.subarray(0, count);
  const luma = new Uint8Array(count);
  for (let pixel = 0, at = 0; pixel < count; pixel++, at += channelCount) {
    luma[pixel] =
      channelCount === 2
        ? values[at]!
        : (19595 * values[at]! + 38470 * values[at + 1]! + 7471 * values[at + 2]! + 32768) >> 16;
  }
  return luma;
}
