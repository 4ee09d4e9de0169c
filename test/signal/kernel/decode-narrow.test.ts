import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createDecoderMemory } from "../../../src/signal/kernel/decode-memory.ts";
import { narrowSamples } from "../../../src/signal/kernel/decode-narrow.ts";
import { noise } from "../../support/synthetic-signal.ts";

const memory = createDecoderMemory() ?? assert.fail("no SIMD");

test("16-bit samples are narrowed, at full scale too", () => {
  const samples = Float32Array.of(-1, 32_767 / 32_768, 0, -1 / 32_768, 0.5, -0.5, 1 / 32_768, 0, -0.25);
  const integers = Int16Array.of(-32_768, 32_767, 0, -1, 16_384, -16_384, 1, 0, -8192);
  assert.deepEqual(narrowSamples(memory, samples), integers);
  assert.deepEqual(narrowSamples(null, samples), integers);
});

for (const [what, value] of [
  ["half a step", 1.5 / 32_768],
  ["full scale of floats", 1],
  ["less than full scale", -32_769 / 32_768],
  ["infinity", Number.POSITIVE_INFINITY],
  ["NaN", Number.NaN],
] as const) {
  test(`one sample of ${what} among others is enough to keep them all, wherever it is`, () => {
    for (const place of [0, 7, 1023, 1500, 2001, 2002]) {
      const samples = noise(2003, 1);
      samples[place] = value;
      assert.equal(narrowSamples(memory, samples), null, `at ${place}`);
      assert.equal(narrowSamples(null, samples), null, `at ${place}`);
    }
  });
}

test("samples in the decoders' own memory, and those outside, are narrowed as the scalar twin does it", () => {
  const sample = fc.oneof(
    fc.integer({ min: -32_768, max: 32_767 }).map((value) => value / 32_768),
    fc.constantFrom(0, -0, 1 / 65_536),
  );
  fc.assert(
    fc.property(fc.array(sample, { maxLength: 60 }), (values) => {
      const samples = Float32Array.from(values);
      const twin = narrowSamples(null, samples);
      assert.deepEqual(narrowSamples(memory, samples)?.slice() ?? null, twin);
      memory.output.set(samples);
      assert.deepEqual(
        narrowSamples(memory, memory.output.subarray(0, samples.length))?.slice() ?? null,
        twin,
      );
    }),
  );
});
