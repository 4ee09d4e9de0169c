import assert from "node:assert/strict";
import { test } from "node:test";
import { effectiveSampleSize, lagOneAutocorrelation } from "../../src/stats/autocorrelation.ts";
import { seededRandom } from "../../src/stats/random.ts";

test("correlation of 1, 2, 3, 4, 5 with its successor is 0.4 (R: acf(1:5))", () => {
  assert.ok(Math.abs(lagOneAutocorrelation([1, 2, 3, 4, 5]) - 0.4) < 1e-15);
});

test("constant and single values have none", () => {
  assert.equal(lagOneAutocorrelation([3, 3, 3]), 0);
  assert.equal(lagOneAutocorrelation([3]), 0);
});

test("a long autoregressive series shows its coefficient", () => {
  const random = seededRandom(1);
  let state = 0;
  const values = Array.from({ length: 20_000 }, () => {
    state = 0.5 * state + random.normal();
    return state;
  });
  assert.ok(Math.abs(lagOneAutocorrelation(values) - 0.5) < 0.02);
});

test("12 values with correlation 0.5 are worth 4; negative correlation wins nothing; one is left at least", () => {
  assert.equal(effectiveSampleSize(12, 0.5), 4);
  assert.equal(effectiveSampleSize(12, -0.5), 12);
  assert.equal(effectiveSampleSize(3, 1), 1);
});
