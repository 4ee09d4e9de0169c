import { createRealFft, type RealFft } from "./fft.ts";
import { reduceRate } from "./halve-rate.ts";
import { hertzToMel, melToHertz } from "./mel.ts";
import { mixDown } from "./mix-down.ts";
import { hannWindow } from "./window.ts";

/** Seconds from one word of a fingerprint to the next. */
export const fingerprintHopSeconds = 0.032 / 3;
/** Length of a short-time spectrum: 512 samples at 12 kHz, the highest usual rate after halving. */
const windowSeconds = 0.0426;
/** Spectra whose power is averaged, so that a trim by half a hop changes few bits. */
const smoothedFrames = 4;
/** Hops between the two averages that a word compares: they share no spectrum. */
const lagFrames = 4;
/** Bits of a word. */
const wordBits = 32;
const bandCount = wordBits + 1;
/** Below what telephones, 8 kHz recordings and resamplers pass. */
const lowestHertz = 150;
const highestHertz = 3400;
/** Averages this far below the loudest of the clip are silence: what they hold is the rounding of a format. */
const silenceShare = 1e-5;
/** Mean power of one spectrum of a clip too quiet to look at: -90 dB of full scale. */
const quietPower = 1e-9;
/** Words that sound, at least: with fewer, chance makes strangers alike. About 0.3 s of sound. */
const fewestWords = 16;
/** Rate from which there are all bands. */
const leastRateHertz = 8000;
/** Seconds that are looked at: those of the most words. */
const keptSeconds = 61;
/** Words at most: the first minute. */
const mostWords = Math.round(60 / fingerprintHopSeconds);

/** Word of a moment of silence; equal to no other moment. */
export const silentWord = 0;

/**
 * What a recording sounds like, in 32 bits per 10.7 ms: bit b says whether band b grew louder against band b + 1 over
 * the last 43 ms, in decibels, with 33 bands equally spaced in mel from 150 to 3400 Hz. Gain and any fixed filter cancel;
 * every sampling rate of at least 8000 Hz gives the same moments and bands. At most the first minute. Null where less than
 * about 0.3 s sounds, or the rate is lower.
 *
 * The sign of band-energy differences is that of Haitsma and Kalker, "A Highly Robust Audio Fingerprinting System" (ISMIR
 * 2002); windows are shorter here, for clips of a second.
 *
 * @param channels Samples per channel, all of one length; full scale is -1..1.
 */
export function fingerprint(channels: readonly Float32Array[], sampleRateHertz: number): Uint32Array | null {
  if (sampleRateHertz < leastRateHertz) return null;
  const kept = mixDown(channels.map((channel) => channel.subarray(0, keptSeconds * sampleRateHertz)));
  const { samples, rateHertz } = reduceRate(kept, sampleRateHertz, leastRateHertz);
  const words = wordsOf(smoothed(bandEnergies(samples, rateHertz)));
  return words.reduce((count, word) => count + (word === silentWord ? 0 : 1), 0) < fewestWords ? null : words;
}

/** Power per band and frame, frame by frame. */
function bandEnergies(samples: Float32Array, rate: number): Float64Array {
  const length = Math.round(windowSeconds * rate);
  const { fft, window, frame, spectrum, sums } = scratchFor(length);
  const edges = bandEdges(fft.size / rate);
  const seconds = samples.length / rate - windowSeconds;
  const frameCount = Math.min(
    mostWords + smoothedFrames - 1 + lagFrames,
    Math.max(0, 1 + Math.floor(seconds / fingerprintHopSeconds)),
  );
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
  const size = 2 ** Math.ceil(Math.log2(length));
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
function bandEdges(binsPerHertz: number): Float64Array {
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
  // Far below what is audible, so that an empty band is quiet and not minus infinity.
  const logs = energies.map((energy) => Math.log(energy + 1e-4 * audible));
  const words = new Uint32Array(Math.max(0, frameCount - lagFrames));
  for (let index = 0; index < words.length; index += 1) {
    const sounds = totals[index]! > audible || totals[index + lagFrames]! > audible;
    words[index] = sounds ? wordAt(logs, index * bandCount, (index + lagFrames) * bandCount) : silentWord;
  }
  return words;
}

function wordAt(logs: Float64Array, before: number, after: number): number {
  let word = 0;
  for (let bit = 0; bit < wordBits; bit += 1) {
    const now = logs[after + bit]! - logs[after + bit + 1]!;
    const then = logs[before + bit]! - logs[before + bit + 1]!;
    word = (word << 1) | (now > then ? 1 : 0);
  }
  return word >>> 0;
}
