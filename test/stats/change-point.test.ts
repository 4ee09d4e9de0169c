import assert from "node:assert/strict";
import { test } from "node:test";
import { isSteadyFrom, warmUpEnd } from "../../src/stats/change-point.ts";
import { seededRandom } from "../../src/stats/random.ts";

/** Times around 1 ms that scatter by 3 %, the first ones slower by the given factors. */
function times(factors: readonly number[], count = 40, seed = 1): number[] {
  const random = seededRandom(seed);
  return Array.from(
    { length: count },
    (_, index) => 1e-3 * (factors[index] ?? 1) * Math.exp(0.03 * random.normal()),
  );
}

test("a steady series has no warm-up", () => {
  assert.equal(warmUpEnd(times([])), 0);
  assert.ok(isSteadyFrom(times([]), 0));
});

test("one slow first call is warm-up", () => {
  assert.equal(warmUpEnd(times([20])), 1);
});

test("a warm-up in steps is cut at its last one: 20, 10, 3.5 and 3.5 times as slow", () => {
  assert.equal(warmUpEnd(times([20, 10, 3.5, 3.5])), 4);
});

test("a start slower by less than 5 % is not warm-up, however sure", () => {
  const factors = new Array<number>(60).fill(1.03);
  assert.equal(warmUpEnd(times(factors, 200)), 0);
});

test("a slower end does not hide the warm-up", () => {
  const factors = [8, 8, 8, ...new Array<number>(17).fill(1), ...new Array<number>(20).fill(1.5)];
  assert.equal(warmUpEnd(times(factors)), 3);
});

test("at most half is cut; what still falls then is not steady", () => {
  const falling = Array.from({ length: 40 }, (_, index) => 2 ** (-index / 4));
  const end = warmUpEnd(falling);
  assert.ok(end <= 20);
  assert.ok(!isSteadyFrom(falling, end));
});

test("too short to tell", () => {
  assert.equal(warmUpEnd([]), 0);
  assert.equal(warmUpEnd([5, 1]), 0);
  assert.ok(!isSteadyFrom([5, 1], 0));
});

test("of 1,000 steady series about one in a hundred or fewer is said to have a warm-up", () => {
  const alarms = Array.from({ length: 1000 }, (_, seed) => warmUpEnd(times([], 40, seed))).filter(
    (end) => end > 0,
  );
  assert.ok(alarms.length <= 15, `${alarms.length}`);
});
