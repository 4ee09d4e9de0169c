import assert from "node:assert/strict";
import { test } from "node:test";
import { distanceInterval, kolmogorovSmirnov } from "../../src/stats/kolmogorov-smirnov.ts";
import { sortedAscending } from "../../src/stats/quantiles.ts";
import { type Random, seededRandom } from "../../src/stats/random.ts";
import { totalVariation } from "../../src/stats/total-variation.ts";

test("the share that must change its category", () => {
  assert.ok(Math.abs(totalVariation([50, 50], [75, 25]).distance - 0.25) < 1e-12);
  assert.equal(totalVariation([1, 2, 3], [2, 4, 6]).distance, 0);
  assert.equal(totalVariation([10, 0], [0, 7]).distance, 1);
});

function countsOf(random: Random, shares: readonly number[], count: number): readonly number[] {
  const counts = shares.map(() => 0);
  for (let drawn = 0; drawn < count; drawn++) {
    let left = random.next();
    const category = shares.findIndex((share) => {
      left -= share;
      return left < 0;
    });
    counts[category === -1 ? 0 : category]! += 1;
  }
  return counts;
}

test("95 % intervals of both distances hold the truth in at least 95 % of 500 draws", () => {
  const random = seededRandom(4);
  const shares = [
    [0.5, 0.3, 0.2],
    [0.4, 0.3, 0.3],
  ] as const;
  let held = 0;
  let heldDistance = 0;
  for (let trial = 0; trial < 500; trial++) {
    const { low, high } = totalVariation(countsOf(random, shares[0], 300), countsOf(random, shares[1], 200));
    held += low <= 0.1 && 0.1 <= high ? 1 : 0;
    // Uniform on [0, 1] against uniform on [0.2, 1.2]: 0.2 apart.
    const draw = (count: number, shift: number): Float64Array =>
      sortedAscending(Array.from({ length: count }, () => random.next() + shift));
    const interval = distanceInterval(kolmogorovSmirnov(draw(60, 0), draw(50, 0.2)).distance, [60, 50]);
    heldDistance += interval.low <= 0.2 && 0.2 <= interval.high ? 1 : 0;
  }
  assert.ok(held / 500 >= 0.95 && heldDistance / 500 >= 0.95, `${held} and ${heldDistance} of 500`);
});
