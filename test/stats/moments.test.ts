import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  meanOf,
  mergeMoments,
  momentsByCode,
  momentsOf,
  noMoments,
  standardDeviationOf,
  varianceShareBetween,
} from "../../src/stats/moments.ts";
import { assertClose } from "../support/assert-close.ts";
import { numpyCases } from "../support/numpy-cases.ts";

for (const { name, values, mean, standardDeviation } of numpyCases()) {
  test(`mean and standard deviation as numpy: ${name}`, () => {
    const moments = momentsOf(values);
    assertClose(meanOf(moments), mean, { relative: 1e-13 });
    assertClose(standardDeviationOf(moments), standardDeviation, { relative: 1e-12 });
  });
}

test("an offset of 1e9 costs no digits", () => {
  const moments = momentsOf([4, 7, 13, 16].map((value) => value + 1e9));
  assert.equal(moments.mean, 1e9 + 10);
  assert.equal(moments.squaredDeviations, 90);
});

test("no value has no mean, one value has no spread", () => {
  assert.equal(meanOf(noMoments), null);
  assert.equal(standardDeviationOf(momentsOf([5])), null);
});

test("the moments of the parts merge into those of the whole", () => {
  const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }));
  fc.assert(
    fc.property(numbers, numbers, (a, b) => {
      const merged = mergeMoments(momentsOf(a), momentsOf(b));
      const whole = momentsOf([...a, ...b]);
      assert.equal(merged.count, whole.count);
      assertClose(merged.mean, whole.mean, { relative: 1e-12, absolute: 1e-9 });
      assertClose(merged.squaredDeviations, whole.squaredDeviations, { relative: 1e-9, absolute: 1e-3 });
    }),
  );
});

test("eta squared of a one-way analysis of variance", () => {
  // By hand: the mean is 5, between groups 3 * (9 + 0 + 9) = 54, within 3 * 2 = 6.
  const groups = [
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
  ].map(momentsOf);
  assertClose(varianceShareBetween(groups), 54 / 60, { relative: 1e-12 });
  assert.equal(varianceShareBetween([[2, 2], [2]].map(momentsOf)), null);
});

test("moments of the values of each code are those of the values apart", () => {
  const values = [1e9 + 1, 4, Number.NaN, 1e9 + 3, 6, 7, 1e9 + 8];
  const codes = [0, 2, 2, 0, 2, -1, 0];
  const expected = [
    [1e9 + 1, 1e9 + 3, 1e9 + 8],
    [4, 6],
  ].map(momentsOf);
  assert.deepEqual(momentsByCode(values, codes, 3), expected);
});
