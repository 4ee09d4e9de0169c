import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { normalSurvival } from "../../src/stats/normal.ts";
import { studentTQuantile, studentTSurvival } from "../../src/stats/student-t.ts";
import oracle from "../fixtures/significance.json" with { type: "json" };
import { assertClose } from "./assert-close.ts";

test("survival agrees with scipy, also where 1 - cdf would be 0", () => {
  for (const [t, degrees, expected] of oracle.studentTSurvival) {
    // scipy itself is off by 3e-11 near t = 0 with 1 degree: compare Cauchy's closed form below.
    const tolerance = degrees! > 1e6 ? 1e-9 : 1e-10;
    assertClose(studentTSurvival(t!, degrees!), expected!, tolerance, `P(T > ${t}), ${degrees} degrees`);
  }
});

test("quantiles agree with scipy, out to 1e-100", () => {
  for (const [p, degrees, expected] of oracle.studentTQuantile) {
    assertClose(studentTQuantile(p!, degrees!), expected!, 1e-11, `quantile(${p}), ${degrees} degrees`);
  }
});

test("with 1 degree of freedom it is Cauchy's: P(T > t) = atan(1 / t) / pi", () => {
  for (const t of [1e-6, 0.5, 1, 1e3, 1e9, 1e150])
    assertClose(studentTSurvival(t, 1), Math.atan(1 / t) / Math.PI, 1e-14);
});

test("with infinitely many it is the normal", () => {
  assert.equal(studentTSurvival(2.5, Number.POSITIVE_INFINITY), normalSurvival(2.5));
  assertClose(studentTQuantile(0.975, Number.POSITIVE_INFINITY), 1.959963984540054, 1e-14);
});

test("the quantile undoes the survival function", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -120, max: -0.31, noNaN: true }),
      fc.double({ min: 1, max: 200, noNaN: true }),
      (exponent, degrees) => {
        const tail = 10 ** exponent;
        const t = -studentTQuantile(tail, degrees);
        assertClose(studentTSurvival(t, degrees), tail, 1e-9, `tail ${tail}, ${degrees} degrees`);
      },
    ),
  );
});

test("an infinite t leaves no tail", () => {
  assert.equal(studentTSurvival(Number.POSITIVE_INFINITY, 3), 0);
  assert.equal(studentTSurvival(Number.NEGATIVE_INFINITY, 3), 1);
});
