import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { histogram, maximumBinCount } from "../../src/stats/histogram.ts";
import { sortedAscending } from "../../src/stats/quantiles.ts";
import { assertClose } from "../support/assert-close.ts";
import { numpyCases } from "../support/numpy-cases.ts";

for (const { name, values, edges, counts } of numpyCases()) {
  test(`bins as numpy.histogram(bins="auto"): ${name}`, () => {
    const bins = histogram(sortedAscending(values));
    assert.deepEqual(bins.counts, counts);
    edges.forEach((edge, index) => {
      assertClose(bins.edges[index], edge, { relative: 1e-14, absolute: 1e-12 });
    });
  });
}

test("a long tail gets no more bins than a chart can show", () => {
  const values = Array.from({ length: 200_000 }, (_, index) => (index === 0 ? 1e6 : index % 100) + 0.5);
  assert.ok(histogram(sortedAscending(values)).counts.length <= maximumBinCount);
});

test("whole numbers get bins of at least one unit", () => {
  const values = Array.from({ length: 10_000 }, (_, index) => index % 4);
  const { edges } = histogram(sortedAscending(values));
  assert.deepEqual(edges, [0, 1, 2, 3]);
});

test("neighbouring doubles still get ascending edges", () => {
  const { edges, counts } = histogram([1, 1, 1, 1 + Number.EPSILON]);
  assert.deepEqual(edges, [1, 1 + Number.EPSILON]);
  assert.deepEqual(counts, [4]);
});

test("every value falls into exactly one bin, within its edges", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e12, max: 1e12, noNaN: true }), { minLength: 1 }), (values) => {
      const sorted = sortedAscending(values);
      const { edges, counts } = histogram(sorted);
      assert.equal(edges.length, counts.length + 1);
      assert.ok(edges.every((edge, index) => index === 0 || edge > edges[index - 1]!));
      const recount = counts.map((_, bin) => {
        const isLast = bin === counts.length - 1;
        return values.filter(
          (value) =>
            value >= edges[bin]! && (value < edges[bin + 1]! || (isLast && value <= edges[bin + 1]!)),
        ).length;
      });
      assert.deepEqual(counts, recount);
    }),
  );
});
