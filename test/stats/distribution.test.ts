import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Distribution } from "../../src/model/distribution.ts";
import { summarizeNumbers } from "../../src/stats/distribution.ts";

test("a summary is a Distribution of the model", () => {
  const distribution: Distribution = summarizeNumbers([3, 1, 2]);
  assert.deepEqual(distribution, {
    count: 3,
    min: 1,
    max: 3,
    mean: 2,
    standardDeviation: 1,
    quantiles: { "0.01": 1.02, "0.05": 1.1, "0.25": 1.5, "0.5": 2, "0.75": 2.5, "0.95": 2.9, "0.99": 2.98 },
    histogram: { edges: [1, 2, 3], counts: [1, 2] },
  });
});

test("no number, and one number", () => {
  const empty = summarizeNumbers([]);
  assert.equal(empty.count, 0);
  assert.equal(empty.mean, null);
  assert.equal(empty.histogram, null);
  const single = summarizeNumbers([4]);
  assert.equal(single.standardDeviation, null);
  assert.deepEqual(single.histogram, { edges: [3.5, 4.5], counts: [1] });
});

test("the order of arrival does not change a single bit", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true })), (values) => {
      assert.deepEqual(summarizeNumbers(values), summarizeNumbers([...values].reverse()));
    }),
  );
});
