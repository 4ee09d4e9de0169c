import assert from "node:assert/strict";
import { test } from "node:test";
import { normalSurvival } from "../../src/stats/normal.ts";
import { obrienFlemingSpending, pocockSpending, spendingBoundaries } from "../../src/stats/spending.ts";
import { assertClose } from "./assert-close.ts";

const fifths = [0.2, 0.4, 0.6, 0.8, 1];

function assertAllClose(found: readonly number[], expected: readonly number[], tolerance: number): void {
  assert.equal(found.length, expected.length);
  expected.forEach((value, index) => {
    assertClose(found[index]!, value, tolerance, `look ${index + 1}`);
  });
}

// Five equal looks, one-sided .025: recomputed by numerical integration with scipy 1.17.
test("O'Brien-Fleming-type spending: 4.8769, 3.3570, 2.6803, 2.2898, 2.0310", () => {
  const found = spendingBoundaries(fifths, obrienFlemingSpending(0.025));
  assertAllClose(found, [4.8769, 3.357, 2.6803, 2.2898, 2.031], 2e-5);
});

test("Pocock-type spending: 2.4380, 2.4268, 2.4102, 2.3966, 2.3860", () => {
  const found = spendingBoundaries(fifths, pocockSpending(0.025));
  assertAllClose(found, [2.438, 2.4268, 2.4102, 2.3966, 2.386], 5e-5);
});

// Recomputed by numerical integration with scipy 1.17; two digits.
for (const [familySize, levels] of [
  [1, [1.7e-8, 4.1e-6, 1.4e-4, 1.6e-3, 9.5e-3]],
  [4, [3.5e-11, 6.4e-8, 8.0e-6, 2.1e-4, 2.4e-3]],
  [8, [1.5e-12, 7.8e-9, 1.9e-6, 7.7e-5, 1.2e-3]],
] as const) {
  test(`nominal p at 10, 15, 22, 32 and 48 rounds, .01 shared by ${familySize}`, () => {
    const shares = [10, 15, 22, 32, 48].map((rounds) => rounds / 48);
    const found = spendingBoundaries(shares, obrienFlemingSpending(0.01 / familySize)).map(normalSurvival);
    assertAllClose(found, levels, 0.03);
  });
}

test("one look is the plain test", () => {
  assertClose(normalSurvival(spendingBoundaries([1], obrienFlemingSpending(0.01))[0]!), 0.01, 1e-9);
});

test("all is spent at the end, and never more than asked for", () => {
  for (const spend of [obrienFlemingSpending(0.05), pocockSpending(0.05)]) {
    assertClose(spend(1), 0.05, 1e-12);
    for (const t of [0.01, 0.3, 0.7]) assert.ok(spend(t) < 0.05 && spend(t) >= 0);
  }
});

test("looks that do not rise are refused", () => {
  assert.throws(() => spendingBoundaries([0.5, 0.5], pocockSpending(0.05)), RangeError);
  assert.throws(() => spendingBoundaries([0.5, 1.1], pocockSpending(0.05)), RangeError);
});
