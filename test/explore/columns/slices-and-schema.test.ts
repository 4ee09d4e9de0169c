import assert from "node:assert/strict";
import { test } from "node:test";
import { summarizeTable } from "../../../src/explore/columns/summarize-table.ts";
import { inferSchema } from "../../../src/explore/columns/table-schema.ts";
import { viewOf } from "../../support/open-text-table.ts";

const roles = {
  name: "t",
  byteCount: 0,
  repeatedNames: [],
  labelColumn: null,
  splitColumn: null,
  groupColumn: null,
  byColumn: null,
  schema: null,
};

const rows = (shift: number, count = 200): string =>
  Array.from(
    { length: count },
    (_, row) =>
      `${row},${row % 2 === 0 ? "lab" : "field"},${((row * 7919) % 101) + (row % 2) * shift},${["a", "b", "c"][(row * 31) % 3]}`,
  ).join("\n");

test("a slice that differs is named, with how far; one that does not is not", async () => {
  const view = await viewOf({ "t.csv": `id,place,level,kind\n${rows(60)}\n` });
  const { table, findings } = summarizeTable(view, { ...roles, byColumn: "place" });
  assert.deepEqual(
    table.slices!.entries.map(({ value, rowCount }) => [value, rowCount]),
    [
      ["field", 100],
      ["lab", 100],
    ],
  );
  const found = findings.filter(({ code }) => code === "slice-differs").map(({ subject }) => subject);
  assert.deepEqual(found, ["place=field, level", "place=lab, level"]);
  const same = summarizeTable(await viewOf({ "t.csv": `id,place,level,kind\n${rows(0)}\n` }), {
    ...roles,
    byColumn: "place",
  });
  assert.deepEqual(
    same.findings.filter(({ code }) => code === "slice-differs"),
    [],
  );
});

test("a table fulfils the schema that is taken from it, and violations of it are errors", async () => {
  const view = await viewOf({ "t.csv": `id,place,level,kind\n${rows(10)}\n` });
  const schema = inferSchema(view.columns.map(({ statistics }) => statistics));
  assert.deepEqual(schema.columns[1], {
    name: "place",
    type: "text",
    mayBeMissing: false,
    isUnique: false,
    values: ["field", "lab"],
    range: null,
  });
  const violations = async (text: string): Promise<readonly string[]> =>
    summarizeTable(await viewOf({ "t.csv": text }), { ...roles, schema })
      .findings.filter(({ code, severity }) => code === "schema-violated" && severity === "error")
      .map(({ message }) => message);
  assert.deepEqual(await violations(`id,place,level,kind\n${rows(10)}\n`), []);
  const broken = await violations(`id,place,level,extra\n${rows(10)}\n3,space,900,\n`);
  assert.deepEqual(
    broken.map((message) => message.replace(/;.*/, "")),
    [
      '"extra" is not in the schema',
      '"id" repeats values in 1 rows',
      '"kind" is not there',
      '"level" goes up to 900',
      '"place" is "space" in 1 rows',
    ],
  );
});
