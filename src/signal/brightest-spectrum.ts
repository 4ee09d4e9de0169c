import { createRealFft } from "./fft.ts";
import { mixDown } from "./mix-down.ts";

/** Width of a bin at most; a power of two of samples makes it 11 to 24 Hz at the usual rates. */
const widestBinHertz = 24;
/** Frames that are transformed at most. */
export const framesAtMost = 32;
/** Coefficients of the 4-term Blackman-Harris window (Harris, Proc. IEEE 66, 1978): side lobes below -92 dB. */
const windowTerms = [0.35875, -0.48829, 0.14128, -0.01168] as const;

/** A mean power spectrum. */
export interface MeanSpectrum {
  /** From one bin to the next. */
  readonly binHertz: number;
  /** Mean power per bin 0..Nyquist, 0 dB = that of white noise at full scale; -240 at least. */
  readonly decibels: Float64Array;
}

/** Tables and scratch space for frames of one length. */
export interface BrightAnalysis {
  readonly window: Float64Array;
  /** Sum of the window's squares. */
  readonly energy: number;
  /** Adds to `powers` those of the frame that begins at `from`, times `weights` (which may be shorter than a frame). */
  readonly addPowers: (
    samples: Float32Array,
    from: number,
    weights: Float64Array,
    powers: Float64Array,
  ) => void;
}

// One for every few sampling rates.
const analyses = new Map<number, BrightAnalysis>();

/** Samples in a frame: the power of two that makes bins of at most 24 Hz. */
export function brightFrameLength(sampleRateHertz: number): number {
  return 2 ** Math.max(6, Math.ceil(Math.log2(sampleRateHertz / widestBinHertz)));
}

/**
 * Mean Blackman-Harris power spectrum of the channels' mean, sampled: of the frames that lie side by side, the (at
 * most) 32 whose sample-to-sample changes have most energy, for they show how far the spectrum reaches. A
 * clip below one frame is one frame, padded with zeros.
 */
export function brightestSpectrum(channels: readonly Float32Array[], sampleRateHertz: number): MeanSpectrum {
  const size = brightFrameLength(sampleRateHertz);
  const analysis = analysisOf(size);
  const mix = mixDown(channels);
  const starts = mix.length < size ? [0] : brightestFrames(mix, size).map((index) => index * size);
  const window = mix.length < size ? blackmanHarris(mix.length) : analysis.window;
  const powers = new Float64Array(size / 2 + 1);
  for (const start of starts) analysis.addPowers(mix, start, window, powers);
  const scale = 1 / (starts.length * energyOf(window));
  return {
    binHertz: sampleRateHertz / size,
    decibels: powers.map((power) => 10 * Math.log10(power * scale + 1e-24)),
  };
}

/** The analysis of frames of `size` samples. */
export function analysisOf(size: number): BrightAnalysis {
  const known = analyses.get(size) ?? createAnalysis(size);
  analyses.set(size, known);
  return known;
}

function createAnalysis(size: number): BrightAnalysis {
  const fft = createRealFft(size);
  const frame = new Float64Array(size);
  const spectrum = new Float64Array(size + 2);
  const window = blackmanHarris(size);
  return {
    window,
    energy: energyOf(window),
    addPowers: (samples, from, weights, powers) => {
      frame.fill(0);
      for (let index = 0; index < weights.length; index += 1)
        frame[index] = samples[from + index]! * weights[index]!;
      fft.transform(frame, spectrum);
      for (let bin = 0; bin < powers.length; bin += 1) {
        const real = spectrum[2 * bin]!;
        const imaginary = spectrum[2 * bin + 1]!;
        powers[bin]! += real * real + imaginary * imaginary;
      }
    },
  };
}

/** Sum of the squares of `weights`. */
export function energyOf(weights: Float64Array): number {
  return weights.reduce((sum, weight) => sum + weight * weight, 0);
}

/** Periodic 4-term Blackman-Harris window, as scipy.signal.get_window("blackmanharris"). */
export function blackmanHarris(size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, index) =>
    windowTerms.reduce((sum, term, order) => sum + term * Math.cos((2 * Math.PI * order * index) / size), 0),
  );
}

/** Indices of the frames of `size` with the largest energy of changes (the first from the sample before), in order. */
function brightestFrames(mix: Float32Array, size: number): readonly number[] {
  const energies = new Float64Array(Math.floor(mix.length / size));
  if (energies.length <= framesAtMost) return Array.from(energies, (_, index) => index);
  let previous = 0;
  for (let position = 0; position < energies.length * size; position += 1) {
    const value = mix[position]!;
    energies[Math.floor(position / size)]! += (value - previous) * (value - previous);
    previous = value;
  }
  return Array.from(energies, (_, index) => index)
    .sort((a, b) => energies[b]! - energies[a]! || a - b)
    .slice(0, framesAtMost)
    .sort((a, b) => a - b);
}
