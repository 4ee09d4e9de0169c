import assert from "node:assert/strict";
import { test } from "node:test";
import { brightestSpectrum } from "../../src/signal/brightest-spectrum.ts";
import { findMirror } from "../../src/signal/find-mirror.ts";
import { noise } from "../support/synthetic-signal.ts";

const rate = 44100;

/** A second at 44.1 kHz of what `at` gives at each time. */
function second(at: (seconds: number, index: number) => number): Float32Array {
  return Float32Array.from({ length: rate }, (_, index) => at(index / rate, index));
}

test("noise that was interpolated from 11,025 Hz is the mirror image of itself about 5.5 kHz, and about no other axis", () => {
  const low = noise(11025 + 1, 5, 0.5);
  const samples = second((seconds) => {
    const place = Math.floor(seconds * 11025);
    const share = seconds * 11025 - place;
    return low[place]! * (1 - share) + low[place + 1]! * share;
  });
  const spectrum = brightestSpectrum([samples], rate);
  assert.equal(findMirror(spectrum, 5512.5)?.edgeHertz, 5512.5);
  assert.ok((findMirror(spectrum, 5512.5)?.depthDecibels ?? 0) > 3);
  assert.equal(findMirror(spectrum, 4000), null);
  assert.equal(findMirror(spectrum, 8000), null);
});

test("native noise is not", () => {
  const spectrum = brightestSpectrum([noise(rate, 6, 0.5)], rate);
  for (const axis of [4000, 5512.5, 6000, 8000, 11025, 12000, 16000])
    assert.equal(findMirror(spectrum, axis), null);
});

test("overtones of 100 Hz lie alike about 4 kHz, and about many other axes: no image", () => {
  const faint = noise(rate, 7, 0.0005);
  const buzz = second((seconds, index) => (index % 441 === 0 ? 0.5 * Math.exp(-seconds) : 0) + faint[index]!);
  assert.equal(findMirror(brightestSpectrum([buzz], rate), 4000), null);
});

test("an axis near the end of the band leaves too little to compare", () => {
  const spectrum = brightestSpectrum([noise(rate, 8, 0.5)], rate);
  assert.equal(findMirror(spectrum, 21900), null);
  assert.equal(findMirror(spectrum, 48000), null);
});
