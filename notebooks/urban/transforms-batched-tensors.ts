import type { Tensor, Tensor2D, Tensor3D } from "@tensorflow/tfjs";
import { type Augmentation, maxSemitones, noiseRecording, type Stretch, stretchFor } from "./augmentation.ts";
import { melBands } from "./mel-bands.ts";
import { settings } from "./settings.ts";
import { inverseWindowSums } from "./window-sums.ts";

const { binCount, clipLength, fftSize, frameCount, hannWindow, hopLength, melCount, powerFloor } = settings;
const hopsPerWindow = fftSize / hopLength;
const shortest = stretchFor(-maxSemitones);
const longest = stretchFor(maxSemitones);
/** Samples kept of each overlap-added clip, whatever its stretch. */
const stretchedLength = (longest.frameCount + 1) * hopLength;

/** TensorFlow.js, whichever backend it runs on. */
export type TensorFlow = typeof import("@tensorflow/tfjs");

/** The transforms on one backend, with their tables on it. */
export interface TensorTransforms {
  /** Pitch shift, then noise. `samples` is [augmentations.length, clipLength]; the caller disposes of the result, of the same shape. */
  augment(samples: Float32Array, augmentations: readonly Augmentation[]): Tensor2D;
  /** Log-mel spectrograms in dB of [count, clipLength], as [count, frameCount, melCount]. */
  logMel(samples: Tensor2D): Float32Array;
  /** Frees the tables. */
  dispose(): void;
}

/** TensorFlow.js and the tables on its backend. */
interface Kit {
  readonly tf: TensorFlow;
  /** Windowed Fourier basis, [fftSize, re | im]. */
  readonly analysis: Tensor2D;
  /** Its inverse, windowed again, [re | im, fftSize]. */
  readonly synthesis: Tensor2D;
  /** [binCount, melCount]. */
  readonly mel: Tensor2D;
  /** One over the windows' overlap, a row per frame count of a stretched clip. */
  readonly windowSums: Tensor2D;
}

/** Puts the tables on the backend of `tf`. Fourier transforms are matrix products: the wasm backend has no complex kernels. */
export function createTensorTransforms(tf: TensorFlow): TensorTransforms {
  const kit: Kit = {
    tf,
    analysis: tf.tensor2d(analysisBasis(), [fftSize, 2 * binCount]),
    synthesis: tf.tensor2d(synthesisBasis(), [2 * binCount, fftSize]),
    mel: tf.tensor2d(melMatrix(), [binCount, melCount]),
    windowSums: tf.tensor2d(windowSumTable(), [
      1 + longest.frameCount - shortest.frameCount,
      stretchedLength,
    ]),
  };
  return {
    augment: (samples, augmentations) =>
      tf.tidy(() => {
        const clips = tf.tensor2d(samples, [augmentations.length, clipLength]);
        const stretches = augmentations.map(({ semitones }) => stretchFor(semitones));
        return addNoise(kit, shiftPitch(kit, clips, stretches), augmentations);
      }),
    logMel: (samples) => {
      const decibels = tf.tidy(() => logMelOf(kit, samples));
      const values = decibels.dataSync() as Float32Array;
      decibels.dispose();
      return values;
    },
    dispose: () => tf.dispose([kit.analysis, kit.synthesis, kit.mel, kit.windowSums]),
  };
}

function shiftPitch(kit: Kit, clips: Tensor2D, stretches: readonly Stretch[]): Tensor2D {
  const { tf } = kit;
  const stretched = overlapAdd(kit, vocode(kit, spectra(kit, clips), stretches), stretches).flatten();
  const { index, left, right } = interpolation(stretches);
  const at = (offset: number): Tensor =>
    stretched.gather(tf.tensor1d(index, "int32").add(tf.scalar(offset, "int32")));
  return at(0)
    .mul(tf.tensor1d(left))
    .add(at(1).mul(tf.tensor1d(right)))
    .reshape(clips.shape);
}

function addNoise({ tf }: Kit, samples: Tensor2D, augmentations: readonly Augmentation[]): Tensor2D {
  const noise = tf.tensor2d(noiseFor(augmentations), [augmentations.length, clipLength]);
  const ratios = augmentations.map(({ signalToNoiseDecibels }) => 10 ** (-signalToNoiseDecibels / 20));
  const levels = tf.div(samples.square().sum(1, true), noise.square().sum(1, true)).sqrt();
  return samples.add(noise.mul(levels.mul(tf.tensor2d(ratios, [ratios.length, 1]))));
}

function logMelOf(kit: Kit, samples: Tensor2D): Tensor {
  const [re, im] = spectra(kit, samples);
  const power = re.square().add(im.square()).reshape<Tensor2D>([-1, binCount]);
  return power
    .matMul(kit.mel)
    .maximum(powerFloor)
    .log()
    .mul(10 / Math.LN10);
}

/** [count, clipLength] -> real and imaginary parts, each [count, frameCount, binCount]. */
function spectra({ tf, analysis }: Kit, samples: Tensor2D): [Tensor3D, Tensor3D] {
  const [count] = samples.shape;
  const blockCount = frameCount + hopsPerWindow - 1;
  const blocks = samples
    .pad([
      [0, 0],
      [fftSize / 2, blockCount * hopLength - clipLength - fftSize / 2],
    ])
    .reshape<Tensor3D>([count, blockCount, hopLength]);
  const shifted = Array.from({ length: hopsPerWindow }, (_, i) =>
    blocks.slice([0, i, 0], [count, frameCount, -1]),
  );
  const frames = tf.concat(shifted, 2).reshape<Tensor2D>([count * frameCount, fftSize]);
  const both = frames.matMul<Tensor2D>(analysis).reshape<Tensor3D>([count, frameCount, 2 * binCount]);
  return tf.split<Tensor3D>(both, 2, 2) as [Tensor3D, Tensor3D];
}

/** Phase vocoder: spectra -> overlapping frames in time, [count, longest.frameCount, fftSize]; unused frames are zero. */
function vocode(
  { tf, synthesis }: Kit,
  [re, im]: [Tensor3D, Tensor3D],
  stretches: readonly Stretch[],
): Tensor3D {
  const shape: [number, number, number] = [stretches.length, longest.frameCount, frameCount];
  const matrices = vocoderMatrices(stretches);
  const magnitude = tf.tensor3d(matrices.magnitude, shape).matMul(tf.sqrt(re.square().add(im.square())));
  const phase = tf.tensor3d(matrices.phase, shape).matMul(tf.atan2(im, re));
  return tf
    .concat([magnitude.mul(phase.cos()), magnitude.mul(phase.sin())], 2)
    .reshape<Tensor2D>([-1, 2 * binCount])
    .matMul<Tensor2D>(synthesis)
    .reshape([stretches.length, longest.frameCount, fftSize]);
}

/** Adds frames where they overlap and cuts half a window off in front: [count, stretchedLength]. */
function overlapAdd({ tf, windowSums }: Kit, frames: Tensor3D, stretches: readonly Stretch[]): Tensor2D {
  const parts = Array.from({ length: hopsPerWindow }, (_, i) =>
    frames.slice([0, 0, i * hopLength], [-1, -1, hopLength]).pad([
      [0, 0],
      [i, hopsPerWindow - 1 - i],
      [0, 0],
    ]),
  );
  const sum = tf.addN(parts).slice([0, hopsPerWindow / 2, 0], [-1, stretchedLength / hopLength, -1]);
  const rows = stretches.map((stretch) => stretch.frameCount - shortest.frameCount);
  return sum.reshape<Tensor2D>([stretches.length, stretchedLength]).mul(windowSums.gather(rows));
}

/** Windowed cosines and minus sines: frames [n, fftSize] times this are spectra [n, re | im]. */
function analysisBasis(): Float32Array {
  return tabulate(fftSize, 2 * binCount, (n, column) => {
    const angle = (2 * Math.PI * ((n * (column % binCount)) % fftSize)) / fftSize;
    return hannWindow[n]! * (column < binCount ? Math.cos(angle) : -Math.sin(angle));
  });
}

/** The inverse, windowed again: each inner bin stands for itself and its mirror image. */
function synthesisBasis(): Float32Array {
  return tabulate(2 * binCount, fftSize, (row, n) => {
    const bin = row % binCount;
    const angle = (2 * Math.PI * ((n * bin) % fftSize)) / fftSize;
    const weight = bin === 0 || bin === binCount - 1 ? 1 : 2;
    return (hannWindow[n]! * weight * (row < binCount ? Math.cos(angle) : -Math.sin(angle))) / fftSize;
  });
}

function melMatrix(): Float32Array {
  return tabulate(binCount, melCount, (bin, band) => {
    const { firstBin, weights } = melBands[band]!;
    return weights[bin - firstBin] ?? 0;
  });
}

/** One row of `inverseWindowSums` per frame count from the shortest stretch to the longest. */
function windowSumTable(): Float32Array {
  const rows = Array.from({ length: 1 + longest.frameCount - shortest.frameCount }, (_, row) =>
    inverseWindowSums(shortest.frameCount + row, stretchedLength),
  );
  return tabulate(rows.length, stretchedLength, (row, n) => rows[row]![n]!);
}

/**
 * A phase vocoder is linear in magnitudes and in phases, so each clip's is two small matrices over its frames:
 * one interpolates magnitudes, one adds to the first phase every step seen so far. (Frames go in and out at the same
 * hop, so the advance expected of a bin cancels.) Beyond the last frame there is silence: no magnitude, phase 0.
 * Products with these were seen to be faster on the wasm backend than gathering the frames.
 */
function vocoderMatrices(stretches: readonly Stretch[]): { magnitude: Float32Array; phase: Float32Array } {
  const size = longest.frameCount * frameCount;
  const magnitude = new Float32Array(stretches.length * size);
  const phase = new Float32Array(stretches.length * size);
  stretches.forEach(({ rate }, clip) => {
    const phaseRow = new Float32Array(frameCount + 1);
    phaseRow[0] = 1;
    for (let t = 0; t * rate < frameCount; t++) {
      const row = clip * size + t * frameCount;
      const here = Math.floor(t * rate);
      const share = t * rate - here;
      phase.set(phaseRow.subarray(0, frameCount), row);
      magnitude[row + here] = 1 - share;
      if (here + 1 < frameCount) magnitude[row + here + 1] = share;
      phaseRow[here] = phaseRow[here]! - 1;
      phaseRow[here + 1] = phaseRow[here + 1]! + 1;
    }
  });
  return { magnitude, phase };
}

/** Where each output sample lies among the stretched ones: on the host, as float32 cannot hold such positions well. */
function interpolation(stretches: readonly Stretch[]): {
  index: Int32Array;
  left: Float32Array;
  right: Float32Array;
} {
  const index = new Int32Array(stretches.length * clipLength);
  const left = new Float32Array(index.length);
  const right = new Float32Array(index.length);
  stretches.forEach(({ rate, length }, clip) => {
    for (let n = 0; n < clipLength; n++) {
      const position = n / rate;
      const whole = Math.floor(position);
      const place = clip * clipLength + n;
      index[place] = clip * stretchedLength + whole;
      left[place] = 1 - (position - whole);
      right[place] = whole + 1 < length ? position - whole : 0;
    }
  });
  return { index, left, right };
}

function noiseFor(augmentations: readonly Augmentation[]): Float32Array {
  const noise = new Float32Array(augmentations.length * clipLength);
  augmentations.forEach(({ noiseStart }, clip) => {
    noise.set(noiseRecording.subarray(noiseStart, noiseStart + clipLength), clip * clipLength);
  });
  return noise;
}

function tabulate(
  rowCount: number,
  columnCount: number,
  at: (row: number, column: number) => number,
): Float32Array {
  return Float32Array.from({ length: rowCount * columnCount }, (_, i) =>
    at(Math.floor(i / columnCount), i % columnCount),
  );
}
