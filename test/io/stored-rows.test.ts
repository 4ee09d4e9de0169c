import assert from "node:assert/strict";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { storedRows } from "../../src/io/stored-rows.ts";
import type { NumberRows } from "../../src/model/number-rows.ts";
import { seededRandom } from "../../src/stats/random.ts";
import { temporaryFolder } from "../support/noise-dataset.ts";

const width = 5;

function fill(rows: NumberRows, count: number): void {
  const row = new Float64Array(width + 2);
  for (let index = 0; index < count; index += 1) {
    row.fill(index / 3);
    assert.equal(rows.push(row, 1), index);
  }
}

function check(rows: NumberRows, order: readonly number[]): void {
  for (const index of order) {
    const { numbers, at } = rows.at(index);
    assert.deepEqual([...numbers.subarray(at, at + width)], new Array(width).fill(index / 3));
  }
}

/** Not a whole number of blocks, and more of them than stay in memory. */
const count = 256 * 20 + 17;
const inOrder = Array.from({ length: count }, (_, index) => index);

test("rows come back to the last bit, in whatever order they are asked for, and no file is left", (context) => {
  const folder = temporaryFolder(context);
  const rows = storedRows(width, join(folder, "deep/er/rows"));
  fill(rows, count);
  assert.deepEqual(readdirSync(join(folder, "deep/er")), []);
  check(rows, inOrder);
  check(rows, seededRandom(3).shuffle(inOrder).slice(0, 1000));
});

test("rows that are asked for between others that are added are what they were", (context) => {
  const rows = storedRows(width, join(temporaryFolder(context), "rows"));
  const row = new Float64Array(width);
  for (const index of inOrder) {
    rows.push(row.fill(index / 3), 0);
    if (index % 97 === 0) check(rows, [index, Math.floor(index / 2), 0]);
  }
});

test("where there can be no file, rows stay in memory", (context) => {
  const file = join(temporaryFolder(context), "file");
  writeFileSync(file, "");
  const rows = storedRows(width, join(file, "rows"));
  fill(rows, 600);
  check(rows, inOrder.slice(0, 600));
});
