import type { RealFft } from "./fft.ts";
import { createRealFft } from "./fft.ts";

/** Width of a bin at most; a power of two of samples makes it 11 to 24 Hz at the usual rates. */
const widestBinHertz = 24;
/** Frames that are transformed at most. */
const framesAtMost = 32;
/** Coefficients of the 4-term Blackman-Harris window (Harris, Proc. IEEE 66, 1978): side lobes below -92 dB. */
const windowTerms = [0.35875, -0.48829, 0.14128, -0.01168] as const;

/** A mean power spectrum. */
export interface MeanSpectrum {
  /** From one bin to the next. */
  readonly binHertz: number;
  /** Mean power per bin 0..Nyquist, 0 dB = that of white noise at full scale; -240 at least. */
  readonly decibels: Float64Array;
}

interface Analysis {
  readonly fft: RealFft;
  readonly window: Float64Array;
  readonly frame: Float64Array;
  readonly spectrum: Float64Array;
}

// Tables and scratch space by frame length: one for every few sampling rates.
const analyses = new Map<number, Analysis>();

/**
 * Mean Blackman-Harris power spectrum of the channels' mean, sampled: of the frames that lie side by side, the (at
 * most) 32 whose sample-to-sample changes have most energy, for they show how far the spectrum reaches. A
 * clip below one frame is one frame, padded with zeros.
 */
export function brightestSpectrum(channels: readonly Float32Array[], sampleRateHertz: number): MeanSpectrum {
  const size = 2 ** Math.max(6, Math.ceil(Math.log2(sampleRateHertz / widestBinHertz)));
  const analysis = analyses.get(size) ?? createAnalysis(size);
  analyses.set(size, analysis);
  const length = channels[0]?.length ?? 0;
  const starts = length < size ? [0] : brightestFrames(channels, size).map((index) => index * size);
  const window = length < size ? blackmanHarris(length) : analysis.window;
  const powers = new Float64Array(size / 2 + 1);
  for (const start of starts)
    addPowers(analysis, mixedFrame(analysis.frame, channels, start, window), powers);
  const scale = 1 / (starts.length * window.reduce((sum, weight) => sum + weight * weight, 0));
  return {
    binHertz: sampleRateHertz / size,
    decibels: powers.map((power) => 10 * Math.log10(power * scale + 1e-24)),
  };
}

function createAnalysis(size: number): Analysis {
  return {
    fft: createRealFft(size),
    window: blackmanHarris(size),
    frame: new Float64Array(size),
    spectrum: new Float64Array(size + 2),
  };
}

/** Periodic 4-term Blackman-Harris window, as scipy.signal.get_window("blackmanharris"). */
export function blackmanHarris(size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, index) =>
    windowTerms.reduce((sum, term, order) => sum + term * Math.cos((2 * Math.PI * order * index) / size), 0),
  );
}

/** Indices of the frames of `size` with the largest energy of first differences, brightest first. */
function brightestFrames(channels: readonly Float32Array[], size: number): readonly number[] {
  const energies = new Float64Array(Math.floor((channels[0]?.length ?? 0) / size));
  if (energies.length <= framesAtMost) return Array.from(energies, (_, index) => index);
  for (const samples of channels) {
    for (let index = 0; index < energies.length; index += 1) {
      let energy = 0;
      let previous = samples[index * size]!;
      for (let position = index * size + 1; position < (index + 1) * size; position += 1) {
        const value = samples[position]!;
        energy += (value - previous) * (value - previous);
        previous = value;
      }
      energies[index]! += energy;
    }
  }
  return Array.from(energies, (_, index) => index)
    .sort((a, b) => energies[b]! - energies[a]! || a - b)
    .slice(0, framesAtMost);
}

function mixedFrame(
  frame: Float64Array,
  channels: readonly Float32Array[],
  start: number,
  window: Float64Array,
): Float64Array {
  frame.fill(0);
  for (const samples of channels) {
    for (let index = 0; index < window.length; index += 1) frame[index]! += samples[start + index]!;
  }
  for (let index = 0; index < window.length; index += 1) frame[index]! *= window[index]! / channels.length;
  return frame;
}

function addPowers({ fft, spectrum }: Analysis, frame: Float64Array, powers: Float64Array): void {
  fft.transform(frame, spectrum);
  for (let bin = 0; bin < powers.length; bin += 1) {
    const real = spectrum[2 * bin]!;
    const imaginary = spectrum[2 * bin + 1]!;
    powers[bin]! += real * real + imaginary * imaginary;
  }
}
