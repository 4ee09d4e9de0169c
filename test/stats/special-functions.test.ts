import assert from "node:assert/strict";
import { test } from "node:test";
import { erfc, logBeta, logGamma, regularizedIncompleteBeta } from "../../src/stats/special-functions.ts";
import oracle from "../fixtures/significance.json" with { type: "json" };
import { assertClose } from "./assert-close.ts";

test("log gamma agrees with scipy", () => {
  for (const [x, expected] of oracle.logGamma) assertClose(logGamma(x!), expected!, 1e-14, `logGamma(${x})`);
});

test("log beta needs no cancellation: B(a, 1) is 1 / a, however large a", () => {
  for (const a of [0.5, 9, 10, 1e4, 1e12])
    assertClose(logBeta(a, 1), -Math.log(a), 1e-14, `logBeta(${a}, 1)`);
});

test("the incomplete beta function agrees with scipy", () => {
  for (const [x, a, b, expected] of oracle.regularizedIncompleteBeta) {
    assertClose(regularizedIncompleteBeta(x!, [a!, b!]), expected!, 1e-13, `I_${x}(${a}, ${b})`);
  }
});

test("the incomplete beta function runs from 0 to 1", () => {
  assert.equal(regularizedIncompleteBeta(0, [2, 3]), 0);
  assert.equal(regularizedIncompleteBeta(1, [2, 3]), 1);
});

test("erfc agrees with scipy on both sides of its seam and far out, where 1 - erf is 0", () => {
  for (const [x, expected] of oracle.erfc) assertClose(erfc(x!), expected!, 1e-13, `erfc(${x})`);
});
