import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  criticalDistance,
  kolmogorovSmirnov,
  kolmogorovSurvival,
} from "../../src/stats/kolmogorov-smirnov.ts";
import { sortedAscending } from "../../src/stats/quantiles.ts";
import { seededRandom } from "../../src/stats/random.ts";
import oracle from "../fixtures/drift.json" with { type: "json" };
import { assertClose } from "./assert-close.ts";

test("distance and exact p agree with scipy.stats.ks_2samp, far into the tail", () => {
  for (const { a, b, distance, pValue } of oracle.smirnov) {
    const found = kolmogorovSmirnov(a, b);
    assertClose(found.distance, distance, 1e-12);
    assertClose(found.pValue, pValue, 1e-9);
  }
});

// R 4.2.2: ks.test(c(1,1,2,2,2,3,4,4), c(2,3,3,4,4,4,5,5,5), exact=TRUE) and the like, which count ties exactly.
test("with ties the exact p agrees with R", () => {
  const first = kolmogorovSmirnov([1, 1, 2, 2, 2, 3, 4, 4], [2, 3, 3, 4, 4, 4, 5, 5, 5]);
  assertClose(first.distance, 0.5138888888888888, 1e-12);
  assertClose(first.pValue, 0.0946935417523685, 1e-12);
  const second = kolmogorovSmirnov([0, 0, 0, 0, 0, 1, 2], [0, 0, 0, 1, 1, 1, 3, 4]);
  assertClose(second.distance, 0.339285714285714, 1e-12);
  assertClose(second.pValue, 0.412587412587413, 1e-12);
});

test("Kolmogorov's limit agrees with scipy.stats.kstwobign", () => {
  for (const [x, expected] of oracle.kolmogorovSurvival) {
    const actual = kolmogorovSurvival(x!);
    assert.ok(Math.abs(actual - expected!) <= 1e-12, `${x}: ${actual} is not ${expected}`);
  }
});

test("the critical distance at 5 % is 1.358 sqrt((n + m) / nm)", () => {
  assertClose(criticalDistance(0.05, [100, 400]), 1.358 * Math.sqrt(500 / 40_000), 1e-3);
  assert.equal(criticalDistance(0.01, [3, 3]), 1);
});

test("equal samples are no distance apart, and exchanging them changes nothing", () => {
  const sample = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(sample, sample, (x, y) => {
      const [a, b] = [sortedAscending(x), sortedAscending(y)];
      assert.deepEqual(kolmogorovSmirnov(a, a), { distance: 0, pValue: 1, method: "exact" });
      const [forth, back] = [kolmogorovSmirnov(a, b), kolmogorovSmirnov(b, a)];
      assert.ok(Math.abs(forth.pValue - back.pValue) < 1e-12 && forth.pValue <= 1 + 1e-12);
    }),
  );
});

test("false alarms at 5 % stay at 5 %: 2,000 pairs of uniform samples", () => {
  const random = seededRandom(3);
  const draw = (count: number): Float64Array =>
    sortedAscending(Array.from({ length: count }, () => random.next()));
  let alarms = 0;
  for (let trial = 0; trial < 2000; trial++)
    alarms += kolmogorovSmirnov(draw(40), draw(25)).pValue <= 0.05 ? 1 : 0;
  // The exact test is discrete, so at most 5 %; 2,000 draws of 5 % stay below 6.3 % with certainty 0.996.
  assert.ok(alarms / 2000 <= 0.063 && alarms / 2000 >= 0.02, `${alarms} alarms`);
});
