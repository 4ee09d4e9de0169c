import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { SignalMeasurement } from "../../src/model/clip-measurement.ts";
import { measureSignal } from "../../src/signal/measure-signal.ts";
import { assertClose } from "../support/assert-close.ts";
import { measureWavExample, readFsdd } from "../support/fsdd.ts";
import type { LibrosaFacts } from "../support/librosa-oracle.ts";
import { librosaOracle } from "../support/librosa-oracle.ts";
import { readWav } from "../support/read-wav.ts";
import { needsData, sharedData } from "../support/requirements.ts";
import { concatenate, noise, sine } from "../support/synthetic-signal.ts";

/** The signals of test/fixtures/signal/librosa-oracle.py. */
const synthetic: Readonly<Record<string, readonly [samples: Float32Array, sampleRateHertz: number]>> = {
  noise: [noise(30000, 1, 0.5), 44100],
  "quiet-noise": [noise(9000, 2, 1 / 4096), 22050],
  tone: [sine(20000, 44100, 440, 0.5), 44100],
  "shorter-than-a-frame": [noise(500, 3, 0.25), 16000],
  "half-silent": [concatenate(new Float32Array(12000), noise(12000, 4, 0.5)), 48000],
  "high-rate": [noise(20000, 5, 0.5), 192000],
};

function assertAsLibrosa(measured: SignalMeasurement, facts: LibrosaFacts, sampleRateHertz: number): void {
  assertClose(measured.centroidHertz, facts.centroidHertz, { relative: 1e-9, what: "centroid" });
  assertClose(measured.bandwidthHertz, facts.bandwidthHertz, { relative: 1e-9, what: "bandwidth" });
  assertClose(measured.flatness, facts.flatness, { relative: 1e-9, what: "flatness" });
  assertClose(measured.rolloff85Hertz, facts.rolloff85Hertz, {
    absolute: sampleRateHertz / 2048,
    what: "rolloff",
  });
  assertClose(measured.totalPower, facts.totalPower, { relative: 1e-9, what: "total power" });
  measured.melPowers.forEach((power, band) => {
    assertClose(power, facts.meanMelPowers[band], {
      relative: 1e-9,
      absolute: 1e-18,
      what: `mel band ${band}`,
    });
  });
}

for (const [name, [samples, sampleRateHertz]] of Object.entries(synthetic)) {
  test(`as librosa 0.11.0: ${name}`, () => {
    const measured = measureSignal([samples], sampleRateHertz, 16);
    assertAsLibrosa(measured, librosaOracle.synthetic[name]!, sampleRateHertz);
  });
}

for (const [name, facts] of Object.entries(librosaOracle.fsdd)) {
  test(`as librosa 0.11.0: ${name}`, needsData("fsdd"), () => {
    const { channels, sampleRateHertz } = readWav(join(sharedData("fsdd"), "recordings", name));
    assertAsLibrosa(measureSignal(channels, sampleRateHertz, 16), facts, sampleRateHertz);
  });
}

test("the clipped recording is clipped, and no spoken digit is", needsData("mixed-formats"), () => {
  const clipped = readWav(join(sharedData("mixed-formats"), "broken", "clipped.wav"));
  assert.ok(measureSignal(clipped.channels, clipped.sampleRateHertz, 16).clippedShare > 0.1);
  // Three clips of this 8-bit speaker reach their peak in runs of 3.
  const digits = readFsdd().examples.filter(({ group }) => group === "nicolas");
  assert.ok(digits.every((digit) => measureWavExample(digit).signal?.clippedShare === 0));
});

test("the 8-bit content among the spoken digits is one speaker's, all of it", needsData("fsdd"), () => {
  for (const example of readFsdd().examples) {
    const bits = measureWavExample(example).signal?.effectiveBitDepth;
    assert.equal(bits, example.group === "nicolas" ? 8 : 16, example.id);
  }
});

test("silence is defined where it can be, and null where not", () => {
  const measured = measureSignal([new Float32Array(44100)], 44100, 16);
  const { bandPowers, melPowers, mfccMeans, ...scalars } = measured;
  assert.deepEqual(scalars, {
    peakDecibels: null,
    rootMeanSquareDecibels: null,
    loudnessLufs: null,
    dcOffset: 0,
    clippedShare: 0,
    silentShare: 1,
    nonFiniteCount: 0,
    overFullScaleCount: 0,
    effectiveBitDepth: null,
    isDualMono: false,
    centroidHertz: null,
    rolloff85Hertz: null,
    bandwidthHertz: null,
    flatness: null,
    totalPower: 0,
    frameRootMeanSquare: 0,
    zeroCrossingRate: 0,
  });
  // All bands at the floor of -100 dB.
  mfccMeans.forEach((mean, order) => {
    assertClose(mean, order === 0 ? -100 * Math.sqrt(40) : 0, { absolute: 1e-9 });
  });
  assert.ok(bandPowers.every((power) => power === null || power === 0));
  assert.deepEqual(melPowers, new Array(40).fill(0));
});

test("samples that are not finite count as zeros", () => {
  const sound = noise(8000, 9, 0.5);
  const [holed, zeroed] = [sound.slice(), sound.slice()];
  for (const [index, value] of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].entries()) {
    holed[1000 * index] = value;
    zeroed[1000 * index] = 0;
  }
  const measured = measureSignal([holed], 16000, null);
  assert.equal(measured.nonFiniteCount, 3);
  assert.deepEqual({ ...measured, nonFiniteCount: 0 }, measureSignal([zeroed], 16000, null));
});

test("the spectrum is that of the mean of the channels, the level that of all", () => {
  const [left, right] = [sine(9000, 44100, 1000, 0.25), sine(9000, 44100, 3000, 0.5)];
  const stereo = measureSignal([left, right], 44100, 16);
  const mixed = measureSignal([left.map((value, index) => (value + right[index]!) / 2)], 44100, null);
  assertClose(stereo.centroidHertz, mixed.centroidHertz, { relative: 1e-6 });
  assertClose(stereo.rootMeanSquareDecibels, 10 * Math.log10((0.25 ** 2 + 0.5 ** 2) / 4), { absolute: 1e-3 });
  assert.equal(stereo.isDualMono, false);
});

test("opposite channels cancel in the spectrum, not in the level", () => {
  const left = sine(9000, 44100, 1000, 0.5);
  const measured = measureSignal([left, left.map((value) => -value)], 44100, 16);
  assert.equal(measured.centroidHertz, null);
  assert.equal(measured.silentShare, 0);
  assertClose(measured.rootMeanSquareDecibels, -9.031, { absolute: 0.01 });
});

test("bits in use are told for integers only", () => {
  const eightBits = noise(4000, 3).map((value) => Math.floor(value * 127) / 128);
  assert.equal(measureSignal([eightBits], 8000, 16).effectiveBitDepth, 8);
  assert.equal(measureSignal([eightBits], 8000, 24).effectiveBitDepth, 8);
  assert.equal(measureSignal([eightBits], 8000, null).effectiveBitDepth, null);
  assert.equal(measureSignal([eightBits], 8000, 32).effectiveBitDepth, null);
});

test("one sample is enough to measure", () => {
  const measured = measureSignal([Float32Array.of(0.5)], 8000, 16);
  assertClose(measured.peakDecibels, -6.0206, { absolute: 1e-4 });
  assert.equal(measured.loudnessLufs, null);
});
