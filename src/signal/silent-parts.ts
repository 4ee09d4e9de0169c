import { floorToStep } from "./level.ts";

/** A sample is silent when it is both 40 dB below the clip's peak and below -60 dB of full scale. */
const belowPeakRatio = 0.01;
const silentAmplitude = 0.001;
/** Shortest run of equal samples that counts, and how far to look for sound beside it. */
const shortestDropoutSeconds = 0.001;
const shoulderSeconds = 0.005;
/** Sound beside a dropout goes away from its value by this share of the peak: it was torn off, and did not fade ... */
export const shoulderRatio = 10 ** (-30 / 20);
/** ... and by more than this many of its smallest steps: coarse quantisation holds faint sounds, too. */
const shoulderSteps = 8;
/** Runs this close to the peak are clipping, not dropouts. */
export const railRatio = 0.99;

/** Where a recording is silent, in frames (instants). */
export interface SilentParts {
  /** Frames before the first that sounds; all when none does. */
  readonly leadingCount: number;
  /** Frames after the last that sounds; all when none does. */
  readonly trailingCount: number;
  /** Length of the longest dropout; 0 without one. */
  readonly longestDropoutCount: number;
}

/**
 * Silence at the ends, and dropouts: runs of equal samples in all channels (zeros, or one value that is held) of at
 * least 1 ms, torn out of sound on both sides. A pause between words fades, a gap that lost packets leave does not.
 *
 * @param peak Largest |sample| of all channels.
 */
export function silentParts(
  channels: readonly Float32Array[],
  sampleRateHertz: number,
  peak: number,
): SilentParts {
  const length = channels[0]?.length ?? 0;
  const limit = floorToStep(silenceLimit(peak));
  const isSounding = (frame: number): boolean => channels.some((samples) => isLoud(samples[frame]!, limit));
  let first = 0;
  while (first < length && !isSounding(first)) first += 1;
  let last = length - 1;
  while (last > first && !isSounding(last)) last -= 1;
  if (first === length) return { leadingCount: length, trailingCount: length, longestDropoutCount: 0 };
  return {
    leadingCount: first,
    trailingCount: length - 1 - last,
    longestDropoutCount: longestDropout(channels, { first, last, peak, sampleRateHertz }),
  };
}

/** Below this |sample| a clip of that peak is silent, if it were not rounded down to eight steps an octave. */
export function silenceLimit(peak: number): number {
  return Math.min(belowPeakRatio * peak, silentAmplitude);
}

/** Samples in a run of equal ones that may be a dropout, at least. */
export function shortestDropout(sampleRateHertz: number): number {
  return Math.max(4, Math.ceil(shortestDropoutSeconds * sampleRateHertz));
}

/** Samples on either side of a run in which sound is looked for. */
export function shoulderLength(sampleRateHertz: number): number {
  return Math.max(1, Math.round(shoulderSeconds * sampleRateHertz));
}

function isLoud(value: number, limit: number): boolean {
  return value !== 0 && Math.abs(value) >= limit;
}

interface SoundingPart {
  readonly first: number;
  readonly last: number;
  readonly peak: number;
  readonly sampleRateHertz: number;
}

function longestDropout(
  channels: readonly Float32Array[],
  { first, last, peak, sampleRateHertz }: SoundingPart,
): number {
  const [lead, ...others] = channels;
  if (lead === undefined) return 0;
  const shoulder = shoulderLength(sampleRateHertz);
  const isTorn = (start: number, end: number): boolean =>
    channels.some((samples) => {
      const held = samples[start]!;
      const leaves = (from: number, to: number): boolean =>
        shoulderReach(samples, Math.max(0, from), Math.min(to, samples.length), held) >= shoulderRatio * peak;
      return leaves(start - shoulder, start) && leaves(end, end + shoulder);
    });
  const shortest = shortestDropout(sampleRateHertz);
  let longest = shortest - 1;
  let start = first;
  let previous = lead[first]!;
  for (let frame = first + 1; frame <= last; frame += 1) {
    const value = lead[frame]!;
    if (value === previous) continue;
    previous = value;
    // Runs of the first channel are rare enough to look at the others only then.
    const run = frame - start;
    if (run > longest && Math.abs(lead[start]!) < railRatio * peak) {
      if (others.every((samples) => isConstant(samples, start, frame)) && isTorn(start, frame)) longest = run;
    }
    start = frame;
  }
  return longest < shortest ? 0 : longest;
}

function isConstant(samples: Float32Array, start: number, end: number): boolean {
  for (let frame = start + 1; frame < end; frame += 1) if (samples[frame] !== samples[start]) return false;
  return true;
}

/**
 * How far the samples `from` up to `to` go away from `held` at most; -1 where that is no more than a few of their smallest steps.
 */
export function shoulderReach(samples: Float32Array, from: number, to: number, held: number): number {
  let furthest = 0;
  let step = Number.POSITIVE_INFINITY;
  for (let index = from; index < to; index += 1) {
    const value = samples[index]!;
    furthest = Math.max(furthest, Math.abs(value - held));
    const change = index === from ? 0 : Math.abs(value - samples[index - 1]!);
    if (change > 0) step = Math.min(step, change);
  }
  return furthest > shoulderSteps * step ? furthest : -1;
}
