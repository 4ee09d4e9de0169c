import assert from "node:assert/strict";
import { test } from "node:test";
import meydaModule from "meyda";
import packageJson from "meyda/package.json" with { type: "json" };
import { createRealFft } from "../../src/signal/fft.ts";
import { measureSignal } from "../../src/signal/measure-signal.ts";
import { meydaFeatures, meydaVersion } from "../../src/signal/meyda-features.ts";
import { assertClose } from "../support/assert-close.ts";
import { readFsdd } from "../support/fsdd.ts";
import { readWav } from "../support/read-wav.ts";
import { needsData } from "../support/requirements.ts";
import { concatenate, noise, sine } from "../support/synthetic-signal.ts";

const meyda = meydaModule as unknown as typeof meydaModule.default;
const oneFrame = { framesPerClip: 1, frameLength: 2048 };

/** Frames of real speech with something in them: the middle 2048 samples of every tenth digit. */
function speechFrames(): readonly Float32Array[] {
  return readFsdd()
    .examples.filter((_, index) => index % 10 === 0)
    .map(({ path }) => readWav(path).channels[0]!)
    .filter((samples) => samples.length >= 2048)
    .map((samples) => samples.slice((samples.length - 2048) >> 1, ((samples.length - 2048) >> 1) + 2048));
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

test("the version named is the version installed", () => {
  assert.equal(meydaVersion, packageJson.version);
});

test(
  "a centroid in bins of Meyda's is ours in Hertz: symmetric window, no Nyquist bin",
  needsData("fsdd"),
  () => {
    const errors = speechFrames().map((frame) => {
      const theirs = (meydaFeatures(frame, 8000, oneFrame)["spectralCentroid"] ?? 0) * (8000 / 2048);
      const ours = measureSignal([frame], 8000, 16).centroidHertz ?? 0;
      return Math.abs(theirs / ours - 1);
    });
    assert.ok(errors.length > 30);
    assert.ok(median(errors) <= 1.5e-3, `median ${median(errors)}`);
    assert.ok(Math.max(...errors) <= 5e-3, `worst ${Math.max(...errors)}`);
  },
);

test("Meyda's spread in bins is our bandwidth in Hertz", needsData("fsdd"), () => {
  const errors = speechFrames().map((frame) => {
    const theirs = (meydaFeatures(frame, 8000, oneFrame)["spectralSpread"] ?? 0) * (8000 / 2048);
    return Math.abs(theirs / (measureSignal([frame], 8000, 16).bandwidthHertz ?? 0) - 1);
  });
  assert.ok(median(errors) <= 1.5e-3, `median ${median(errors)}`);
  assert.ok(Math.max(...errors) <= 5e-3, `worst ${Math.max(...errors)}`);
});

test(
  "Meyda counts the zero crossings of the windowed frame: within 2 % of the frame's own",
  needsData("fsdd"),
  () => {
    const errors = speechFrames().map((frame) => {
      const crossings = frame.filter(
        (value, index) => index > 0 && value >= 0 !== frame[index - 1]! >= 0,
      ).length;
      return Math.abs((meydaFeatures(frame, 8000, oneFrame)["zcr"] ?? 0) - crossings) / crossings;
    });
    assert.ok(median(errors) <= 1e-2, `median ${median(errors)}`);
    assert.ok(Math.max(...errors) <= 0.02, `worst ${Math.max(...errors)}`);
  },
);

test("without a window Meyda's power spectrum is ours, in single precision", () => {
  const frame = noise(2048, 11, 0.5);
  Object.assign(meyda, { bufferSize: 2048, sampleRate: 44100, windowingFunction: "rect" });
  const theirs = meyda.extract(["powerSpectrum"], frame)?.powerSpectrum ?? new Float32Array(0);
  const spectrum = new Float64Array(2050);
  createRealFft(2048).transform(Float64Array.from(frame), spectrum);
  assert.equal(theirs.length, 1024);
  theirs.forEach((power, bin) => {
    const ours = spectrum[2 * bin]! ** 2 + spectrum[2 * bin + 1]! ** 2;
    assertClose(power, ours, { relative: 1e-4, absolute: 1e-4 });
  });
});

test("a change of sampling rate or frame length does not leave Meyda with a stale filter bank", () => {
  const samples = noise(8192, 4, 0.5);
  const mfccAt = (rate: number, frameLength: number): number | null | undefined =>
    meydaFeatures(samples, rate, { framesPerClip: 4, frameLength })["mfcc1"];
  const first = mfccAt(44100, 2048);
  assert.notEqual(mfccAt(8000, 2048), first);
  mfccAt(44100, 512);
  assert.equal(mfccAt(44100, 2048), first);
});

test("silent frames are left out of the means they would make NaN", () => {
  const tone = sine(2048, 44100, 1000, 0.5);
  const alone = meydaFeatures(tone, 44100, oneFrame);
  const withSilence = meydaFeatures(concatenate(tone, new Float32Array(4096)), 44100, {
    ...oneFrame,
    framesPerClip: 3,
  });
  assert.equal(withSilence["spectralCentroid"], alone["spectralCentroid"]);
  assertClose(withSilence["rms"], (alone["rms"] ?? 0) / 3, { relative: 1e-12 });
  assert.equal(meydaFeatures(new Float32Array(4096), 44100, oneFrame)["spectralCentroid"], null);
});

test("a clip shorter than a frame is padded; the names are Meyda's", () => {
  const features = meydaFeatures(noise(100, 1), 8000, oneFrame);
  assert.ok((features["rms"] ?? 0) > 0);
  for (const name of ["rms", "energy", "zcr", "spectralCentroid", "loudness.total", "mfcc0", "mfcc12"]) {
    assert.equal(typeof features[name], "number", name);
  }
});
