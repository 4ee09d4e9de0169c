import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { benjaminiHochbergAdjusted, holmAdjusted } from "../../src/stats/holm.ts";
import oracle from "../fixtures/significance.json" with { type: "json" };
import { assertClose } from "./assert-close.ts";

// Benjamini and Hochberg 1995, section 4.2: fifteen p values of a study of thrombolysis.
const thrombolysis = [
  0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
  0.759, 1,
];

function assertAllClose(actual: readonly number[], expected: readonly number[]): void {
  assert.equal(actual.length, expected.length);
  expected.forEach((value, index) => {
    assertClose(actual[index] ?? Number.NaN, value, 1e-12, `[${index}]`);
  });
}

test("Holm on .01 to .05 (R p.adjust)", () => {
  assertAllClose(holmAdjusted([0.01, 0.02, 0.03, 0.04, 0.05]), [0.05, 0.08, 0.09, 0.09, 0.09]);
});

test("Holm keeps the order it is given", () => {
  assertAllClose(holmAdjusted([0.05, 0.01, 0.03]), [0.06, 0.03, 0.06]);
});

test("of the fifteen p values, Holm rejects 3 and Benjamini-Hochberg 4, as in the paper", () => {
  assert.equal(holmAdjusted(thrombolysis).filter((p) => p <= 0.05).length, 3);
  const adjusted = benjaminiHochbergAdjusted(thrombolysis);
  assert.equal(adjusted.filter((p) => p <= 0.05).length, 4);
  assertAllClose(adjusted.slice(0, 5), [0.0015, 0.003, 0.0095, 0.035625, 0.0603]);
});

test("Benjamini-Hochberg agrees with scipy", () => {
  for (const [pValues, expected] of oracle.benjaminiHochberg) {
    assertAllClose(benjaminiHochbergAdjusted(pValues!), expected!);
  }
});

test("nothing to adjust gives nothing", () => {
  assert.deepEqual(holmAdjusted([]), []);
});

test("adjusting never lowers a p value, keeps ranks, and stays at most 1", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), (pValues) => {
      const adjusted = holmAdjusted(pValues);
      pValues.forEach((p, i) => {
        assert.ok(adjusted[i]! >= p && adjusted[i]! <= 1);
        for (const [j, q] of pValues.entries()) if (p < q) assert.ok(adjusted[i]! <= adjusted[j]!);
      });
    }),
  );
});
