import assert from "node:assert/strict";
import { test } from "node:test";
import { hashSignal } from "../../src/io/hash-signal.ts";

const one = Float32Array.of(0, 0.5, -0.5);
const two = Float32Array.of(0.25, 0, 1);
const signal = { sampleRateHertz: 8000, channels: [one, two] };

test("a view into a larger buffer hashes like a copy of it", () => {
  const view = Float32Array.of(9, 0, 0.5, -0.5, 9).subarray(1, 4);
  assert.equal(hashSignal({ ...signal, channels: [view, two] }), hashSignal(signal));
});

const changes = [
  ["rate", { ...signal, sampleRateHertz: 16_000 }],
  ["order of channels", { ...signal, channels: [two, one] }],
  ["number of channels", { ...signal, channels: [Float32Array.of(...one, ...two)] }],
  ["one sample", { ...signal, channels: [one, Float32Array.of(0.25, 0, 0.999)] }],
] as const;

for (const [what, changed] of changes) {
  test(`another ${what} gives another hash`, () => {
    assert.notEqual(hashSignal(changed), hashSignal(signal));
  });
}
