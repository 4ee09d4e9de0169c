import assert from "node:assert/strict";
import { test } from "node:test";
import { alignedCorrelation } from "../../src/signal/aligned-correlation.ts";
import { resample } from "../../src/signal/resample.ts";
import { noise } from "../support/synthetic-signal.ts";

const wide = noise(16000, 5);
const options = { lag: 0, slack: 100, mostSamples: 8000 };

test("a copy that starts later is found where it starts", () => {
  const { correlation, lag } = alignedCorrelation(wide, wide.subarray(70), options);
  assert.ok(correlation > 0.9999);
  assert.equal(lag, 70);
});

test("a copy shifted by a fraction of a sample agrees too", () => {
  // Four times the rate, so that a shift by one sample is a quarter of one.
  const fine = resample(noise(4000, 9), 8000, 32000);
  const every4th = (first: number) =>
    Float32Array.from({ length: 3900 }, (_, index) => fine[first + 4 * index]!);
  const { correlation, lag } = alignedCorrelation(every4th(0), every4th(2), options);
  assert.ok(correlation > 0.98, `${correlation}`);
  assert.equal(lag, 0.5);
});

test("an inverted copy has a negative correlation", () => {
  assert.ok(
    alignedCorrelation(
      wide,
      wide.map((sample) => -0.5 * sample),
      options,
    ).correlation < -0.9999,
  );
});

test("strangers do not agree anywhere", () => {
  assert.ok(Math.abs(alignedCorrelation(wide, noise(16000, 6), options).correlation) < 0.1);
});

test("silence, and signals that do not meet, agree with nothing", () => {
  assert.equal(alignedCorrelation(wide, new Float32Array(16000), options).correlation, 0);
  assert.equal(alignedCorrelation(wide, wide, { ...options, lag: 50000 }).correlation, 0);
});
