import assert from "node:assert/strict";
import { test } from "node:test";
import { correlation } from "../../src/stats/correlation.ts";

test("a straight line correlates fully, upwards and downwards, whatever its offset", () => {
  assert.ok(Math.abs(correlation([1, 2, 3], [1e9 + 2, 1e9 + 4, 1e9 + 6]) - 1) < 1e-12);
  assert.ok(Math.abs(correlation([1, 2, 3], [3, 2, 1]) + 1) < 1e-12);
});

test("numpy.corrcoef of four pairs (numpy 2.4)", () => {
  assert.ok(Math.abs(correlation([1, 2, 3, 5], [2, 1, 4, 3]) - 0.529150262212918) < 1e-12);
});

test("what does not vary correlates with nothing", () => {
  assert.equal(correlation([1, 1, 1], [1, 2, 3]), 0);
});
