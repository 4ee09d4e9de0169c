import assert from "node:assert/strict";
import { test } from "node:test";
import { createDecoderMemory } from "../../../src/signal/kernel/decode-memory.ts";
import { fastLowerRate, lowerRate } from "../../../src/signal/kernel/fast-resample.ts";
import { noise } from "../../support/synthetic-signal.ts";

const memory = createDecoderMemory() ?? assert.fail("no SIMD");
const fast = fastLowerRate(memory);

function assertAlike(ours: Float32Array, theirs: Float32Array): void {
  assert.equal(ours.length, theirs.length);
  ours.forEach((sample, at) => {
    assert.ok(Math.abs(sample - theirs[at]!) < 1e-6, `${at}: ${sample} and ${theirs[at]}`);
  });
}

for (const rate of [8000, 11_025, 12_000, 14_700, 16_000, 22_050, 44_100, 44_104, 48_000, 96_000]) {
  test(`the kernel brings ${rate} Hz to 8000 Hz as the plain loops do`, () => {
    // What another signal has left in the memory changes nothing.
    memory.input.fill(0xff);
    for (const length of [0, 1, 5, 33, 1000, 20_001]) {
      const samples = noise(length, length, 0.7);
      assertAlike(fast(samples, rate, 8000), lowerRate(samples, rate, 8000));
    }
  });
}

test("a ratio of many phases, and a signal that does not fit, are for the plain loops", () => {
  const samples = noise(3000, 1);
  assert.deepEqual(fast(samples, 15_999, 8000), lowerRate(samples, 15_999, 8000));
  const long = noise(1_100_000, 2);
  assert.deepEqual(fast(long, 16_000, 8000), lowerRate(long, 16_000, 8000));
  assert.equal(fastLowerRate(null), lowerRate);
});

test("a signal of that rate comes back as a copy", () => {
  const samples = noise(100, 1);
  const same = fast(samples, 8000, 8000);
  assert.deepEqual(same, samples);
  assert.notEqual(same.buffer, samples.buffer);
});
