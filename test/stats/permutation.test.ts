import assert from "node:assert/strict";
import { test } from "node:test";
import { permutationTest } from "../../src/stats/permutation.ts";

test("nothing as large as the observed: p is one over the permutations and the observed itself", () => {
  assert.deepEqual(
    permutationTest(1, () => 0, { permutationCount: 199 }),
    { pValue: 1 / 200, drawnCount: 199 },
  );
});

test("all as large: the answer is plain after ten draws", () => {
  assert.deepEqual(
    permutationTest(1, () => 1),
    { pValue: 1, drawnCount: 10 },
  );
});

test("the same seed gives the same p, another seed another", () => {
  const run = (seed: number) => permutationTest(0.9, (random) => random.next(), { seed }).pValue;
  assert.equal(run(3), run(3));
  assert.notEqual(run(3), run(4));
});

test("p is small as often as it says when there is nothing to find", () => {
  const pValues = Array.from({ length: 400 }, (_, seed) =>
    permutationTest((seed + 0.5) / 400, (random) => random.next(), { seed, permutationCount: 199 }),
  );
  const small = pValues.filter(({ pValue }) => pValue <= 0.1).length / 400;
  assert.ok(Math.abs(small - 0.1) < 0.03, `${small} of the p values are at most 0.1`);
});
