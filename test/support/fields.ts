import assert from "node:assert/strict";

/** Checks that a value has a field for each path: `a.b` is a field of a field, `a[].b` of the first element of a list. */
export function assertHasFields(value: unknown, paths: readonly string[]): void {
  const missing = paths.filter((path) => !hasField(value, path.split(".")));
  assert.deepEqual(missing, [], "these fields are missing");
}

function hasField(value: unknown, [head, ...rest]: readonly string[]): boolean {
  if (head === undefined) return true;
  if (typeof value !== "object" || value === null) return false;
  const name = head.replace("[]", "");
  if (!Object.hasOwn(value, name)) return false;
  const found = (value as Record<string, unknown>)[name];
  return hasField(head.endsWith("[]") ? (found as unknown[])[0] : found, rest);
}

/** The paths of a group of fields: `fieldsOf("run", "a b")` is `run.a`, `run.b`. */
export function fieldsOf(parent: string, names: string): readonly string[] {
  return names.split(" ").map((name) => (parent === "" ? name : `${parent}.${name}`));
}
