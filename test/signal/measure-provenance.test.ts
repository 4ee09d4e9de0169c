import assert from "node:assert/strict";
import { test } from "node:test";
import { measureProvenance } from "../../src/signal/measure-provenance.ts";
import { readFsdd } from "../support/fsdd.ts";
import { readWav } from "../support/read-wav.ts";
import { needsData } from "../support/requirements.ts";
import { concatenate, noise } from "../support/synthetic-signal.ts";

test("silence has no level and no spectrum, and is silent from both ends", () => {
  assert.deepEqual(measureProvenance([new Float32Array(8000)], 8000, 16), {
    truePeakDecibels: null,
    loudnessRangeLufs: null,
    noiseFloorDecibels: null,
    modulationDepthDecibels: null,
    leadingSilenceSeconds: 1,
    trailingSilenceSeconds: 1,
    longestDropoutSeconds: 0,
    effectiveBandwidthHertz: null,
    origin: { kind: "unknown" },
    speechSnrDecibels: null,
  });
});

test("samples that are no numbers count as 0", () => {
  const whole = noise(16000, 1, 0.5);
  const holed = whole.map((value, index) => (index === 99 ? Number.NaN : value));
  const zeroed = whole.map((value, index) => (index === 99 ? 0 : value));
  assert.deepEqual(measureProvenance([holed], 16000, 16), measureProvenance([zeroed], 16000, 16));
});

test("full-band noise is native; padding is measured; speech-to-noise is taken only of speech", () => {
  const padded = concatenate(new Float32Array(800), noise(16000, 2, 0.5));
  const provenance = measureProvenance([padded], 16000, 16);
  assert.deepEqual(provenance.origin, { kind: "full-band" });
  assert.ok(Math.abs(provenance.leadingSilenceSeconds - 0.05) < 1e-3);
  assert.equal(provenance.speechSnrDecibels, null);
  assert.notEqual(measureProvenance([padded], 16000, 16, { isSpeech: true }).speechSnrDecibels, null);
});

test("one sample, and channels that cancel, give no error", () => {
  assert.equal(measureProvenance([Float32Array.of(0.5)], 44100, 16).noiseFloorDecibels, null);
  const up = noise(8000, 3, 0.5);
  assert.equal(
    measureProvenance([up, up.map((value) => -value)], 8000, 16).origin.kind !== "upsampled",
    true,
  );
});

test(
  "no clip of FSDD is said to be upsampled or transcoded, or drops out for 10 ms",
  needsData("fsdd"),
  () => {
    for (const { path } of readFsdd().examples) {
      const { sampleRateHertz, channels } = readWav(path);
      const { origin, longestDropoutSeconds } = measureProvenance(channels, sampleRateHertz, 16);
      assert.ok(origin.kind === "full-band" || origin.kind === "unknown", path);
      assert.ok(longestDropoutSeconds < 0.01, path);
    }
  },
);
