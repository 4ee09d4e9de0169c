import assert from "node:assert/strict";
import { test } from "node:test";
import { halveRate, reduceRate } from "../../src/signal/halve-rate.ts";

test("a constant stays what it is", () => {
  const half = halveRate(new Float32Array(20).fill(0.25));
  assert.equal(half.length, 10);
  assert.ok(half.subarray(2, -2).every((sample) => sample === 0.25));
});

test("a tone just below the old Nyquist frequency is gone", () => {
  const half = halveRate(Float32Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? 1 : -1)));
  assert.ok(half.subarray(2, -2).every((sample) => Math.abs(sample) < 1e-7));
});

test("rates are halved down to the least that is asked, and no further", () => {
  const rateOf = (rate: number) => reduceRate(new Float32Array(64), rate, 8000).rateHertz;
  assert.deepEqual([8000, 11025, 16000, 44100, 96000].map(rateOf), [8000, 11025, 8000, 11025, 12000]);
});
