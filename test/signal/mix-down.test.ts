import assert from "node:assert/strict";
import { test } from "node:test";
import { mixDown } from "../../src/signal/mix-down.ts";

test("the mean of the channels, with 0 for what is not finite", () => {
  const mixed = mixDown([Float32Array.of(1, 0.5, Number.NaN), Float32Array.of(0, -0.5, 0.5)]);
  assert.deepEqual(mixed, Float32Array.of(0.5, 0, 0.25));
});

test("a single channel comes out equal, as a copy", () => {
  const only = Float32Array.of(0.1, -0.2);
  assert.deepEqual(mixDown([only]), only);
  assert.notEqual(mixDown([only]), only);
});
