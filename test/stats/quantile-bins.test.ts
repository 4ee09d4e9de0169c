import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { quantileBins } from "../../src/stats/quantile-bins.ts";

test("few distinct values have a bin each", () => {
  const { bins, binCount } = quantileBins([8, 16, 8, 24], 5);
  assert.deepEqual([...bins], [0, 1, 0, 2]);
  assert.equal(binCount, 3);
});

test("many values share bins of about equal size", () => {
  const { bins } = quantileBins(
    Array.from({ length: 100 }, (_, index) => index ** 3),
    4,
  );
  assert.deepEqual(
    [0, 1, 2, 3].map((bin) => bins.filter((of) => of === bin).length),
    [25, 25, 25, 25],
  );
});

test("bins follow the order of the values, and equal values share one", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1 }), (values) => {
      const { bins, binCount } = quantileBins(values, 6);
      values.forEach((value, i) => {
        assert.ok(bins[i]! < binCount);
        values.forEach((other, j) => {
          if (value <= other) assert.ok(bins[i]! <= bins[j]!);
        });
      });
    }),
  );
});
