import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  chiSquareHomogeneity,
  chiSquareSurvival,
  chiSquareUpperQuantile,
} from "../../src/stats/chi-square.ts";
import { upperRegularizedGamma } from "../../src/stats/incomplete-gamma.ts";
import oracle from "../fixtures/drift.json" with { type: "json" };
import { assertClose } from "./assert-close.ts";

test("the upper incomplete gamma function agrees with scipy", () => {
  for (const [a, x, expected] of oracle.upperRegularizedGamma) {
    // Where it is nearly 1 its complement is what is computed.
    const actual = upperRegularizedGamma(a!, x!);
    assert.ok(Math.abs(actual - expected!) <= 1e-11 * Math.max(expected!, 1e-300), `${a} ${x}: ${actual}`);
  }
});

test("upper quantiles of chi-square agree with scipy", () => {
  for (const [tail, degreesOfFreedom, expected] of oracle.chiSquareUpperQuantile) {
    assertClose(chiSquareUpperQuantile(tail!, degreesOfFreedom!), expected!, 1e-9);
  }
});

test("the survival of chi-square: 3.841459 with one degree of freedom is 0.05 (any table)", () => {
  assertClose(chiSquareSurvival(3.841459, 1), 0.05, 1e-6);
});

test("homogeneity of two sets of counts agrees with scipy.stats.chi2_contingency", () => {
  for (const [a, b, statistic, degreesOfFreedom, pValue] of oracle.homogeneity) {
    const found = chiSquareHomogeneity(a as number[], b as number[]);
    assertClose(found.statistic, statistic as number, 1e-12);
    assert.equal(found.degreesOfFreedom, degreesOfFreedom);
    assertClose(found.pValue, pValue as number, 1e-10);
  }
});

test("rare categories are pooled: ten of one each weigh as one of ten", () => {
  const apart = chiSquareHomogeneity(
    [90, ...new Array<number>(10).fill(1)],
    [100, ...new Array<number>(10).fill(0)],
  );
  assert.deepEqual(apart, chiSquareHomogeneity([90, 10], [100, 0]));
});

test("nothing to tell apart is no difference", () => {
  assert.equal(chiSquareHomogeneity([10], [20]).pValue, 1);
  assert.equal(chiSquareHomogeneity([0, 0], [3, 4]).pValue, 1);
  assert.equal(chiSquareHomogeneity([], []).pValue, 1);
});

test("equal shares give p 1, and the order of categories does not matter", () => {
  const counts = fc.array(fc.tuple(fc.nat(200), fc.nat(200)), { minLength: 2, maxLength: 8 });
  fc.assert(
    fc.property(counts, (pairs) => {
      const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
      const forth = chiSquareHomogeneity(a, b);
      const back = chiSquareHomogeneity([...b].reverse(), [...a].reverse());
      assert.ok(Math.abs(forth.pValue - back.pValue) < 1e-9);
      assertClose(chiSquareHomogeneity(a, a).pValue, 1, 1e-9);
    }),
  );
});
