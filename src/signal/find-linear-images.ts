import { quantile } from "./bins.ts";
import type { MeanSpectrum } from "./brightest-spectrum.ts";
import { differenceOf, fineStructureOf, type Mirror } from "./find-mirror.ts";

/** Rates in question: at twice the old rate and more, the first image lies unfolded, and is found as a mirror. */
const mostRatio = 1.95;
/** Where images are looked at, from this share of the old Nyquist frequency to this one of the new. */
const lowestShare = 1.04;
const highestShare = 0.97;
const fewestBins = 40;
/** Multiples of the new rate about which aliases are added up: what lies further is 50 dB down. */
const mostFolds = 3;
/** Mean distance of the levels from those of linear interpolation, in dB, and difference of their fine structure (unrelated: 1). */
const mostLevelDecibels = 2;
const mostDifference = 0.25;
/** A first look at a few bins spares nearly all recordings the rest. */
const glanceBins = 16;
const glanceDecibels = 5;

/**
 * Looks for what linear interpolation (`numpy.interp`, `audioop.ratecv`) leaves above the old Nyquist frequency where the new rate
 * is less than twice the old one: images of the sound at every multiple of the old rate, times sinc^2, folded back upon each other
 * at the new Nyquist frequency. All of that follows from the sound below, bin by bin, so that the spectrum either is that or is
 * not. Null where it is not.
 */
export function findLinearImages(spectrum: MeanSpectrum, sourceRateHertz: number): Mirror | null {
  const { binHertz, decibels } = spectrum;
  const lastBin = decibels.length - 1;
  const oldRate = sourceRateHertz / binHertz;
  if (2 * lastBin >= mostRatio * oldRate) return null;
  const first = Math.ceil((lowestShare * oldRate) / 2);
  const count = Math.floor(highestShare * lastBin) - first;
  if (count < fewestBins) return null;
  if (isFarAtAGlance(decibels, { first, step: Math.floor(count / glanceBins), oldRate })) return null;
  const every = { first, step: 1, oldRate };
  const expected = imageLevels(decibels, count, every);
  if (distanceFrom(decibels, expected, every) > mostLevelDecibels) return null;
  const seen = decibels.subarray(first, first + count);
  const [one, other] = [fineStructureOf(expected), fineStructureOf(seen)];
  if (differenceOf(one, other, one.length) > mostDifference) return null;
  const below = decibels.subarray(Math.round(0.4 * oldRate), Math.round(0.475 * oldRate));
  return { edgeHertz: sourceRateHertz / 2, depthDecibels: quantile(below, 0.5) - quantile(seen, 0.5) };
}

/** Bins that are looked at, and the old rate in bins. */
interface Bins {
  readonly first: number;
  readonly step: number;
  readonly oldRate: number;
}

/** Whether a few bins are further than `glanceDecibels` from the levels of images: no further bin is asked when that is certain. */
function isFarAtAGlance(decibels: Float64Array, { first, step, oldRate }: Bins): boolean {
  let sum = 0;
  for (let index = 0; index < glanceBins; index += 1) {
    const bin = first + index * step;
    sum += Math.abs(imageLevel(decibels, bin, oldRate) - decibels[bin]!);
    if (sum / glanceBins > glanceDecibels) return true;
  }
  return false;
}

function imageLevels(decibels: Float64Array, count: number, { first, step, oldRate }: Bins): Float64Array {
  const levels = new Float64Array(count);
  for (let index = 0; index < count; index += 1) {
    levels[index] = imageLevel(decibels, first + index * step, oldRate);
  }
  return levels;
}

/** Mean distance of levels from those that are there, in dB. */
function distanceFrom(decibels: Float64Array, levels: Float64Array, { first, step }: Bins): number {
  let sum = 0;
  for (let index = 0; index < levels.length; index += 1) {
    sum += Math.abs(levels[index]! - decibels[first + index * step]!);
  }
  return sum / levels.length;
}

/** Level at a bin of all images that fold upon it: aliases `g` of it, each of the sound that is as far from a multiple of the old rate. */
function imageLevel(decibels: Float64Array, bin: number, oldRate: number): number {
  const newRate = 2 * (decibels.length - 1);
  let power = 0;
  for (let fold = 0; fold <= mostFolds; fold += 1) {
    for (const alias of fold === 0 ? [bin] : [fold * newRate - bin, fold * newRate + bin]) {
      const source = Math.abs(alias - Math.round(alias / oldRate) * oldRate);
      const gain = (sinc(alias / oldRate) / sinc(source / oldRate)) ** 4;
      power += gain * 10 ** (decibels[Math.round(source)]! / 10);
    }
  }
  return 10 * Math.log10(power + 1e-24);
}

/** sin(pi x) / (pi x). */
function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}
