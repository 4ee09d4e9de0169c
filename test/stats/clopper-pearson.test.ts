import assert from "node:assert/strict";
import { test } from "node:test";
import { clopperPearson } from "../../src/stats/clopper-pearson.ts";
import { assertClose } from "./assert-close.ts";

// scipy 1.17: binomtest(k, n).proportion_ci(method="exact").
const cases = [
  [0, 368, 0, 0.009974],
  [5, 100, 0.016432, 0.112835],
  [8, 10, 0.443905, 0.974789],
] as const;

for (const [successes, trials, low, high] of cases) {
  test(`${successes} of ${trials}: ${low} to ${high}`, () => {
    const found = clopperPearson(successes, trials);
    assertClose(found.center, successes / trials, 1e-12);
    assert.ok(Math.abs(found.low - low) < 1e-6 && Math.abs(found.high - high) < 1e-6, JSON.stringify(found));
  });
}

test("every one of ten: 0.6915 to 1", () => {
  const { low, high } = clopperPearson(10, 10);
  // 0.025 ^ (1 / 10), from the binomial itself.
  assertClose(low, 0.025 ** 0.1, 1e-9);
  assert.equal(high, 1);
});

test("how many trials without an alarm prove a rate below 5, 2, 1, 0.5 %: 72, 183, 368, 736", () => {
  for (const [trials, rate] of [
    [72, 0.05],
    [183, 0.02],
    [368, 0.01],
    [736, 0.005],
  ] as const) {
    assert.ok(clopperPearson(0, trials).high < rate);
    assert.ok(clopperPearson(0, trials - 1).high >= rate);
  }
});

test("no trial says nothing", () => {
  const { low, high } = clopperPearson(0, 0);
  assert.deepEqual([low, high], [0, 1]);
});
