import assert from "node:assert/strict";
import { test } from "node:test";
import { inReadingOrder } from "../../src/workflows/reading-order.ts";

const at = (...paths: readonly string[]) => paths.map((path) => ({ path }));

test("cells are read row by row, table by table", () => {
  const cells = at(
    "b.parquet#row=2&column=a",
    "a.parquet#row=10&column=a",
    "a.parquet#row=9&column=a",
    "x.wav",
  );
  assert.deepEqual(
    inReadingOrder(cells),
    at("a.parquet#row=9&column=a", "a.parquet#row=10&column=a", "b.parquet#row=2&column=a", "x.wav"),
  );
});

test("what holds no cell stays as it is", () => {
  const files = at("b.wav", "a.tar#bytes=512+4", "c.flac#t=1,2");
  assert.equal(inReadingOrder(files), files);
});
