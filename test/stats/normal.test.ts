import assert from "node:assert/strict";
import { test } from "node:test";
import { normalQuantile, normalSurvival } from "../../src/stats/normal.ts";
import oracle from "../fixtures/significance.json" with { type: "json" };
import { assertClose } from "./assert-close.ts";

test("survival agrees with scipy, out to 6e-300", () => {
  for (const [z, expected] of oracle.normalSurvival) {
    assertClose(normalSurvival(z!), expected!, 1e-12, `P(Z > ${z})`);
  }
});

test("quantiles agree with scipy, out to 1e-100", () => {
  for (const [p, expected] of oracle.normalQuantile) {
    assertClose(normalQuantile(p!), expected!, 1e-12, `quantile(${p})`);
  }
});

test("the ends are infinite, and what is no probability is NaN", () => {
  assert.equal(normalQuantile(0), Number.NEGATIVE_INFINITY);
  assert.equal(normalQuantile(1), Number.POSITIVE_INFINITY);
  assert.ok(Number.isNaN(normalQuantile(-0.1)));
  assert.ok(Number.isNaN(normalQuantile(1.1)));
});
