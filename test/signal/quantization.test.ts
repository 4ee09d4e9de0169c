import assert from "node:assert/strict";
import { test } from "node:test";
import { effectiveBits, quantizationStep } from "../../src/signal/quantization.ts";
import { noise } from "../support/synthetic-signal.ts";

const fullNoise = noise(1000, 1);

test("16-bit noise uses 16 bits", () => {
  assert.equal(quantizationStep([fullNoise], 16), 1);
});

test("8-bit content in 16 bits lies on a grid of 256, also beside zero", () => {
  const coarse = fullNoise.map((value) => Math.floor(value * 127) / 128);
  const beside = coarse.map((value) => value + 77 / 32768);
  assert.equal(quantizationStep([coarse], 16), 256);
  assert.equal(quantizationStep([beside], 16), 256);
  assert.equal(effectiveBits(256, 16), 8);
});

test("16-bit content in 24 bits, and a step that is no power of two", () => {
  assert.equal(quantizationStep([fullNoise], 24), 256);
  const scaled = fullNoise.map((value) => (Math.floor(value * 100) * 180) / 32768);
  assert.equal(quantizationStep([scaled], 16), 180);
  assert.equal(effectiveBits(180, 16), 9);
});

test("one channel of fine steps is enough", () => {
  const coarse = fullNoise.map((value) => Math.floor(value * 127) / 128);
  assert.equal(quantizationStep([coarse, fullNoise], 16), 1);
});

test("samples off the grid, a constant, and too few changes tell nothing", () => {
  assert.equal(quantizationStep([fullNoise.map((value) => value * 0.3)], 16), null);
  assert.equal(quantizationStep([new Float32Array(100).fill(0.5)], 16), null);
  assert.equal(quantizationStep([Float32Array.of(0, 0.5, 0.25)], 16), null);
});
