import assert from "node:assert/strict";
import { test } from "node:test";
import { roundCorrelation } from "../../src/gate/round-correlation.ts";
import { seededRandom } from "../../src/stats/random.ts";

/** Many short series with one correlation. */
function series(correlation: number, seriesCount: number, length: number): number[][] {
  const random = seededRandom(9);
  return Array.from({ length: seriesCount }, () => {
    let state = random.normal();
    return Array.from({ length }, () => {
      state = correlation * state + Math.sqrt(1 - correlation ** 2) * random.normal();
      return state;
    });
  });
}

test("pooled series of twelve rounds show most of their correlation, and none where there is none", () => {
  const found = roundCorrelation(series(0.3, 2000, 12), 0.2);
  assert.ok(found > 0.2 && found < 0.3, `${found}`);
  assert.ok(roundCorrelation(series(0, 2000, 12), 0.2) < 0.03);
});

test("rounds that alternate count as independent", () => {
  assert.equal(roundCorrelation([[1, 2, 1, 2, 1, 2, 1, 2]], 0.2), 0);
});

test("one wild round does not hide that the others follow each other", () => {
  const smooth = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
  const wild = smooth.with(6, 1000);
  assert.ok(roundCorrelation([wild], 0.2) > 0.5);
});

test("no series, no correlation", () => {
  assert.equal(roundCorrelation([], 0.2), 0);
});
