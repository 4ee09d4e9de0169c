import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sortedAscending } from "../../src/stats/quantiles.ts";
import { wassersteinDistance } from "../../src/stats/wasserstein.ts";
import oracle from "../fixtures/drift.json" with { type: "json" };
import { assertClose } from "./assert-close.ts";

test("the distance agrees with scipy.stats.wasserstein_distance", () => {
  for (const { a, b, wasserstein } of [...oracle.wasserstein, ...oracle.smirnov]) {
    assertClose(wassersteinDistance(a, b), wasserstein, 1e-12);
  }
});

test("shifting every value by 3 moves the sample by 3", () => {
  const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(values, (drawn) => {
      const sorted = sortedAscending(drawn);
      assert.ok(
        Math.abs(
          wassersteinDistance(
            sorted,
            sorted.map((value) => value + 3),
          ) - 3,
        ) < 1e-9,
      );
      assert.equal(wassersteinDistance(sorted, sorted), 0);
    }),
  );
});
