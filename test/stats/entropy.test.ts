import assert from "node:assert/strict";
import { test } from "node:test";
import { effectiveClassCount, entropyBalance, shannonEntropy } from "../../src/stats/entropy.ts";
import { assertClose } from "../support/assert-close.ts";

test("equal classes are balanced, and as many as they are", () => {
  assertClose(entropyBalance([5, 5, 5, 5]), 1, { absolute: 1e-15 });
  assertClose(effectiveClassCount([5, 5, 5, 5]), 4, { relative: 1e-15 });
});

test("entropy as scipy.stats.entropy([1, 2, 3, 4, 10]) (scipy 1.17.1)", () => {
  assertClose(shannonEntropy([1, 2, 3, 4, 10]), 1.3330742934767792, { relative: 1e-14 });
});

test("an empty class counts as a class, but adds no diversity", () => {
  assert.equal(entropyBalance([7, 0]), 0);
  assert.equal(effectiveClassCount([7, 0]), 1);
});

test("one class has no balance, none has no diversity", () => {
  assert.equal(entropyBalance([7]), null);
  assert.equal(effectiveClassCount([]), null);
});
