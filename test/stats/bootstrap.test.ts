import assert from "node:assert/strict";
import { test } from "node:test";
import { bootstrapMean, bootstrapRatio } from "../../src/stats/bootstrap.ts";
import { seededRandom } from "../../src/stats/random.ts";

test("throughput: examples over seconds of the windows of a run", () => {
  const examples = [200, 200, 200, 200, 200, 200];
  const seconds = [2.0, 2.1, 1.9, 2.2, 2.0, 1.8];
  const { center, low, high } = bootstrapRatio(examples, seconds);
  assert.equal(center, 100);
  assert.ok(low > 85 && low < 97 && high > 103 && high < 115, `${low} to ${high}`);
});

test("the same seed gives the same interval", () => {
  const random = seededRandom(1);
  const values = Array.from({ length: 30 }, () => random.normal());
  assert.deepEqual(bootstrapMean(values, { seed: 5 }), bootstrapMean(values, { seed: 5 }));
  assert.notDeepEqual(bootstrapMean(values, { seed: 5 }), bootstrapMean(values, { seed: 6 }));
});

test("the basic interval is the percentile interval mirrored about the centre", () => {
  const values = [3, 1, 4, 1, 5, 9, 2, 6];
  const percentile = bootstrapMean(values);
  const basic = bootstrapMean(values, { kind: "basic" });
  assert.equal(basic.low, 2 * percentile.center - percentile.high);
  assert.equal(basic.high, 2 * percentile.center - percentile.low);
});

test("values that do not vary, and a single one, have an interval without width", () => {
  for (const values of [[7, 7, 7, 7], [7]]) {
    assert.deepEqual(bootstrapMean(values), { center: 7, low: 7, high: 7 });
  }
});

test("no window and unequal lengths are refused", () => {
  assert.throws(() => bootstrapMean([]), RangeError);
  assert.throws(() => bootstrapRatio([1, 2], [1]), RangeError);
});

test("an interval of 60 correlated windows holds the truth more often than one that draws them singly", () => {
  const random = seededRandom(2);
  const held = { blocks: 0, singles: 0 };
  for (let trial = 0; trial < 300; trial++) {
    let state = 0;
    const values = Array.from({ length: 60 }, () => {
      state = 0.5 * state + random.normal();
      return state;
    });
    const options = { seed: trial, resampleCount: 199 };
    if (holdsZero(bootstrapMean(values, { ...options, blockLength: 6 }))) held.blocks++;
    if (holdsZero(bootstrapMean(values, { ...options, blockLength: 1 }))) held.singles++;
  }
  assert.ok(held.blocks / 300 > 0.8, `blocks ${held.blocks}`);
  assert.ok(held.singles < held.blocks - 20, `${held.singles} and ${held.blocks} of 300`);
});

function holdsZero({ low, high }: { low: number; high: number }): boolean {
  return low <= 0 && high >= 0;
}
