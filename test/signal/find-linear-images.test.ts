import assert from "node:assert/strict";
import { test } from "node:test";
import { brightestSpectrum } from "../../src/signal/brightest-spectrum.ts";
import { findLinearImages } from "../../src/signal/find-linear-images.ts";
import { concatenate, noise } from "../support/synthetic-signal.ts";

/** As numpy.interp does it: straight lines from sample to sample. */
function interpolate(samples: Float32Array, fromHertz: number, toHertz: number): Float32Array {
  const length = Math.floor((samples.length * toHertz) / fromHertz) - 1;
  return Float32Array.from({ length }, (_, index) => {
    const at = (index * fromHertz) / toHertz;
    const [low, share] = [Math.floor(at), at - Math.floor(at)];
    return samples[low]! + share * ((samples[low + 1] ?? 0) - samples[low]!);
  });
}

/** Noise of which most lies low, as in nearly all recordings. */
function dullNoise(count: number, seed: number): Float32Array {
  let state = 0;
  return noise(count, seed, 0.5).map((value) => {
    state += 0.3 * (value - state);
    return state;
  });
}

const found = (samples: Float32Array, rate: number, source: number) =>
  findLinearImages(brightestSpectrum([samples], rate), source);

const ratesHertz = [
  [32000, 44100],
  [24000, 44100],
  [12000, 22050],
  [16000, 22050],
  [12000, 16000],
] as const;

for (const [from, to] of ratesHertz) {
  test(`sound that straight lines brought from ${from} to ${to} Hz is told by its folded images`, () => {
    assert.equal(found(interpolate(dullNoise(2 * from, 1), from, to), to, from)?.edgeHertz, from / 2);
  });

  test(`native sound at ${to} Hz, and what came from another rate, is no image of ${from} Hz`, () => {
    assert.equal(found(dullNoise(2 * to, 2), to, from), null);
    const other = 0.9 * from;
    assert.equal(found(interpolate(dullNoise(2 * other, 3), other, to), to, from), null);
  });
}

test("at twice the rate and more, where the first image lies unfolded, it says nothing", () => {
  assert.equal(found(interpolate(dullNoise(32000, 4), 16000, 44100), 44100, 16000), null);
  assert.equal(found(concatenate(new Float32Array(50_000)), 44100, 32000), null);
});
