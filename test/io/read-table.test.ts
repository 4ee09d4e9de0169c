import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { parseDelimited } from "../../src/io/parse-delimited.ts";
import { readTable, type TableFile } from "../../src/io/read-table.ts";

async function tableOf(name: string, content: string | Uint8Array): Promise<TableFile> {
  const folder = mkdtempSync(join(tmpdir(), "soundings-"));
  try {
    writeFileSync(join(folder, name), content);
    return await readTable(join(folder, name));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("CSV as spreadsheets save it: BOM, CRLF, quotes, line breaks in quotes", async () => {
  const table = await tableOf(
    "labels.csv",
    '\ufeffFile Name,Label\r\n"a, b.wav","say ""hi"""\r\n"two\r\nlines.wav", dog \r\n\r\nlast.wav,007\r\n',
  );
  assert.deepEqual(table.columns, ["File Name", "Label"]);
  assert.deepEqual(table.rows, [
    { line: 2, values: { "File Name": "a, b.wav", Label: 'say "hi"' } },
    { line: 3, values: { "File Name": "two\r\nlines.wav", Label: " dog " } },
    { line: 6, values: { "File Name": "last.wav", Label: "007" } },
  ]);
  assert.deepEqual(table.problems, []);
});

test("ragged rows are kept as far as they go, and told by their line", async () => {
  const table = await tableOf("labels.csv", "path,label\na.wav\nb.wav,dog,extra\nc.wav,cat\n");
  assert.deepEqual(
    table.rows.map((row) => row.values),
    [{ path: "a.wav" }, { path: "b.wav", label: "dog" }, { path: "c.wav", label: "cat" }],
  );
  assert.deepEqual(
    table.problems.map(({ code, line }) => [code, line]),
    [
      ["row-ragged", 2],
      ["row-ragged", 3],
    ],
  );
});

test("semicolons and tabs are found by the head", async () => {
  assert.deepEqual((await tableOf("a.csv", "path;label\na,b.wav;dog\n")).rows[0]?.values, {
    path: "a,b.wav",
    label: "dog",
  });
  assert.deepEqual((await tableOf("a.tsv", "path\tlabel\na.wav\tdog\n")).columns, ["path", "label"]);
});

test("a quote that is never closed is told, and what came before it is kept", async () => {
  const table = await tableOf("a.csv", 'path,label\na.wav,dog\nb.wav,"cat\nc.wav,cow\n');
  assert.equal(table.rows.length, 2);
  assert.deepEqual(
    table.problems.map(({ code, line }) => [code, line]),
    [["row-unreadable", 3]],
  );
});

test("a column that is there twice counts once", async () => {
  const table = await tableOf("a.csv", "path,label,label\na.wav,dog,cat\n");
  assert.deepEqual(table.columns, ["path", "label"]);
  assert.deepEqual(table.rows[0]?.values, { path: "a.wav", label: "dog" });
  assert.equal(table.problems[0]?.code, "column-repeated");
});

test("text that is not UTF-8 is read as Windows-1252, and said so", async () => {
  const table = await tableOf("a.csv", Buffer.from("path,label\na.wav,\xe9t\xe9\n", "latin1"));
  assert.equal(table.rows[0]?.values["label"], "été");
  assert.equal(table.problems[0]?.code, "text-not-utf8");
});

test("JSONL keeps its types; lines that are no object are told", async () => {
  const table = await tableOf(
    "a.jsonl",
    '{"path":"a.wav","seconds":1.5,"clean":true}\nnot json\n\n[1]\n{"path":"b.wav","tags":["x"],"label":null}\n',
  );
  assert.deepEqual(table.columns, ["path", "seconds", "clean", "tags", "label"]);
  assert.deepEqual(
    table.rows.map((row) => row.values),
    [
      { path: "a.wav", seconds: 1.5, clean: true },
      { path: "b.wav", tags: '["x"]', label: null },
    ],
  );
  assert.deepEqual(
    table.problems.map(({ code, line }) => [code, line]),
    [
      ["row-unreadable", 2],
      ["row-unreadable", 4],
    ],
  );
});

test("an empty file is a table without columns", async () => {
  assert.deepEqual(await tableOf("a.csv", ""), { columns: [], rows: [], problems: [] });
});

test("whatever is written in quotes is read back", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r", " ", "é") });
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(rows, (table) => {
      const text = table
        .map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(","))
        .join("\r\n");
      assert.deepEqual(
        parseDelimited(text, ",").map((record) => record.cells),
        table,
      );
    }),
  );
});
