import { createRealFft, type RealFft } from "./fft.ts";
import { halveRate } from "./halve-rate.ts";
import { hertzToMel, melToHertz } from "./mel.ts";
import { mixDown } from "./mix-down.ts";
import { hannWindow } from "./window.ts";

/** Seconds from one word of a fingerprint to the next. */
export const fingerprintHopSeconds = 0.032 / 3;
/** Length of a short-time spectrum: 512 samples at 12 kHz, the highest usual rate after halving; at others no more samples than these. */
const windowSeconds = 0.0426;
/** Points of the transform; what a shorter frame leaves is zeros. */
export const transformLength = 512;
/** Spectra whose power is averaged, so that a trim by half a hop changes few bits. */
export const smoothedFrames = 4;
/** Hops between the two averages that a word compares: they share no spectrum. */
export const lagFrames = 4;
/** Bits of a word. */
const wordBits = 32;
/** Bands, of which neighbours are compared. */
export const bandCount = wordBits + 1;
/** Below what telephones, 8 kHz recordings and resamplers pass. */
const lowestHertz = 150;
const highestHertz = 3400;
/** Averages this far below the loudest of the clip are silence: what they hold is the rounding of a format. */
export const silenceShare = 1e-5;
/** Mean power of one spectrum of a clip too quiet to look at: -90 dB of full scale. */
export const quietPower = 1e-9;
/** Words that sound, at least: with fewer, chance makes strangers alike. About 0.3 s of sound. */
export const fewestWords = 16;
/** Rate from which there are all bands. */
const leastRateHertz = 8000;
/** Seconds that are looked at: those of the most words. */
const keptSeconds = 61;
/** Words at most: the first minute. */
const mostWords = Math.round(60 / fingerprintHopSeconds);
/** Spectra that these rest on. */
export const mostFrames = mostWords + smoothedFrames - 1 + lagFrames;

/** Word of a moment of silence; equal to no other moment. */
export const silentWord = 0;

/**
 * What a recording sounds like, in 32 bits per 10.7 ms: bit b says whether band b grew louder against band b + 1 over
 * the last 43 ms, in decibels, with 33 bands equally spaced in mel from 150 to 3400 Hz. Gain and any fixed filter cancel;
 * every sampling rate of at least 8000 Hz gives the same moments and bands. At most the first minute. Null where less than
 * about 0.3 s sounds, or the rate is lower.
 *
 * Above 12 kHz after halving (which no usual rate gives) the spectra are of less time.
 *
 * The sign of band-energy differences is that of Haitsma and Kalker, "A Highly Robust Audio Fingerprinting System" (ISMIR
 * 2002); windows are shorter here, for clips of a second.
 *
 * @param channels Samples per channel, all of one length; full scale is -1..1.
 */
export function fingerprint(channels: readonly Float32Array[], sampleRateHertz: number): Uint32Array | null {
  const reduced = reducedRate(sampleRateHertz);
  if (reduced === null) return null;
  let samples = mixDown(channels.map((channel) => channel.subarray(0, keptSeconds * sampleRateHertz)));
  for (let halving = 0; halving < reduced.halvings; halving += 1) samples = halveRate(samples);
  const words = wordsOf(smoothed(bandEnergies(samples, reduced.rateHertz)));
  return words.reduce((count, word) => count + (word === silentWord ? 0 : 1), 0) < fewestWords ? null : words;
}

/** The rate of 8000 Hz or a little more that halving leads to, and how often; null for rates below. */
export function reducedRate(
  sampleRateHertz: number,
): { readonly rateHertz: number; readonly halvings: number } | null {
  if (sampleRateHertz < leastRateHertz) return null;
  const halvings = Math.floor(Math.log2(sampleRateHertz / leastRateHertz));
  return { rateHertz: sampleRateHertz / 2 ** halvings, halvings };
}

/** Samples of one spectrum at the reduced rate. */
export function printFrameLength(rateHertz: number): number {
  return Math.min(transformLength, Math.round(windowSeconds * rateHertz));
}

/** Spectra of a signal of so many samples at the reduced rate. */
export function printFrameCount(sampleCount: number, rateHertz: number): number {
  const seconds = sampleCount / rateHertz - windowSeconds;
  return Math.min(mostFrames, Math.max(0, 1 + Math.floor(seconds / fingerprintHopSeconds)));
}

/** Power per band and frame, frame by frame. */
function bandEnergies(samples: Float32Array, rate: number): Float64Array {
  const length = printFrameLength(rate);
  const { fft, window, frame, spectrum, sums } = scratchFor(length);
  const edges = bandEdges(fft.size / rate);
  const frameCount = printFrameCount(samples.length, rate);
  const energies = new Float64Array(frameCount * bandCount);
  for (let index = 0; index < frameCount; index += 1) {
    const start = Math.min(samples.length - length, Math.round(index * fingerprintHopSeconds * rate));
    for (let at = 0; at < length; at += 1) frame[at] = samples[start + at]! * window[at]!;
    fft.transform(frame, spectrum);
    accumulate(spectrum, sums, Math.ceil(edges[bandCount]!) + 1);
    let below = sumUpTo(sums, edges[0]!);
    for (let band = 0; band < bandCount; band += 1) {
      const above = sumUpTo(sums, edges[band + 1]!);
      energies[index * bandCount + band] = (above - below) / length;
      below = above;
    }
  }
  return energies;
}

interface Scratch {
  readonly fft: RealFft;
  readonly window: Float64Array;
  readonly frame: Float64Array;
  readonly spectrum: Float64Array;
  /** Sums of power up to each bin. */
  readonly sums: Float64Array;
}

// Tables are made once per rate: a set has few of them.
const scratchByLength = new Map<number, Scratch>();

function scratchFor(length: number): Scratch {
  const known = scratchByLength.get(length);
  if (known !== undefined) return known;
  const size = transformLength;
  const made = {
    fft: createRealFft(size),
    window: hannWindow(length),
    frame: new Float64Array(size),
    spectrum: new Float64Array(size + 2),
    sums: new Float64Array(size / 2 + 2),
  };
  scratchByLength.set(length, made);
  return made;
}

/** Edges of the bands in bins, as positions in the running sum, where bin k fills k..k + 1. */
export function bandEdges(binsPerHertz: number): Float64Array {
  const low = hertzToMel(lowestHertz);
  const step = (hertzToMel(highestHertz) - low) / bandCount;
  return Float64Array.from(
    { length: bandCount + 1 },
    (_, index) => melToHertz(low + step * index) * binsPerHertz + 0.5,
  );
}

function accumulate(spectrum: Float64Array, sums: Float64Array, binCount: number): void {
  let sum = 0;
  for (let bin = 0; bin < binCount; bin += 1) {
    const real = spectrum[2 * bin]!;
    const imaginary = spectrum[2 * bin + 1]!;
    sum += real * real + imaginary * imaginary;
    sums[bin + 1] = sum;
  }
}

function sumUpTo(sums: Float64Array, position: number): number {
  const bin = Math.floor(position);
  return sums[bin]! + (position - bin) * (sums[bin + 1]! - sums[bin]!);
}

/** Sums of the energies of successive frames. */
function smoothed(energies: Float64Array): Float64Array {
  const sums = new Float64Array(Math.max(0, energies.length - (smoothedFrames - 1) * bandCount));
  for (let index = 0; index < sums.length; index += 1) {
    let sum = 0;
    for (let frame = 0; frame < smoothedFrames; frame += 1) sum += energies[index + frame * bandCount]!;
    sums[index] = sum;
  }
  return sums;
}

function wordsOf(energies: Float64Array): Uint32Array {
  const frameCount = energies.length / bandCount;
  const totals = Float64Array.from({ length: frameCount }, (_, frame) =>
    energies.subarray(frame * bandCount, (frame + 1) * bandCount).reduce((sum, energy) => sum + energy, 0),
  );
  const loudest = totals.reduce((most, total) => Math.max(most, total), 0);
  const audible = Math.max(silenceShare * loudest, quietPower * smoothedFrames);
  // Far below what is audible, so that an empty band is quiet and not nothing.
  const floored = energies.map((energy) => energy + 1e-4 * audible);
  const words = new Uint32Array(Math.max(0, frameCount - lagFrames));
  for (let index = 0; index < words.length; index += 1) {
    const sounds = totals[index]! > audible || totals[index + lagFrames]! > audible;
    words[index] = sounds ? wordAt(floored, index * bandCount, (index + lagFrames) * bandCount) : silentWord;
  }
  return words;
}

/** A ratio of ratios needs no logarithm. */
function wordAt(powers: Float64Array, before: number, after: number): number {
  let word = 0;
  for (let bit = 0; bit < wordBits; bit += 1) {
    const now = powers[after + bit]! * powers[before + bit + 1]!;
    const then = powers[before + bit]! * powers[after + bit + 1]!;
    word = (word << 1) | (now > then ? 1 : 0);
  }
  return word >>> 0;
}
