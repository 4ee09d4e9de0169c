import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { studentTSurvival } from "../../src/stats/student-t.ts";
import { winsorize, yuenOneSample, yuenWelch } from "../../src/stats/yuen.ts";
import oracle from "../fixtures/significance.json" with { type: "json" };
import { assertClose } from "./assert-close.ts";

// scipy 1.17: trimmed mean .0133333, s_w .00674949, se .00369685, t 3.6066785, df 5, one-sided p .0077171.
const differences = [0.01, 0.02, 0, 0.03, 0.015, -0.005, 0.02, 0.01, 0.025, 0.005];

test("one sample: ten differences, 20 % trimmed", () => {
  const { difference, standardError, degreesOfFreedom } = yuenOneSample(differences);
  assertClose(difference, 0.0133333, 1e-5);
  assertClose(standardError, 0.00369685, 1e-5);
  assert.equal(degreesOfFreedom, 5);
  assertClose(difference / standardError, 3.6066785, 1e-7);
  assertClose(studentTSurvival(difference / standardError, degreesOfFreedom), 0.0077171, 1e-5);
});

test("one sample without trimming is Student's t: 3.7017162, two-sided p .0049075 (scipy 1.17)", () => {
  const { difference, standardError, degreesOfFreedom } = yuenOneSample(differences, 0);
  const t = difference / standardError;
  assertClose(t, 3.7017162, 1e-7);
  assertClose(2 * studentTSurvival(t, degreesOfFreedom), 0.0049075, 1e-5);
});

test("two samples with outliers agree with scipy at three shares of trimming", () => {
  const [first, second] = [oracle.yuen.first.map(Math.log), oracle.yuen.second.map(Math.log)];
  for (const { trim, ...expected } of oracle.yuen.expected) {
    const found = yuenWelch(first, second, trim);
    assertClose(found.difference, expected.difference, 1e-12);
    assertClose(found.standardError, expected.standardError, 1e-12);
    assertClose(found.degreesOfFreedom, expected.degreesOfFreedom, 1e-12);
  }
});

test("two samples without trimming are Welch's test: 1..5 and 2, 3, 4, 5, 9 (scipy 1.17)", () => {
  const { difference, standardError, degreesOfFreedom } = yuenWelch([2, 3, 4, 5, 9], [1, 2, 3, 4, 5], 0);
  assertClose(difference / standardError, -1.1428571, 1e-7);
  assertClose(degreesOfFreedom, 6.452133, 1e-7);
});

test("winsorising moves the outer fifths inwards and keeps the order", () => {
  assert.deepEqual(winsorize([9, 1, 3, 2, 100]), [9, 2, 3, 2, 9]);
});

test("values that do not vary have no error", () => {
  const found = yuenWelch([1, 1, 1, 1], [2, 2, 2, 2]);
  assert.deepEqual(found, { difference: 1, standardError: 0, degreesOfFreedom: Number.POSITIVE_INFINITY });
});

test("fewer than two values after trimming are refused", () => {
  assert.throws(() => yuenWelch([1], [1, 2, 3]), RangeError);
  assert.throws(() => yuenOneSample([1, 2, 3, 4], 0.5), RangeError);
});

test("exchanging the samples only turns the sign, and order within a sample does not matter", () => {
  const sample = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 4, maxLength: 20 });
  fc.assert(
    fc.property(sample, sample, (a, b) => {
      const forth = yuenWelch(a, b);
      const back = yuenWelch([...b].reverse(), [...a].reverse());
      assert.ok(Math.abs(forth.difference + back.difference) < 1e-12);
      assert.ok(Math.abs(forth.standardError - back.standardError) < 1e-12);
    }),
  );
});
