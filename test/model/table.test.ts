import assert from "node:assert/strict";
import { test } from "node:test";
import { SoundingsError } from "../../src/model/errors.ts";
import { booleanColumn, numberColumn, stringColumn, tableOf } from "../../src/model/table.ts";

test("columns count their missing cells; numbers that are none count as missing", () => {
  assert.deepEqual(numberColumn("x", [1, Number.NaN, null, Number.POSITIVE_INFINITY]), {
    name: "x",
    type: "number",
    values: [1, null, null, null],
    nullCount: 3,
  });
  assert.equal(stringColumn("s", ["", null]).nullCount, 1);
  assert.equal(booleanColumn("b", [false, true]).nullCount, 0);
});

test("a table knows its length", () => {
  assert.equal(tableOf("t", [numberColumn("a", [1, 2]), stringColumn("b", ["x", null])]).rowCount, 2);
  assert.equal(tableOf("empty", []).rowCount, 0);
});

test("columns of different lengths or of one name are refused by name", () => {
  const isUsage = (pattern: RegExp) => (error: unknown) =>
    error instanceof SoundingsError && error.code === "usage" && pattern.test(error.message);
  assert.throws(
    () => tableOf("t", [numberColumn("a", [1]), numberColumn("b", [])]),
    isUsage(/"b" has 0 cells/),
  );
  assert.throws(
    () => tableOf("t", [numberColumn("a", [1]), numberColumn("a", [2])]),
    isUsage(/two columns named "a"/),
  );
});
