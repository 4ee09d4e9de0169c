import assert from "node:assert/strict";

/** Asserts that two numbers agree within a relative tolerance, or within an absolute one. */
export function assertClose(
  actual: number | null | undefined,
  expected: number | null | undefined,
  { relative = 0, absolute = 0, what = "" }: { relative?: number; absolute?: number; what?: string },
): void {
  if (typeof actual !== "number" || typeof expected !== "number") {
    assert.equal(actual ?? null, expected ?? null, what);
    return;
  }
  const allowed = Math.max(absolute, relative * Math.abs(expected));
  assert.ok(Math.abs(actual - expected) <= allowed, `${what} ${actual} is not ${expected} within ${allowed}`);
}
