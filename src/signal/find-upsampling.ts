import { highest, quantile, smoothed } from "./bins.ts";
import type { MeanSpectrum } from "./brightest-spectrum.ts";
import { findLinearImages } from "./find-linear-images.ts";
import { findMirror } from "./find-mirror.ts";

/** Rates that recordings are made at; what was resampled from one ends at half of it. */
const sourceRatesHertz = [8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 96000];
/** Edges are sought up to this share of the Nyquist frequency: above it lie the filters of converters. */
const highestShare = 0.93;
/** What lies above an edge must be this far below what lies under it ... */
const leastDepthDecibels = 20;
/** ... and fall most of the way within 500 Hz, which no natural sound and no microphone does. */
const leastFallDecibels = 15;
const fallHertz = 500;
/** Within 3 dB of the floor a bin belongs to it; sound under the edge stands 10 dB out of it throughout. */
const floorMarginDecibels = 3;
const soundMarginDecibels = 10;
/** Half the main lobe of a Blackman-Harris window, and one bin more. */
const lobeBins = 5;
/** Resamplers give up the last part of the band: the fall ends between this share of the old Nyquist frequency and all of it. */
const lowestEdgeShare = 0.92;
/** From here on encoders cut, too; what they leave above is uneven, what a resampler leaves is flat. */
const codecsFromHertz = 14_000;
const flatFloorDecibels = 10;
/** ... and a resampler's fall has no skirt: from 10 to 4 dB above the middle of that floor it takes 6 bins at most. */
const skirtDecibels = { from: 10, to: 4 } as const;
const skirtBins = 6;
/** ... nor is it a wall: encoders drop lines of their transform, resamplers fall by 30 dB in 6 bins at most. */
const wallDecibels = 33;
const wallBins = 6;
/** Below this, the low-pass of no usual lossy codec lies that keeps a higher rate. */
const lossyBelowHertz = 10_500;
/** A lossy codec also leaves out quiet upper bands of a low note, frame by frame: only a deeper cliff is a resampler's. */
const lossyDepthDecibels = 40;

/** The edge where the Nyquist frequency of a lower rate lies. */
export interface Upsampling {
  /** Where the fall ends. */
  readonly edgeHertz: number;
  /** From the sound under the edge to what is above it. */
  readonly depthDecibels: number;
  /** Likely sampling rate before. */
  readonly sourceRateHertz: number;
}

/**
 * Looks for the mark that resampling from a lower, usual rate leaves: sound up to the old Nyquist frequency, then a
 * cliff, then nothing; or, where the resampler's filter was short, the mirror image of that sound. Null where there is
 * none, and where sound does not reach the edge, so that nothing can be said.
 *
 * @param isLossy Whether the recording is stored by a lossy codec: then its own low-pass explains an edge above 10.5 kHz.
 */
export function findUpsampling(spectrum: MeanSpectrum, isLossy: boolean): Upsampling | null {
  for (const sourceRateHertz of sourceRatesHertz) {
    if (isLossy && sourceRateHertz / 2 > lossyBelowHertz) return null;
    const found =
      findMirror(spectrum, sourceRateHertz / 2) ??
      cliffAt(spectrum, sourceRateHertz / 2) ??
      findLinearImages(spectrum, sourceRateHertz);
    const isDeepEnough = found !== null && (!isLossy || found.depthDecibels >= lossyDepthDecibels);
    if (isDeepEnough) return { ...found, sourceRateHertz };
  }
  return null;
}

function cliffAt(
  { binHertz, decibels }: MeanSpectrum,
  nyquistHertz: number,
): { readonly edgeHertz: number; readonly depthDecibels: number } | null {
  const lastBin = decibels.length - 1;
  const at = (share: number): number => Math.round((share * nyquistHertz) / binHertz);
  if (at(1) > highestShare * lastBin) return null;
  const above = decibels.subarray(Math.max(at(1.03), at(1) + lobeBins), Math.floor(0.985 * lastBin));
  if (above.length < lobeBins) return null;
  const floor = highest(above);
  const depthDecibels = quantile(decibels.subarray(at(0.8), at(0.9)), 0.5) - floor;
  if (depthDecibels < leastDepthDecibels) return null;
  if (quantile(decibels.subarray(at(0.6), at(0.9)), 0.1) < floor + soundMarginDecibels) return null;
  const lastAbove = (level: number): number =>
    decibels.subarray(0, at(1.03) + lobeBins).findLastIndex((value) => value > level);
  const edge = lastAbove(floor + floorMarginDecibels);
  const middle = quantile(above, 0.5);
  const isFlat = floor - middle <= flatFloorDecibels;
  const isCrisp = lastAbove(middle + skirtDecibels.to) - lastAbove(middle + skirtDecibels.from) <= skirtBins;
  const isAmongCodecs = nyquistHertz > codecsFromHertz;
  const isWall = steepestFall(decibels.subarray(at(0.9), at(1) + lobeBins), wallBins) >= wallDecibels;
  if (isAmongCodecs && (!isFlat || !isCrisp || isWall)) return null;
  // A strong band's main lobe reaches over its edge; among codecs this would let in Vorbis, which cuts at 16.1 kHz.
  if (edge > at(1) + (isAmongCodecs ? 0 : lobeBins) || edge < at(lowestEdgeShare)) return null;
  const fallBins = Math.round(fallHertz / binHertz);
  const level = smoothed(decibels.subarray(edge - 2 * fallBins, edge + lobeBins + 1));
  const isSteep = steepestFall(level, fallBins) >= leastFallDecibels;
  return isSteep ? { edgeHertz: edge * binHertz, depthDecibels } : null;
}

/** Largest fall from one of `level` to that `binCount` further. */
function steepestFall(level: Float64Array, binCount: number): number {
  return highest(level.subarray(0, -binCount).map((value, index) => value - level[index + binCount]!));
}
