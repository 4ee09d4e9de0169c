import { settings } from "./settings.ts";

const { clipLength, frameCount } = settings;

/** What is done to one clip: the draws of one example. */
export interface Augmentation {
  /** Pitch shift, -4..4 (the range of audiomentations' PitchShift). */
  readonly semitones: number;
  /** Level of the clip over the noise, 5..40 dB (the range of audiomentations' AddGaussianSNR). */
  readonly signalToNoiseDecibels: number;
  /** Where in `noiseRecording` the noise for this clip begins. */
  readonly noiseStart: number;
}

/** How a clip is stretched in time before it is resampled to its old length, which shifts its pitch. */
export interface Stretch {
  /** Analysis frames per synthesis frame: 2^(-semitones / 12), below 1 for a higher pitch. */
  readonly rate: number;
  /** Synthesis frames: ceil(frameCount / rate). */
  readonly frameCount: number;
  /** Samples of the stretched clip: round(clipLength / rate). */
  readonly length: number;
}

/** The largest shift, up or down. */
export const maxSemitones = 4;

/** The stretch that a pitch shift needs. */
export function stretchFor(semitones: number): Stretch {
  const rate = 2 ** (-semitones / 12);
  return { rate, frameCount: Math.ceil(frameCount / rate), length: Math.round(clipLength / rate) };
}

/** White noise of ten seconds, the same in every run: stands for a noise file, of which each clip gets a piece. */
export const noiseRecording: Float32Array = gaussianNoise(10 * clipLength, 20_140_806);

/** The draws for the example with this number: the same number, the same draws, whichever version asks. */
export function drawAugmentation(exampleIndex: number): Augmentation {
  const random = seededRandom(exampleIndex);
  return {
    semitones: maxSemitones * (2 * random() - 1),
    signalToNoiseDecibels: 5 + 35 * random(),
    noiseStart: Math.floor(random() * (noiseRecording.length - clipLength)),
  };
}

/** Mulberry32: a small generator of uniform numbers in [0, 1). */
export function seededRandom(seed: number): () => number {
  // Neighbouring seeds start far apart: Knuth's multiplicative hash.
  let state = Math.imul(seed + 1, 2_654_435_761);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Standard normal values by Box and Muller (1958). */
function gaussianNoise(length: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length }, () => {
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    return radius * Math.cos(2 * Math.PI * random());
  });
}
