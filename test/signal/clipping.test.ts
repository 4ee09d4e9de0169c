import assert from "node:assert/strict";
import { test } from "node:test";
import { clippedSampleCount } from "../../src/signal/clipping.ts";
import { concatenate, noise, sine } from "../support/synthetic-signal.ts";

const step = 1 / 32768;

function clipAt(samples: Float32Array, limit: number): Float32Array {
  return samples.map((value) => Math.max(-limit, Math.min(limit, value)));
}

test("a sine cut off at half its height is clipped two thirds of the time", () => {
  const clipped = clipAt(sine(44100, 44100, 100, 0.8), 0.4);
  const share = clippedSampleCount(clipped, step) / clipped.length;
  assert.ok(Math.abs(share - 2 / 3) < 0.01, `${share}`);
});

test("clipping is seen after the clip was turned down", () => {
  const clipped = clipAt(sine(44100, 44100, 100, 1), 0.9).map((value) => value * 0.125);
  assert.ok(clippedSampleCount(clipped, step) > 0);
});

test("one end alone can be clipped", () => {
  const clipped = sine(44100, 44100, 100, 0.8).map((value) => Math.min(0.4, value));
  assert.ok(clippedSampleCount(clipped, step) > 0.3 * clipped.length);
});

test("no sine is clipped, whatever its frequency and level, though its top has runs", () => {
  for (const hertz of [1, 20, 45, 100, 997, 5000]) {
    for (const amplitude of [0.9, 0.1, 0.01, 0.001, 0.0003]) {
      assert.equal(
        clippedSampleCount(sine(44100, 44100, hertz, amplitude), step),
        0,
        `${hertz} Hz, ${amplitude}`,
      );
    }
  }
});

test("no 8-bit sine is clipped", () => {
  for (const hertz of [20, 100, 300]) {
    const coarse = sine(8000, 8000, hertz, 0.7).map((value) => Math.round(value * 128) / 128);
    assert.equal(clippedSampleCount(coarse, 1 / 128), 0, `${hertz} Hz`);
  }
});

test("noise, silence, a constant, and a rectified sound with pauses are not clipped", () => {
  const rectified = sine(1000, 44100, 500, 0.5).map(Math.abs);
  for (const samples of [
    noise(50000, 5),
    new Float32Array(1000),
    new Float32Array(1000).fill(0.25),
    concatenate(rectified, new Float32Array(3000)),
    concatenate(rectified, new Float32Array(3000)).map((value) => -value),
    new Float32Array(0),
  ]) {
    assert.equal(clippedSampleCount(samples, step), 0);
  }
});
