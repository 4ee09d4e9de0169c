import assert from "node:assert/strict";
import { test } from "node:test";
import {
  amplitudeDecibels,
  areChannelsEqual,
  countNonFinite,
  measureLevels,
  silentFrameShare,
  withoutNonFinite,
} from "../../src/signal/level.ts";
import { assertClose } from "../support/assert-close.ts";
import { concatenate, sine } from "../support/synthetic-signal.ts";

test("a square wave of half scale has peak and RMS -6.02 dB", () => {
  const square = Float32Array.from({ length: 1000 }, (_, index) => (index % 2 === 0 ? 0.5 : -0.5));
  const { peak, meanSquare, mean } = measureLevels([square]);
  assertClose(amplitudeDecibels(peak), -6.0206, { absolute: 1e-4 });
  assertClose(amplitudeDecibels(Math.sqrt(meanSquare)), -6.0206, { absolute: 1e-4 });
  assert.equal(mean, 0);
});

test("levels are over all channels", () => {
  const levels = measureLevels([Float32Array.of(1.5, 0), Float32Array.of(0, -2)]);
  assert.deepEqual(levels, { peak: 2, meanSquare: (2.25 + 4) / 4, mean: -0.125, overFullScaleCount: 2 });
});

test("full scale itself is not over full scale", () => {
  assert.equal(measureLevels([Float32Array.of(-1, 1)]).overFullScaleCount, 0);
});

test("silence has no decibels, and no sample no trouble", () => {
  assert.equal(amplitudeDecibels(0), null);
  assert.deepEqual(measureLevels([new Float32Array(0)]), {
    peak: 0,
    meanSquare: 0,
    mean: 0,
    overFullScaleCount: 0,
  });
});

test("NaN and both infinities are not finite, and become 0", () => {
  const samples = Float32Array.of(0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -3e38);
  assert.equal(countNonFinite([samples, samples]), 6);
  assert.deepEqual(withoutNonFinite(samples), Float32Array.of(0.5, 0, 0, 0, -3e38));
});

test("dual mono needs two channels that are equal throughout", () => {
  const a = Float32Array.of(1, 2, 3);
  assert.equal(areChannelsEqual([a]), false);
  assert.equal(areChannelsEqual([a, a.slice()]), true);
  assert.equal(areChannelsEqual([a, Float32Array.of(1, 2, 4)]), false);
});

test("half a clip of zeros is half silent frames", () => {
  const clip = concatenate(new Float32Array(20480), sine(20480, 44100, 440, 0.1));
  // 77 frames of 2048 with hop 512; those wholly within the first 20480 samples are 37.
  assert.equal(silentFrameShare([clip], 2048, 512), 37 / 77);
});

test("a clip shorter than a frame is judged by the samples it has", () => {
  const quiet = new Float32Array(100).fill(0.0011);
  assert.equal(silentFrameShare([quiet], 2048, 512), 0);
  assert.equal(silentFrameShare([quiet.map((value) => value * 0.8)], 2048, 512), 1);
});
