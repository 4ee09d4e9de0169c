import { type Augmentation, maxSemitones, noiseRecording, stretchFor } from "./augmentation.ts";
import { melBands } from "./mel-bands.ts";
import { createRealFft } from "./real-fft.ts";
import { settings } from "./settings.ts";
import { inverseWindowSums } from "./window-sums.ts";

const { binCount, clipLength, fftSize, frameCount, hannWindow, hopLength, melCount, powerFloor } = settings;

// Tables and buffers are made once and serve every clip of every batch: a call allocates its output and nothing else.

const longest = stretchFor(maxSemitones);
const windowSumsByFrameCount = new Map<number, Float64Array>();
const fft = createRealFft(fftSize);
const padded = new Float64Array(clipLength + fftSize);
const frame = new Float64Array(fftSize);
const re = new Float64Array(binCount);
const im = new Float64Array(binCount);
const power = new Float64Array(binCount);
/** Of each analysis frame: magnitude, and phase as a point on the unit circle. Two silent frames follow the last. */
const magnitudes = new Float64Array((frameCount + 2) * binCount);
const phasorRe = new Float64Array((frameCount + 2) * binCount);
const phasorIm = new Float64Array((frameCount + 2) * binCount);
const phaseRe = new Float64Array(binCount);
const phaseIm = new Float64Array(binCount);
const overlapped = new Float64Array(fftSize + hopLength * longest.frameCount);

/**
 * Pitch shift, then noise, clip by clip through the same buffers.
 * @param samples [augmentations.length, clipLength]
 * @returns a new array of the same shape
 */
export function augmentArrays(samples: Float32Array, augmentations: readonly Augmentation[]): Float32Array {
  const output = new Float32Array(samples.length);
  augmentations.forEach((augmentation, index) => {
    const start = index * clipLength;
    const { rate, frameCount: stretchedCount, length } = stretchFor(augmentation.semitones);
    analyse(samples, start);
    overlapped.fill(0);
    synthesise(rate, stretchedCount);
    normalise(stretchedCount, length);
    resample(rate, length, output.subarray(start, start + clipLength));
    addNoise(output.subarray(start, start + clipLength), augmentation);
  });
  return output;
}

/**
 * Log-mel spectrograms in dB.
 * @param samples [count, clipLength]
 * @returns [count, frameCount, melCount]
 */
export function logMelOfArrays(samples: Float32Array): Float32Array {
  const count = samples.length / clipLength;
  const output = new Float32Array(count * frameCount * melCount);
  for (let index = 0; index < count; index++) {
    pad(samples, index * clipLength);
    for (let t = 0; t < frameCount; t++) {
      transformFrame(t);
      for (let bin = 0; bin < binCount; bin++) power[bin] = re[bin]! * re[bin]! + im[bin]! * im[bin]!;
      writeMelFrame(output, (index * frameCount + t) * melCount);
    }
  }
  return output;
}

function pad(samples: Float32Array, start: number): void {
  for (let n = 0; n < clipLength; n++) padded[fftSize / 2 + n] = samples[start + n]!;
}

function transformFrame(t: number): void {
  for (let n = 0; n < fftSize; n++) frame[n] = padded[t * hopLength + n]! * hannWindow[n]!;
  fft.forward(frame, re, im);
}

function writeMelFrame(output: Float32Array, offset: number): void {
  for (let band = 0; band < melCount; band++) {
    const { firstBin, weights } = melBands[band]!;
    let sum = 0;
    for (let i = 0; i < weights.length; i++) sum += weights[i]! * power[firstBin + i]!;
    output[offset + band] = 10 * Math.log10(Math.max(powerFloor, sum));
  }
}

/** Fills `magnitudes` and the phasors; the first frame's phasors begin the synthesis. */
function analyse(samples: Float32Array, start: number): void {
  pad(samples, start);
  phasorRe.fill(1, frameCount * binCount);
  for (let t = 0; t < frameCount; t++) {
    transformFrame(t);
    for (let bin = 0; bin < binCount; bin++) {
      const magnitude = Math.sqrt(re[bin]! * re[bin]! + im[bin]! * im[bin]!);
      const place = t * binCount + bin;
      magnitudes[place] = magnitude;
      phasorRe[place] = magnitude > 0 ? re[bin]! / magnitude : 1;
      phasorIm[place] = magnitude > 0 ? im[bin]! / magnitude : 0;
    }
  }
  phaseRe.set(phasorRe.subarray(0, binCount));
  phaseIm.set(phasorIm.subarray(0, binCount));
}

/**
 * The phase vocoder without an angle: frames go in and out at the same hop, so the expected advance of a bin
 * cancels and what is left of the phase's step is a product of points on the unit circle.
 */
function synthesise(rate: number, stretchedCount: number): void {
  for (let t = 0; t < stretchedCount; t++) {
    const step = t * rate;
    const share = step - Math.floor(step);
    const here = Math.floor(step) * binCount;
    const next = here + binCount;
    for (let bin = 0; bin < binCount; bin++) {
      const magnitude = (1 - share) * magnitudes[here + bin]! + share * magnitudes[next + bin]!;
      const cosine = phaseRe[bin]!;
      const sine = phaseIm[bin]!;
      re[bin] = magnitude * cosine;
      im[bin] = magnitude * sine;
      const fromRe = phasorRe[here + bin]!;
      const fromIm = phasorIm[here + bin]!;
      const toRe = phasorRe[next + bin]!;
      const toIm = phasorIm[next + bin]!;
      const turnRe = toRe * fromRe + toIm * fromIm;
      const turnIm = toIm * fromRe - toRe * fromIm;
      phaseRe[bin] = cosine * turnRe - sine * turnIm;
      phaseIm[bin] = cosine * turnIm + sine * turnRe;
    }
    im[0] = 0;
    im[binCount - 1] = 0;
    fft.inverse(re, im, frame);
    const offset = t * hopLength;
    for (let n = 0; n < fftSize; n++)
      overlapped[offset + n] = overlapped[offset + n]! + frame[n]! * hannWindow[n]!;
  }
}

/** Divides by the windows' overlap, once known for a frame count and kept. */
function normalise(stretchedCount: number, length: number): void {
  const inverseSums = windowSums(stretchedCount);
  for (let n = 0; n < length; n++) overlapped[n] = overlapped[n + fftSize / 2]! * inverseSums[n]!;
}

function windowSums(stretchedCount: number): Float64Array {
  const known = windowSumsByFrameCount.get(stretchedCount);
  if (known !== undefined) return known;
  const sums = inverseWindowSums(stretchedCount, longest.length);
  windowSumsByFrameCount.set(stretchedCount, sums);
  return sums;
}

/** Linear interpolation: output n lies at n / rate of the first `length` samples of `overlapped`, zero beyond. */
function resample(rate: number, length: number, output: Float32Array): void {
  overlapped.fill(0, length, length + 2);
  for (let n = 0; n < clipLength; n++) {
    const position = n / rate;
    const index = Math.floor(position);
    const share = position - index;
    output[n] = (1 - share) * overlapped[index]! + share * overlapped[index + 1]!;
  }
}

function addNoise(clip: Float32Array, { signalToNoiseDecibels, noiseStart }: Augmentation): void {
  let signalPower = 0;
  let noisePower = 0;
  for (let n = 0; n < clipLength; n++) {
    signalPower += clip[n]! * clip[n]!;
    noisePower += noiseRecording[noiseStart + n]! * noiseRecording[noiseStart + n]!;
  }
  const gain = Math.sqrt(signalPower / noisePower) / 10 ** (signalToNoiseDecibels / 20);
  for (let n = 0; n < clipLength; n++) clip[n] = clip[n]! + gain * noiseRecording[noiseStart + n]!;
}
