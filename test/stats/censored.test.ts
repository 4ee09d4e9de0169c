import assert from "node:assert/strict";
import { test } from "node:test";
import { fitCensored } from "../../src/stats/censored.ts";
import { assertClose } from "../support/assert-close.ts";

test("values that are known give their own shares", () => {
  const values = [3, 1, 2, 2];
  const { lows, weights } = fitCensored(values, values);
  assert.deepEqual(lows, [1, 2, 3]);
  for (const [index, share] of [0.25, 0.5, 0.25].entries())
    assertClose(weights[index]!, share, { absolute: 1e-6 });
});

test("one value that is known draws to it all intervals that hold it", () => {
  const { lows, highs, weights } = fitCensored([0, 0, 5, 12], [36, 27, 40, 12]);
  assert.deepEqual([lows, highs], [[12], [12]]);
  assertClose(weights[0]!, 1, { absolute: 1e-9 });
});

test("intervals alone place mass where most of them meet, as scipy 1.17.1 maximises the same likelihood", () => {
  // minimize(lambda t: -sum(log(A @ softmax(t))), zeros(3)) with A the places that each interval holds, method BFGS, gtol 1e-10.
  const fit = fitCensored([0, 1, 2, 4, 4.5, 0.5], [1.5, 3, 5, 6, 7, 5]);
  const expected = [0.4, 0, 0.6];
  assert.deepEqual(fit.lows, [1, 2, 4.5]);
  assert.deepEqual(fit.highs, [1.5, 3, 5]);
  for (const [index, share] of expected.entries())
    assertClose(fit.weights[index]!, share, { absolute: 1e-3 });
});

test("no observation is an error", () => {
  assert.throws(() => fitCensored([], []), RangeError);
});
