import assert from "node:assert/strict";

/** Asserts that `actual` is within `tolerance` of `expected`, relative to it (absolute where it is 0). */
export function assertClose(actual: number, expected: number, tolerance: number, what = ""): void {
  const error = Math.abs(actual - expected) / (expected === 0 ? 1 : Math.abs(expected));
  assert.ok(error <= tolerance, `${what} ${actual} is not ${expected} (relative error ${error})`);
}
