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
  const at = { newRate: 2 * lastBin, oldRate };
  const few = knownTerms({ ...at, first, count: glanceBins, step: Math.floor(count / glanceBins) });
  if (distanceFrom(decibels, few, glanceDecibels) > glanceDecibels) return null;
  const every = knownTerms({ ...at, first, count, step: 1 });
  if (distanceFrom(decibels, every, mostLevelDecibels) > mostLevelDecibels) return null;
  const expected = imageLevels(decibels, every);
  const seen = decibels.subarray(first, first + count);
  const [one, other] = [fineStructureOf(expected), fineStructureOf(seen)];
  if (differenceOf(one, other, one.length) > mostDifference) return null;
  const below = decibels.subarray(Math.round(0.4 * oldRate), Math.round(0.475 * oldRate));
  return { edgeHertz: sourceRateHertz / 2, depthDecibels: quantile(below, 0.5) - quantile(seen, 0.5) };
}

/** Bins that are looked at, and both rates in bins. */
interface Bins {
  readonly first: number;
  readonly count: number;
  readonly step: number;
  readonly newRate: number;
  readonly oldRate: number;
}

/** Which sound folds upon bins, and how much of it: the same for all spectra of one rate. */
interface ImageTerms {
  readonly bins: Bins;
  /** Per bin, `termCount` bins of sound below the old Nyquist frequency, and the share of their power. */
  readonly sources: Int32Array;
  readonly gains: Float64Array;
}

const termCount = 1 + 2 * mostFolds;
// Of the rates of a set, which are few: of a first look and of a second one for each pair.
const known = new Map<string, ImageTerms>();
const mostKnown = 64;

function knownTerms(bins: Bins): ImageTerms {
  const key = `${bins.newRate} ${bins.oldRate} ${bins.step}`;
  const terms = known.get(key) ?? imageTerms(bins);
  if (known.size === mostKnown) known.clear();
  known.set(key, terms);
  return terms;
}

/** Aliases `g` of each bin, each of the sound that is as far from a multiple of the old rate. */
function imageTerms(bins: Bins): ImageTerms {
  const { first, count, step, newRate, oldRate } = bins;
  const sources = new Int32Array(count * termCount);
  const gains = new Float64Array(count * termCount);
  for (let index = 0, at = 0; index < count; index += 1) {
    const bin = first + index * step;
    for (let term = 0; term < termCount; term += 1, at += 1) {
      const fold = (term + 1) >> 1;
      const alias = fold * newRate + (term % 2 === 0 ? bin : -bin);
      const source = Math.abs(alias - Math.round(alias / oldRate) * oldRate);
      sources[at] = Math.round(source);
      gains[at] = (sinc(alias / oldRate) / sinc(source / oldRate)) ** 4;
    }
  }
  return { bins, sources, gains };
}

function imageLevels(decibels: Float64Array, terms: ImageTerms): Float64Array {
  const levels = new Float64Array(terms.bins.count);
  for (let index = 0; index < levels.length; index += 1) levels[index] = imageLevel(decibels, terms, index);
  return levels;
}

/** Mean distance of the levels of images from those that are there, in dB; no further bin is asked when it is certain to be more than `enough`. */
function distanceFrom(decibels: Float64Array, terms: ImageTerms, enough: number): number {
  const { first, step, count } = terms.bins;
  let sum = 0;
  for (let index = 0; index < count && sum / count <= enough; index += 1) {
    sum += Math.abs(imageLevel(decibels, terms, index) - decibels[first + index * step]!);
  }
  return sum / count;
}

/** Level of all images that fold upon one of the bins. */
function imageLevel(decibels: Float64Array, { sources, gains }: ImageTerms, index: number): number {
  let power = 0;
  for (let at = index * termCount; at < (index + 1) * termCount; at += 1) {
    // Not by `**`, which the versions of V8 round in different ways.
    power += gains[at]! * Math.exp((Math.LN10 / 10) * decibels[sources[at]!]!);
  }
  return 10 * Math.log10(power + 1e-24);
}

/** sin(pi x) / (pi x). */
function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}
