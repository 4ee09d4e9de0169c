import { highest } from "./bins.ts";
import type { MeanSpectrum } from "./brightest-spectrum.ts";

/** How far below the strongest bin a bin still counts. */
const reachDecibels = 50;
/** Hum and rumble lie below: they are no measure of what the rest is to be compared with ... */
const humHertz = 200;
/** ... unless the rest is this far below them, and is noise. */
const humReachDecibels = 80;

/**
 * Highest frequency, in Hertz, within 50 dB of the strongest bin of `spectrum`. The strongest is sought above 200 Hz, for
 * strong mains hum would else make a full-band recording look narrow; what lies 80 dB below the hum never counts.
 */
export function effectiveBandwidth({ binHertz, decibels }: MeanSpectrum): number {
  const firstBin = Math.min(Math.ceil(humHertz / binHertz), decibels.length - 1);
  const strongest = highest(decibels.subarray(firstBin));
  const limit = Math.max(strongest - reachDecibels, highest(decibels) - humReachDecibels);
  let bin = decibels.length - 1;
  while (decibels[bin]! < limit) bin -= 1;
  return bin * binHertz;
}
