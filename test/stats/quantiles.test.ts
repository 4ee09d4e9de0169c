import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { median, medianAbsoluteDeviation, quantile, sortedAscending } from "../../src/stats/quantiles.ts";
import { assertClose } from "../support/assert-close.ts";
import { numpyCases } from "../support/numpy-cases.ts";

const probabilities = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

for (const { name, values, quantiles } of numpyCases()) {
  test(`quantiles as numpy: ${name}`, () => {
    const sorted = sortedAscending(values);
    probabilities.forEach((probability, index) => {
      assertClose(quantile(sorted, probability), quantiles[index], { relative: 1e-15 });
    });
  });
}

test("sorts by size and not by text, and leaves its input alone", () => {
  const values = [10, 9, -1, 100];
  assert.deepEqual([...sortedAscending(values)], [-1, 9, 10, 100]);
  assert.deepEqual(values, [10, 9, -1, 100]);
});

test("a quantile never falls as the probability rises, and stays within the values", () => {
  const numbers = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1 });
  const probability = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(numbers, probability, probability, (values, p, q) => {
      const sorted = sortedAscending(values);
      const [low, high] = [Math.min(p, q), Math.max(p, q)].map((share) => quantile(sorted, share));
      assert.ok(sorted[0]! <= low! && low! <= high! && high! <= sorted[sorted.length - 1]!);
    }),
  );
});

test("the median absolute deviation ignores an outlier", () => {
  assert.equal(median([1, 2, 3, 4, 1000]), 3);
  assert.equal(medianAbsoluteDeviation([1, 2, 3, 4, 1000]), 1);
  assert.equal(median([]), null);
  assert.equal(medianAbsoluteDeviation([]), null);
});
