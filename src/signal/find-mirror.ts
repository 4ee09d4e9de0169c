import { quantile } from "./bins.ts";
import type { MeanSpectrum } from "./brightest-spectrum.ts";

/** Bins on both sides of the axis that the window's main lobe makes alike in any case. */
const lobeBins = 4;
/** How far from the axis the filters of resamplers let an image stand, as a share of the axis. */
const reachShare = 0.18;
/** Shares of that over which the two sides are compared, each. */
const comparedShares = [0.5, 0.7, 1] as const;
/** Bins that are compared at least. */
const fewestBins = 18;
/** Fine structure is what stands out of the mean of its neighbours this many bins away. */
const neighbourBins = 3;
/** Difference of an image from its original, where unrelated bands come to 1, if so many bins are compared; fewer must agree better. */
const largestDifference = 0.2;
const enoughBins = 60;
/** Linear interpolation leaves an image 4 dB below its original, with next to no difference; all others leave 10 dB and more. */
const leastDepthDecibels = 1;
const softDepthDecibels = 10;
const softShare = 0.5;
/** Overtones are alike about many axes: an image is so about its own alone. Other axes lie this many bins away. */
const otherAxes = [-12, -10, -8, -6, 6, 8, 10, 12] as const;
const distinctness = 0.5;

/** A band that is the mirror image of the one below. */
export interface Mirror {
  /** The axis. */
  readonly edgeHertz: number;
  /** How much softer the image is. */
  readonly depthDecibels: number;
}

/**
 * Looks for the image that interpolation from a lower rate leaves above the old Nyquist frequency, where its filter is short
 * (linear interpolation, scipy.signal.resample_poly, the defaults of ffmpeg): there, the spectrum is the mirror image of what
 * lies below, bin by bin, times the smooth curve of a filter. So the fine structure (what stands out of its neighbours, in
 * dB) is the same on both sides of that axis; in a native recording both sides have nothing to do with each other.
 */
export function findMirror({ binHertz, decibels }: MeanSpectrum, nyquistHertz: number): Mirror | null {
  const axis = nyquistHertz / binHertz;
  const difference = mirrorDifference(decibels, axis);
  if (difference > largestDifference) return null;
  const level = (from: number, to: number): number =>
    quantile(decibels.subarray(Math.round(from * axis), Math.round(to * axis)), 0.5);
  const depthDecibels = level(0.82, 0.95) - level(1.05, 1.18);
  if (depthDecibels < leastDepthDecibels) return null;
  const limit = largestDifference * Math.min(1, comparedBins(decibels, axis) / enoughBins);
  if (difference > limit * (depthDecibels < softDepthDecibels ? softShare : 1)) return null;
  const isOneOfMany = otherAxes.some(
    (bins) => mirrorDifference(decibels, axis + bins) * distinctness < difference,
  );
  return isOneOfMany ? null : { edgeHertz: nyquistHertz, depthDecibels };
}

function comparedBins(decibels: Float64Array, axis: number): number {
  return Math.floor(Math.min(reachShare * axis, 0.99 * decibels.length - axis) - lobeBins);
}

/**
 * How much the fine structure above the bin `axis` differs from the mirror image of that below: power of the difference over
 * the sum of both powers, 0 for an image, about 1 for bands that have nothing in common. Of three lengths, the least: an
 * image sinks into noise at some distance.
 */
function mirrorDifference(decibels: Float64Array, axis: number): number {
  const binCount = comparedBins(decibels, axis);
  if (binCount < fewestBins) return 1;
  const below = levelsBeside(decibels, axis, { step: -1, count: binCount });
  const above = levelsBeside(decibels, axis, { step: 1, count: binCount });
  let difference = 0;
  let sum = 0;
  let least = Number.POSITIVE_INFINITY;
  let from = 0;
  // What is compared over a shorter stretch is compared over the longer ones, too.
  for (const share of comparedShares) {
    const count = Math.floor(share * binCount);
    if (count < fewestBins) continue;
    for (const end = count - 2 * neighbourBins; from < end; from += 1) {
      const low = fineAt(below, from);
      const high = fineAt(above, from);
      difference += (high - low) ** 2;
      sum += high ** 2 + low ** 2;
    }
    least = Math.min(least, sum === 0 ? 1 : difference / sum);
  }
  return least;
}

/** Levels of the bins from the lobe of `axis` outwards. */
function levelsBeside(
  decibels: Float64Array,
  axis: number,
  { step, count }: { readonly step: 1 | -1; readonly count: number },
): Float64Array {
  // Loops, here and below: `from` and `map` of typed arrays take as long as the analysis of a hundred frames.
  const levels = new Float64Array(count);
  for (let index = 0; index < count; index += 1) {
    levels[index] = levelAt(decibels, axis + step * (lobeBins + index));
  }
  return levels;
}

/** What stands out of the mean of its neighbours three bins away; three bins fewer on either side. */
export function fineStructureOf(levels: Float64Array): Float64Array {
  const fine = new Float64Array(levels.length - 2 * neighbourBins);
  for (let index = 0; index < fine.length; index += 1) fine[index] = fineAt(levels, index);
  return fine;
}

function fineAt(levels: Float64Array, index: number): number {
  const around = levels[index]! + levels[index + 2 * neighbourBins]!;
  return levels[index + neighbourBins]! - around / 2;
}

/** The level between bins, by linear interpolation. */
function levelAt(decibels: Float64Array, bin: number): number {
  const lower = Math.floor(bin);
  return decibels[lower]! + (bin - lower) * (decibels[lower + 1]! - decibels[lower]!);
}

/** Power of the difference of two fine structures over the sum of both powers: 0 for equal ones, about 1 for unrelated ones. */
export function differenceOf(below: Float64Array, above: Float64Array, count: number): number {
  let difference = 0;
  let sum = 0;
  for (let index = 0; index < count; index += 1) {
    difference += (above[index]! - below[index]!) ** 2;
    sum += above[index]! ** 2 + below[index]! ** 2;
  }
  return sum === 0 ? 1 : difference / sum;
}
