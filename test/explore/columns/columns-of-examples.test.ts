import assert from "node:assert/strict";
import { test } from "node:test";
import { columnsOfExamples } from "../../../src/explore/columns/columns-of-examples.ts";
import type { Example } from "../../../src/model/example.ts";

const example = (id: string, attributes: Example["attributes"]): Example => ({
  id,
  path: `/${id}`,
  label: null,
  split: null,
  group: null,
  attributes,
});

test("what a manifest says besides is described column by column", () => {
  const columns = columnsOfExamples([
    example("a", { take: "1", gain: "1.0", mood: "" }),
    example("b", { take: "2", gain: "1", mood: "sad" }),
    example("c", { take: "4", gain: null }),
  ]);
  assert.deepEqual(
    columns.map(({ name, type, count, nullCount, distinctCount, mean }) => ({
      name,
      type,
      count,
      nullCount,
      distinctCount,
      mean,
    })),
    [
      { name: "take", type: "integer", count: 3, nullCount: 0, distinctCount: 3, mean: 7 / 3 },
      { name: "gain", type: "number", count: 2, nullCount: 1, distinctCount: 1, mean: 1 },
      { name: "mood", type: "text", count: 1, nullCount: 2, distinctCount: 1, mean: undefined },
    ],
  );
  assert.deepEqual(columnsOfExamples([example("a", {})]), []);
});
