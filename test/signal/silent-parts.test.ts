import assert from "node:assert/strict";
import { test } from "node:test";
import { silentParts } from "../../src/signal/silent-parts.ts";
import { concatenate, noise, sine } from "../support/synthetic-signal.ts";

const zeros = (count: number): Float32Array => new Float32Array(count);
const partsOf = (...channels: readonly Float32Array[]) => silentParts(channels, 16000, 0.5);

test("silence at the ends is what lies below -60 dB and 40 dB below the peak", () => {
  const hiss = noise(400, 1, 0.0009);
  assert.deepEqual(partsOf(concatenate(hiss, noise(1600, 2, 0.5), zeros(300))), {
    leadingCount: 400,
    trailingCount: 300,
    longestDropoutCount: 0,
  });
});

test("a quiet but valid clip is not silence", () => {
  const quiet = noise(1600, 3, 0.0005);
  assert.ok(silentParts([quiet], 16000, 0.0005).leadingCount < 10);
});

test("a clip where nothing sounds is silent from both ends", () => {
  const { leadingCount, trailingCount } = silentParts([zeros(100)], 16000, 0);
  assert.deepEqual([leadingCount, trailingCount], [100, 100]);
});

test("zeros or a held value torn out of sound are a dropout; in one channel of two they are not", () => {
  const sound = sine(3200, 16000, 441, 0.5);
  const gap = (value: number) => concatenate(sound, new Float32Array(160).fill(value), sound);
  const count = partsOf(gap(0)).longestDropoutCount;
  assert.ok(count >= 160 && count <= 162, `${count}`);
  assert.ok(partsOf(gap(0.3)).longestDropoutCount >= 160);
  assert.equal(partsOf(gap(0), noise(6560, 4, 0.5)).longestDropoutCount, 0);
});

test("a pause that fades, clipping, and coarse quantisation of faint sound are no dropouts", () => {
  const fading = sine(3200, 16000, 441, 0.5).map((value, index) => value * (1 - index / 3200) ** 4);
  const rising = Float32Array.from(fading).reverse();
  assert.equal(partsOf(concatenate(fading, zeros(1600), rising)).longestDropoutCount, 0);
  const clipped = sine(3200, 16000, 50, 0.9).map((value) => Math.max(-0.5, Math.min(0.5, value)));
  assert.equal(partsOf(clipped).longestDropoutCount, 0);
  const coarse = sine(3200, 16000, 20, 0.02).map((value) => Math.round(value * 128) / 128);
  assert.equal(silentParts([coarse], 16000, 3 / 128).longestDropoutCount, 0);
});
