import assert from "node:assert/strict";
import { test } from "node:test";
import { populationStability, populationStabilityOf } from "../../src/stats/population-stability.ts";
import { sortedAscending } from "../../src/stats/quantiles.ts";
import { seededRandom } from "../../src/stats/random.ts";
import oracle from "../fixtures/drift.json" with { type: "json" };
import { assertClose } from "./assert-close.ts";

test("index and scaled p agree with numpy and scipy", () => {
  for (const { reference, current, index, pValue } of oracle.stability) {
    const found = populationStability(reference, current);
    assertClose(found.index, index, 1e-12);
    assertClose(found.pValue, pValue, 1e-10);
  }
});

test("without a change, small sets pass 0.1 and are still no drift", () => {
  const random = seededRandom(8);
  const draw = (count: number): Float64Array =>
    sortedAscending(Array.from({ length: count }, () => random.next()));
  const trials = Array.from({ length: 400 }, () => populationStabilityOf(draw(100), draw(100)));
  const meanIndex = trials.reduce((sum, { index }) => sum + index, 0) / trials.length;
  // Nine degrees of freedom times (1/100 + 1/100), less a little for the half counts.
  assert.ok(meanIndex > 0.14 && meanIndex < 0.2, `${meanIndex}`);
  const alarms = trials.filter(({ pValue }) => pValue <= 0.01).length;
  assert.ok(alarms <= 12, `${alarms} alarms of 400 at 1 %`);
});

test("an outlier only joins the last bin", () => {
  const reference = Array.from({ length: 1000 }, (_, index) => index);
  const found = populationStabilityOf(reference, [...reference, 1e12]);
  assert.ok(found.pValue > 0.99 && found.index < 1e-4);
});

test("a reference of one value has nothing to tell apart but more and less", () => {
  assert.equal(populationStabilityOf([5, 5, 5], [5, 5]).pValue > 0.5, true);
  assert.deepEqual(populationStability([3], [4]), { index: 0, binCount: 1, pValue: 1 });
});
