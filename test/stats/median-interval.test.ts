import assert from "node:assert/strict";
import { test } from "node:test";
import { medianInterval } from "../../src/stats/median-interval.ts";
import { assertClose } from "../support/assert-close.ts";

// 1 - 2 * scipy.stats.binom.cdf(k - 1, n, 0.5) of the k-th lowest and highest of n values, scipy 1.17.1.
for (const [count, rank, level] of [
  [5, 1, 0.9375],
  [8, 1, 0.9921875],
  [10, 2, 0.978515625],
  [15, 4, 0.96484375],
  [30, 10, 0.957226],
] as const) {
  test(`of ${count} values, number ${rank} from either end holds the median with ${level}`, () => {
    const { center, low, high, confidenceLevel } = medianInterval(
      Array.from({ length: count }, (_, index) => index + 1),
    );
    assert.deepEqual([center, low, high], [(count + 1) / 2, rank, count + 1 - rank]);
    assertClose(confidenceLevel, level, { absolute: 1e-6 });
  });
}

test("no value has no median", () => {
  assert.throws(() => medianInterval([]), RangeError);
});
