import assert from "node:assert/strict";
import { test } from "node:test";
import { compareValues } from "../../../src/profiler/compare/compare-values.ts";
import { isWhole, snapshotValue } from "../../../src/profiler/compare/snapshot-value.ts";

const kindOf = (before: unknown, after: unknown): string => compareValues(before, after, 1e-5).kind;

test("values are equal number for number, NaN equals NaN, and -0 equals 0", () => {
  const value = { id: "a", samples: Float32Array.of(0, Number.NaN, 3), tags: ["x", { rate: 8000 }] };
  assert.equal(kindOf(value, snapshotValue(value)), "equal");
  assert.equal(kindOf([0, Number.POSITIVE_INFINITY], [-0, Number.POSITIVE_INFINITY]), "equal");
});

test("the largest difference is found, absolute and relative, and the first place that is beyond the tolerance", () => {
  const compared = compareValues(
    { samples: Float64Array.of(1, 100, 5) },
    { samples: Float64Array.of(1.000001, 101, 5.5) },
    1e-5,
  );
  assert.equal(compared.kind, "different");
  assert.equal(compared.place, ".samples[1]");
  assert.equal(compared.largestAbsolute, 1);
  assert.ok(Math.abs(compared.largestRelative! - 0.5 / 5.5) < 1e-12);
});

test("rounding is close: of the number itself, or beside the large values of its array", () => {
  assert.equal(kindOf([1], [1.000001]), "close");
  assert.equal(kindOf(Float32Array.of(1000, 0), Float32Array.of(1000, 0.001)), "close");
  assert.equal(kindOf([0], [0.001]), "different");
});

for (const [what, before, after, place] of [
  ["another length", [1, 2], [1], ".length"],
  ["another element type", Float32Array.of(1), Float64Array.of(1), "the whole"],
  ["a field that is gone", { a: 1, b: 2 }, { a: 1 }, ".b"],
  ["another text", { label: "dog" }, { label: "cat" }, ".label"],
  ["a NaN", { x: [1, 2] }, { x: [1, Number.NaN] }, ".x[1]"],
  ["null for an object", { x: {} }, { x: null }, ".x"],
] as const) {
  test(`${what} is a difference, whatever the tolerance`, () => {
    const compared = compareValues(before, after, 1);
    assert.deepEqual([compared.kind, compared.place], ["different", place]);
  });
}

test("what cannot be looked at is neither equal nor different", () => {
  const [before, after] = [snapshotValue({ map: new Map() }), snapshotValue({ map: new Map() })];
  assert.equal(kindOf(before, after), "unknown");
  assert.equal(isWhole(before), false);
});

test("a snapshot keeps what an output was, whatever becomes of it", () => {
  const samples = Float32Array.of(1, 2, 3, 4);
  const tensor = Object.assign(Object.create({ dataSync: () => samples }) as object, {
    shape: [2, 2],
    dtype: "float32",
  });
  const snapshot = snapshotValue({ view: samples.subarray(1, 3), bytes: Buffer.from("ab"), tensor });
  samples.fill(0);
  const expected = {
    view: Float32Array.of(2, 3),
    bytes: Uint8Array.of(97, 98),
    tensor: { tensorShape: true, shape: [2, 2], dtype: "float32", data: Float32Array.of(1, 2, 3, 4) },
  };
  assert.equal(kindOf(snapshot, expected), "equal");
});
