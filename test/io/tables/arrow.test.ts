import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { tableFromIPC, tableToIPC } from "apache-arrow";
import { toArrow } from "../../../src/io/arrow.ts";
import { booleanColumn, numberColumn, stringColumn, tableOf } from "../../../src/model/table.ts";
import { viewFile } from "../../support/open-text-table.ts";

const fixtures = new URL("../../fixtures/tables/", import.meta.url).pathname;

describe("Arrow files that pyarrow 25 wrote are tables; arrow.py says what is in them:", () => {
  for (const name of ["cars.arrow", "cars.stream.arrow"]) {
    test(name, async () => {
      const { columns, rowCount } = await viewFile(join(fixtures, name));
      assert.equal(rowCount, 40);
      assert.deepEqual(
        columns.map(({ statistics: { name: own, type, count, nullCount, distinctCount } }) => [
          ...[own, type, count, nullCount, distinctCount],
        ]),
        [
          ["id", "integer", 40, 0, 40],
          ["power", "number", 35, 5, 35],
          ["limit", "number", 38, 0, 38],
          ["origin", "text", 40, 0, 3],
          ["sold", "boolean", 40, 0, 2],
          ["day", "date", 40, 0, 40],
          ["at", "time", 40, 0, 40],
          ["tags", "text", 40, 0, 2],
        ],
      );
      const [, power, limit, origin, , day, at] = columns.map(({ statistics }) => statistics);
      assert.deepEqual([power!.min, power!.max], [0.5, 19.5]);
      assert.equal(limit!.notFiniteCount, 2);
      assert.deepEqual(origin!.topValues[1], { value: 'Großbritannien, "UK"', count: 13 });
      assert.deepEqual(
        [day!.min, day!.max, at!.min, at!.max],
        ["2024-01-01", "2024-02-09", "2024-01-01T12:00:00Z", "2024-01-01T12:00:39Z"].map(
          (time) => Date.parse(time) / 1000,
        ),
      );
    });
  }
});

test("what is no Arrow file is refused in one sentence", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "soundings-"));
  context.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "broken.arrow");
  writeFileSync(path, "ARROW1 no, not at all");
  await assert.rejects(viewFile(path), { code: "usage", message: /broken\.arrow/ });
});

test("a table as one of Arrow, written, read and looked at again", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "soundings-"));
  context.after(() => rmSync(folder, { recursive: true }));
  const table = tableOf("t", [
    numberColumn("x", [1.5, null, -2]),
    stringColumn("name", ["a", "b", null]),
    booleanColumn("flag", [true, null, false]),
  ]);
  const bytes = tableToIPC(await toArrow(table), "file");
  const read = tableFromIPC(bytes);
  assert.deepEqual(
    read.schema.fields.map(({ name, type }) => `${name} ${type}`),
    ["x Float64", "name Utf8", "flag Bool"],
  );
  assert.deepEqual(
    read.toArray().map((row) => row?.toJSON()),
    [
      { x: 1.5, name: "a", flag: true },
      { x: null, name: "b", flag: null },
      { x: -2, name: null, flag: false },
    ],
  );
  const path = join(folder, "t.arrow");
  writeFileSync(path, bytes);
  const [x] = (await viewFile(path)).columns.map(({ statistics }) => statistics);
  assert.deepEqual([x!.count, x!.nullCount, x!.min], [2, 1, -2]);
});

test("without apache-arrow there is a hint", async () => {
  const table = tableOf("t", [numberColumn("x", [1])]);
  const missing = (): Promise<never> => Promise.reject(new Error("Cannot find package 'apache-arrow'"));
  await assert.rejects(toArrow(table, missing), { code: "usage", hint: "npm install apache-arrow@21" });
});
