import assert from "node:assert/strict";
import { test } from "node:test";
import { resample } from "../../src/signal/resample.ts";

const sine = (count: number, rate: number, hertz: number): Float32Array =>
  Float32Array.from({ length: count }, (_, index) => 0.5 * Math.sin((2 * Math.PI * hertz * index) / rate));

/** Largest difference away from the ends. */
function distance(actual: Float32Array, expected: Float32Array): number {
  return actual
    .subarray(200, -200)
    .reduce((most, value, index) => Math.max(most, Math.abs(value - expected[200 + index]!)), 0);
}

for (const [from, to] of [
  [44100, 22050],
  [22050, 44100],
  [44100, 8000],
  [11025, 8000],
] as const) {
  test(`a tone keeps its samples from ${from} to ${to} Hz`, () => {
    const resampled = resample(sine(from, from, 1000), from, to);
    assert.equal(resampled.length, to);
    assert.ok(distance(resampled, sine(to, to, 1000)) < 1e-3);
  });
}

test("what the lower rate cannot hold is gone, not folded down", () => {
  const resampled = resample(sine(44100, 44100, 15000), 44100, 22050);
  assert.ok(distance(resampled, new Float32Array(resampled.length)) < 1e-3);
});

test("the same rate gives the same samples", () => {
  const samples = sine(100, 8000, 440);
  assert.equal(resample(samples, 8000, 8000), samples);
});
