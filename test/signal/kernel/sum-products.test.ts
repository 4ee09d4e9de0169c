import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sumProducts } from "../../../src/signal/aligned-correlation.ts";
import { createDecoderMemory } from "../../../src/signal/kernel/decode-memory.ts";
import { fastProducts } from "../../../src/signal/kernel/sum-products.ts";
import { noise } from "../../support/synthetic-signal.ts";

const memory = createDecoderMemory() ?? assert.fail("no SIMD");
const fast = fastProducts(memory);

test("the kernel's sums are those of the plain loop to the last bit, wherever two signals meet", () => {
  const length = fc.nat(300);
  fc.assert(
    fc.property(length, length, fc.integer({ min: -400, max: 400 }), fc.nat(40), (a, b, firstShift, more) => {
      const [still, moving] = [noise(a, 1, 0.7), noise(b, 2, 0.3)];
      const shifts = { firstShift, count: 1 + more };
      assert.deepEqual(fast(still, moving, shifts), sumProducts(still, moving, shifts));
    }),
    { numRuns: 300 },
  );
});

test("what lay in the memory before, signals that do not fit, and infinities change nothing", () => {
  memory.input.fill(0xff);
  const shifts = { firstShift: 20, count: 41 };
  const [still, moving] = [noise(5000, 3), noise(4000, 4)];
  assert.deepEqual(fast(still, moving, shifts), sumProducts(still, moving, shifts));
  const long = noise(600_000, 5);
  assert.deepEqual(
    fast(long, moving, { firstShift: 3, count: 3 }),
    sumProducts(long, moving, { firstShift: 3, count: 3 }),
  );
  still[4990] = Number.POSITIVE_INFINITY;
  assert.deepEqual(fast(still, moving, shifts), sumProducts(still, moving, shifts));
  assert.deepEqual(fastProducts(null)(still, moving, shifts), sumProducts(still, moving, shifts));
});
