import assert from "node:assert/strict";
import { test } from "node:test";
import { agreeingStretch } from "../../src/signal/agreeing-stretch.ts";
import { assertClose } from "../support/assert-close.ts";
import { concatenate, noise } from "../support/synthetic-signal.ts";

const options = { lag: 0, windowLength: 100, leastCorrelation: 0.97 };
const shared = noise(500, 1, 0.5);
const a = concatenate(noise(300, 2, 0.5), shared, noise(200, 3, 0.5));

test("a part that two signals share is found, whatever lies around it, and whatever its level or sign", () => {
  for (const gain of [1, 0.1, -2]) {
    const part = shared.map((sample) => gain * sample);
    const b = concatenate(noise(300, 4, 0.5), part, noise(200, 5, 0.5));
    const { length, correlation } = agreeingStretch(a, b, options);
    assert.equal(length, 500);
    assertClose(correlation, Math.sign(gain), { absolute: 1e-6 });
  }
});

test("either may start first", () => {
  const b = concatenate(noise(100, 6, 0.5), shared);
  assert.equal(agreeingStretch(a, b, { ...options, lag: 200 }).length, 500);
  assert.equal(agreeingStretch(b, a, { ...options, lag: -200 }).length, 500);
});

test("signals that have nothing in common, and silence, agree nowhere", () => {
  const none = { length: 0, correlation: 0 };
  assert.deepEqual(agreeingStretch(a, noise(1000, 7, 0.5), options), none);
  assert.deepEqual(agreeingStretch(a, new Float32Array(1000), options), none);
  assert.deepEqual(agreeingStretch(a, shared.subarray(0, 50), options), none);
  assert.deepEqual(agreeingStretch(a, a, { ...options, lag: 2000 }), none);
});
