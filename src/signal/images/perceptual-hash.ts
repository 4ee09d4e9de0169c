import { thumbnailPixels } from "./shrink-picture.ts";

/** Frequencies that are kept along each side. */
const keptCount = 8;

/**
 * Perceptual hash of a picture's luma at 32 x 32: its 8 x 8 lowest frequencies by a discrete cosine transform (type II), one bit each, 1 where
 * it is above their median; 16 hex digits, row by row, the highest bit first. Source: Zauner, "Implementation and Benchmarking of Perceptual
 * Image Hash Functions" (2010), as `imagehash.phash` has it. Frequencies are rounded to six decimals: what a picture does not have is then 0, and not
 * what arithmetic leaves.
 */
export function perceptualHash(luma: Float64Array): string {
  const lows = lowFrequencies(luma);
  const sorted = Float64Array.from(lows).sort();
  const middle = (sorted[sorted.length / 2 - 1]! + sorted[sorted.length / 2]!) / 2;
  let hex = "";
  for (let at = 0; at < lows.length; at += 4) {
    let digit = 0;
    for (let bit = 0; bit < 4; bit++) digit = 2 * digit + (lows[at + bit]! > middle ? 1 : 0);
    hex += digit.toString(16);
  }
  return hex;
}

/** Cosines of the first frequencies at each place of a side. */
const cosines: readonly Float64Array[] = Array.from({ length: keptCount }, (_, frequency) =>
  Float64Array.from({ length: thumbnailPixels }, (_, place) =>
    Math.cos((Math.PI * frequency * (2 * place + 1)) / (2 * thumbnailPixels)),
  ),
);

function lowFrequencies(luma: Float64Array): Float64Array {
  const lows = new Float64Array(keptCount ** 2);
  for (let v = 0; v < keptCount; v++) {
    for (let u = 0; u < keptCount; u++) {
      let sum = 0;
      for (let y = 0; y < thumbnailPixels; y++) {
        let line = 0;
        for (let x = 0; x < thumbnailPixels; x++) line += cosines[u]![x]! * luma[y * thumbnailPixels + x]!;
        sum += cosines[v]![y]! * line;
      }
      lows[v * keptCount + u] = Math.round(4e6 * sum) / 1e6;
    }
  }
  return lows;
}
