import { type Augmentation, noiseRecording, stretchFor } from "./augmentation.ts";
import { createFft } from "./fft.ts";
import { melBands } from "./mel-bands.ts";
import { settings } from "./settings.ts";

const { binCount, clipLength, fftSize, hannWindow, hopLength, powerFloor } = settings;

/** One complex spectrum: bins 0..fftSize/2. */
interface Spectrum {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

const fft = createFft(fftSize);
const melMatrix = melBands.map(({ firstBin, weights }) => {
  const row = new Float64Array(binCount);
  row.set(weights, firstBin);
  return row;
});

/** Pitch shift, then noise: one clip in, a new clip of the same length out. */
export function augmentClip(samples: Float32Array, augmentation: Augmentation): Float32Array {
  const shifted = pitchShift(samples, augmentation.semitones);
  const noise = noiseRecording.subarray(augmentation.noiseStart, augmentation.noiseStart + clipLength);
  return addNoise(shifted, noise, augmentation.signalToNoiseDecibels);
}

/** Stretches in time, then resamples back to the old length (librosa.effects.pitch_shift, here with linear resampling). */
export function pitchShift(samples: Float32Array, semitones: number): Float32Array {
  const { rate, length } = stretchFor(semitones);
  const stretched = istft(phaseVocoder(stft(samples), rate), length);
  return resample(stretched, rate, samples.length);
}

/** Adds noise at a level below the clip's own, both by root mean square; silence stays silent (as audiomentations). */
export function addNoise(
  samples: Float32Array,
  noise: Float32Array,
  signalToNoiseDecibels: number,
): Float32Array {
  const wanted = rootMeanSquare(samples) / 10 ** (signalToNoiseDecibels / 20);
  const gain = wanted / rootMeanSquare(noise);
  return samples.map((sample, n) => sample + gain * noise[n]!);
}

/** Log-mel spectrogram in dB, [frameCount, melCount], frame by frame. */
export function logMelOfClip(samples: Float32Array): Float32Array {
  const frames = stft(samples).map((spectrum) => {
    const power = spectrum.re.map((re, bin) => re * re + spectrum.im[bin]! ** 2);
    return melMatrix.map((weights) => 10 * Math.log10(Math.max(powerFloor, dot(weights, power))));
  });
  return Float32Array.from(frames.flat());
}

/** Windowed spectra, frame t centred on sample t * hopLength, zeros beyond the ends (librosa.stft). */
function stft(samples: Float32Array): Spectrum[] {
  const padded = new Float64Array(samples.length + fftSize);
  padded.set(samples, fftSize / 2);
  const count = 1 + Math.floor(samples.length / hopLength);
  return Array.from({ length: count }, (_, t) => {
    const re = padded
      .slice(t * hopLength, t * hopLength + fftSize)
      .map((sample, n) => sample * hannWindow[n]!);
    const im = new Float64Array(fftSize);
    fft.forward(re, im);
    return { re: re.slice(0, binCount), im: im.slice(0, binCount) };
  });
}

/**
 * Reads the spectra at every `rate`-th frame: magnitudes between two frames are interpolated, phases go on by the
 * advance seen between them (Flanagan and Golden 1966; librosa.phase_vocoder).
 */
function phaseVocoder(frames: readonly Spectrum[], rate: number): Spectrum[] {
  const silence: Spectrum = { re: new Float64Array(binCount), im: new Float64Array(binCount) };
  const first = frames[0] ?? silence;
  const phase = first.re.map((re, bin) => Math.atan2(first.im[bin]!, re));
  return Array.from({ length: Math.ceil(frames.length / rate) }, (_, t) => {
    const step = t * rate;
    const here = frames[Math.floor(step)] ?? silence;
    const next = frames[Math.floor(step) + 1] ?? silence;
    const share = step - Math.floor(step);
    const re = new Float64Array(binCount);
    const im = new Float64Array(binCount);
    for (let bin = 0; bin < binCount; bin++) {
      const magnitude =
        (1 - share) * Math.hypot(here.re[bin]!, here.im[bin]!) +
        share * Math.hypot(next.re[bin]!, next.im[bin]!);
      re[bin] = magnitude * Math.cos(phase[bin]!);
      im[bin] = magnitude * Math.sin(phase[bin]!);
      phase[bin] = phase[bin]! + phaseAdvance(here, next, bin);
    }
    return { re, im };
  });
}

/** How far a bin's phase moves in one hop: what its frequency says, plus the deviation seen, in radians. */
function phaseAdvance(here: Spectrum, next: Spectrum, bin: number): number {
  const expected = (2 * Math.PI * bin * hopLength) / fftSize;
  const seen = Math.atan2(next.im[bin]!, next.re[bin]!) - Math.atan2(here.im[bin]!, here.re[bin]!);
  const deviation = seen - expected;
  return expected + deviation - 2 * Math.PI * Math.round(deviation / (2 * Math.PI));
}

/** Overlap-adds windowed frames and divides by the sum of the squared windows (librosa.istft). */
function istft(frames: readonly Spectrum[], length: number): Float64Array {
  const sum = new Float64Array(fftSize + hopLength * (frames.length - 1));
  const windowSum = new Float64Array(sum.length);
  frames.forEach((spectrum, t) => {
    const frame = inverseRealFft(spectrum);
    for (let n = 0; n < fftSize; n++) {
      sum[t * hopLength + n]! += frame[n]! * hannWindow[n]!;
      windowSum[t * hopLength + n]! += hannWindow[n]! ** 2;
    }
  });
  const samples = sum.map((value, n) => (windowSum[n]! > 1e-12 ? value / windowSum[n]! : value));
  return samples.slice(fftSize / 2, fftSize / 2 + length);
}

function inverseRealFft(spectrum: Spectrum): Float64Array {
  const re = new Float64Array(fftSize);
  const im = new Float64Array(fftSize);
  re.set(spectrum.re);
  im.set(spectrum.im);
  // The upper half of a real signal's spectrum mirrors the lower; bins 0 and fftSize/2 are real.
  im[0] = 0;
  im[fftSize / 2] = 0;
  for (let bin = 1; bin < fftSize / 2; bin++) {
    re[fftSize - bin] = re[bin]!;
    im[fftSize - bin] = -im[bin]!;
  }
  fft.inverse(re, im);
  return re;
}

/** Linear interpolation: output n lies at n / rate; `length` samples, zeros beyond the end. */
function resample(samples: Float64Array, rate: number, length: number): Float32Array {
  return Float32Array.from({ length }, (_, n) => {
    const position = n / rate;
    const index = Math.floor(position);
    const share = position - index;
    return (1 - share) * (samples[index] ?? 0) + share * (samples[index + 1] ?? 0);
  });
}

function rootMeanSquare(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
