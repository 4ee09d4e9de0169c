import assert from "node:assert/strict";
import { test } from "node:test";
import { summarizeLevels } from "../../src/explore/summarize-levels.ts";
import { measureSignal } from "../../src/signal/measure-signal.ts";
import { lasting, measuredExample } from "../support/measured-examples.ts";
import { noise } from "../support/synthetic-signal.ts";

/** A clip of noise at 16 kHz, measured. */
function clip(seconds: number, gain: number, sampleRateHertz = 16000) {
  const samples = noise(Math.round(seconds * sampleRateHertz), 1, gain);
  return measuredExample(`${seconds} ${gain} ${sampleRateHertz}.wav`, {
    clip: { ...lasting(seconds), sampleRateHertz, frameCount: samples.length },
    signal: measureSignal([samples], sampleRateHertz, 16),
  });
}

test("a clip below 400 ms has no loudness, and the reason is said in a word", () => {
  const { loudnessLufs } = summarizeLevels([clip(0.39, 0.1)]);
  assert.deepEqual([loudnessLufs.count, loudnessLufs.mean], [0, null]);
  assert.deepEqual(loudnessLufs.missingByReason, { "shorter-than-400-ms": 1 });
});

test("each way to have no loudness has its own word; a clip with a loudness needs none", () => {
  const { loudnessLufs } = summarizeLevels([
    ...[clip(0.4, 0.1), clip(0.2, 0.1), clip(0.3, 0.1)],
    ...[clip(1, 0), clip(1, 0.0001), clip(1, 0.1, 3000)],
    measuredExample("broken.wav", { clip: null }),
  ]);
  assert.equal(loudnessLufs.count, 1);
  assert.deepEqual(loudnessLufs.missingByReason, {
    "below-gate": 1,
    "rate-too-low": 1,
    "shorter-than-400-ms": 2,
    silent: 1,
  });
});

test("loudness ranges, levels and noise floors say why they are missing, too", () => {
  const silent = measuredExample("silent.wav", {
    signal: { peakDecibels: null, rootMeanSquareDecibels: null },
    provenance: { truePeakDecibels: null, noiseFloorDecibels: null, modulationDepthDecibels: null },
  });
  const levels = summarizeLevels([silent]);
  assert.deepEqual(levels.loudnessRangeLufs.missingByReason, { "shorter-than-3-s": 1 });
  assert.deepEqual(levels.truePeakDecibels.missingByReason, { silent: 1 });
  assert.deepEqual(levels.rootMeanSquareDecibels.missingByReason, { silent: 1 });
  assert.deepEqual(levels.noiseFloorDecibels.missingByReason, { "too-little-sound": 1 });
  assert.equal("missingByReason" in summarizeLevels([clip(4, 0.1)]).peakDecibels, false);
});
