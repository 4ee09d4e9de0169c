import assert from "node:assert/strict";
import { test } from "node:test";
import { explainedEntropy } from "../../src/stats/mutual-information.ts";

test("another name of the same thing explains all", () => {
  assert.equal(explainedEntropy(["a", "a", "b", "c"], ["1", "1", "2", "3"]), 1);
});

test("what is independent explains nothing", () => {
  assert.ok((explainedEntropy(["a", "a", "b", "b"], ["1", "2", "1", "2"]) ?? 1) < 1e-12);
});

test("a class explains half of four recordings, two to a class", () => {
  assert.ok(Math.abs((explainedEntropy(["r", "s", "t", "u"], ["x", "x", "y", "y"]) ?? 0) - 0.5) < 1e-12);
});

test("what does not vary needs no explanation", () => {
  assert.equal(explainedEntropy(["a", "a"], ["1", "2"]), null);
});
