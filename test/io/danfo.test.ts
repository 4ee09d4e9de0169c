import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { fromDataFrame, toDataFrame } from "../../src/io/danfo.ts";
import { SoundingsError } from "../../src/model/errors.ts";
import { booleanColumn, numberColumn, stringColumn, tableOf } from "../../src/model/table.ts";

const table = tableOf("labels", [
  stringColumn("label", ["dog", null, "rain", "007"]),
  numberColumn("count", [40, null, 3, 0]),
  numberColumn("share", [0.930232558139535, 0.1, null, 1e-12]),
  booleanColumn("isRare", [false, null, true, true]),
  numberColumn("empty", [null, null, null, null]),
  booleanColumn("never", [null, null, null, null]),
]);

test("a table survives the way there and back: order, types, missing cells, all digits, text that looks like numbers", async () => {
  assert.deepEqual(fromDataFrame(await toDataFrame(table), "labels"), table);
});

test("an empty table keeps its column names", async () => {
  const back = fromDataFrame(await toDataFrame(tableOf("none", [numberColumn("a", [])])));
  assert.equal(back.rowCount, 0);
  assert.deepEqual(
    back.columns.map((column) => column.name),
    ["a"],
  );
});

test("what danfojs makes of a table comes back: filtered, sorted, with a new column", async () => {
  const frame = (await toDataFrame(table)).loc({ columns: ["label", "count"] }).dropNa({ axis: 1 });
  const sorted = frame.sortValues("count", { ascending: true });
  sorted.addColumn("isMany", sorted.column("count").gt(10).values as boolean[], { inplace: true });
  assert.deepEqual(
    fromDataFrame(sorted).columns.map(({ name, type, values }) => [name, type, values]),
    [
      ["label", "string", ["007", "rain", "dog"]],
      ["count", "number", [0, 3, 40]],
      ["isMany", "boolean", [false, false, true]],
    ],
  );
});

test("a DataFrame made elsewhere: NaN is a missing cell, a mixed column is text", () => {
  const danfo = createRequire(import.meta.url)("danfojs-node") as typeof import("danfojs-node");
  const odd = new danfo.DataFrame([[1], ["a"], [Number.NaN]], { columns: ["x"] });
  assert.deepEqual(fromDataFrame(odd).columns, [stringColumn("x", ["1", "a", null])]);
});

// The traps that the documentation names: should a later danfojs mend them, these tests say so.
test("trap: groupby counts a missing cell as 0", async () => {
  const values = tableOf("t", [stringColumn("g", ["u", "u"]), numberColumn("x", [4, null])]);
  const grouped = fromDataFrame((await toDataFrame(values)).groupby(["g"]).agg({ x: "mean" }));
  assert.deepEqual(grouped.columns.at(-1)?.values, [2]);
});

test("trap: describe throws on a missing cell", async () => {
  const frame = await toDataFrame(tableOf("t", [numberColumn("x", [4, null])]));
  assert.throws(() => frame.describe());
});

test("without danfojs-node the error says what to install", async () => {
  const notInstalled = () => {
    throw new Error("Cannot find module 'danfojs-node'\nRequire stack: ...");
  };
  await assert.rejects(toDataFrame(table, notInstalled), (error: unknown) => {
    assert.ok(error instanceof SoundingsError);
    assert.equal(error.code, "usage");
    assert.match(error.hint, /npm install danfojs-node/);
    return true;
  });
});
