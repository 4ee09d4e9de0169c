import assert from "node:assert/strict";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import type { TableView } from "../../../src/explore/columns/column-view.ts";
import { openTable } from "../../../src/io/tables/open-table.ts";
import { viewOf } from "../../support/open-text-table.ts";

// The cases of the acceptance suites that CSV readers publish (RFC 4180, csv-spectrum, Pollock), written anew: a text, and what is to come of it.

type Cells = readonly (readonly (string | null)[])[];

interface Case {
  readonly text: string | Uint8Array;
  readonly name?: string;
  readonly columns: readonly string[];
  /** Row by row. */
  readonly rows: Cells;
  /** Code and line of what is left out or odd. */
  readonly problems?: readonly (readonly [code: string, line: number])[];
}

const latin1 = (text: string): Uint8Array => Buffer.from(text, "latin1");
const utf16 = (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, "utf16le");
const utf16BigEndian = (text: string): Uint8Array => Buffer.from(`\ufeff${text}`, "utf16le").swap16();

const cases: Readonly<Record<string, Case>> = {
  simple: { text: "a,b,c\n1,2,3\n", columns: ["a", "b", "c"], rows: [["1", "2", "3"]] },
  "no line end after the last row": {
    text: "a,b\n1,x\n2,y",
    columns: ["a", "b"],
    rows: [
      ["1", "x"],
      ["2", "y"],
    ],
  },
  CRLF: {
    text: "a,b\r\n1,x\r\n2,y\r\n",
    columns: ["a", "b"],
    rows: [
      ["1", "x"],
      ["2", "y"],
    ],
  },
  "CR alone": {
    text: "a,b\r1,x\r2,y\r",
    columns: ["a", "b"],
    rows: [
      ["1", "x"],
      ["2", "y"],
    ],
  },
  "line ends of all kinds": {
    text: "a,b\r\n1,x\n2,y\r3,z\r\n",
    columns: ["a", "b"],
    rows: [
      ["1", "x"],
      ["2", "y"],
      ["3", "z"],
    ],
  },
  "empty lines": {
    text: "a,b\n1,x\n\n2,y\n\n",
    columns: ["a", "b"],
    rows: [
      ["1", "x"],
      ["2", "y"],
    ],
  },
  "a delimiter in quotes": { text: 'a,b\n1,"x, y"\n', columns: ["a", "b"], rows: [["1", "x, y"]] },
  "doubled quotes": { text: 'a,b\n1,"say ""hi"""\n', columns: ["a", "b"], rows: [["1", 'say "hi"']] },
  "JSON in a cell": {
    text: 'key,val\n1,"{""type"": ""Point"", ""coordinates"": [102.0, 0.5]}"\n',
    columns: ["key", "val"],
    rows: [["1", '{"type": "Point", "coordinates": [102.0, 0.5]}']],
  },
  "line feeds in quotes": {
    text: 'a,b\n1,"once\nupon"\n2,y\n',
    columns: ["a", "b"],
    rows: [
      ["1", "once\nupon"],
      ["2", "y"],
    ],
  },
  "CRLF in quotes": {
    text: 'a,b\r\n1,"once\r\nupon"\r\n2,y\r\n',
    columns: ["a", "b"],
    rows: [
      ["1", "once\r\nupon"],
      ["2", "y"],
    ],
  },
  "empty cells are missing, in quotes too": {
    text: 'a,b,c\n1,"",\n2,,y\n',
    columns: ["a", "b", "c"],
    rows: [
      ["1", null, null],
      ["2", null, "y"],
    ],
  },
  "a quote within a cell stands for itself": {
    text: 'a,b\n1,5" disk\n2,y\n',
    columns: ["a", "b"],
    rows: [
      ["1", '5" disk'],
      ["2", "y"],
    ],
  },
  "blanks around cells are kept": {
    text: "a,b\nx, y \nz,w\n",
    columns: ["a", "b"],
    rows: [
      ["x", " y "],
      ["z", "w"],
    ],
  },
  "letters of all scripts": {
    text: "a,b\n名前,ʤ\nЖ,😀\n",
    columns: ["a", "b"],
    rows: [
      ["名前", "ʤ"],
      ["Ж", "😀"],
    ],
  },
  "a mark of UTF-8": { text: "\ufeffa,b\n1,x\n", columns: ["a", "b"], rows: [["1", "x"]] },
  "UTF-16, little end first": { text: utf16("a,b\n1,é\n"), columns: ["a", "b"], rows: [["1", "é"]] },
  "UTF-16, big end first": { text: utf16BigEndian("a,b\n1,é\n"), columns: ["a", "b"], rows: [["1", "é"]] },
  "Windows-1252": {
    text: latin1("a,b\n1,\xe9t\xe9\n2,\x80\n"),
    columns: ["a", "b"],
    rows: [
      ["1", "été"],
      ["2", "€"],
    ],
    problems: [["text-not-utf8", 1]],
  },
  semicolons: {
    text: "a;b\n1,5;x\n2;y\n",
    columns: ["a", "b"],
    rows: [
      ["1,5", "x"],
      ["2", "y"],
    ],
  },
  tabs: { text: "a\tb\n1\tx, y\n", name: "t.tsv", columns: ["a", "b"], rows: [["1", "x, y"]] },
  bars: { text: "a|b|c\n1|x|y\n", columns: ["a", "b", "c"], rows: [["1", "x", "y"]] },
  "a blank after each comma, quotes after that": {
    text: '# made by hand\n# id, at, tags\nq, 1.5, "x,y"\nr, 2, "z"\n',
    columns: ["id", "at", "tags"],
    rows: [
      ["q", "1.5", "x,y"],
      ["r", "2", "z"],
    ],
  },
  "no head": {
    text: "1,x,0.5\n2,y,0.7\n3,z,0.1\n",
    columns: ["column_1", "column_2", "column_3"],
    rows: [
      ["1", "x", "0.5"],
      ["2", "y", "0.7"],
      ["3", "z", "0.1"],
    ],
  },
  "years as names": {
    text: "country,2019,2020\nfr,1,2\nde,3,4\n",
    columns: ["country", "2019", "2020"],
    rows: [
      ["fr", "1", "2"],
      ["de", "3", "4"],
    ],
  },
  "names twice, and none": {
    text: "a,a,\n1,2,3\n",
    columns: ["a", "a_2", "column_3"],
    rows: [["1", "2", "3"]],
  },
  "one column": { text: "a\n1\n2\n", columns: ["a"], rows: [["1"], ["2"]] },
  "a cell too few": {
    text: "a,b\n1,x\n2\n3,z\n",
    columns: ["a", "b"],
    rows: [
      ["1", "x"],
      ["3", "z"],
    ],
    problems: [["row-ragged", 3]],
  },
  "a cell too many": {
    text: "a,b\n1,x\n2,y,q\n3,z\n",
    columns: ["a", "b"],
    rows: [
      ["1", "x"],
      ["3", "z"],
    ],
    problems: [["row-ragged", 3]],
  },
  "lines are counted through quotes": {
    text: 'a,b\n1,"x\ny\nz"\n2\n3,w\n',
    columns: ["a", "b"],
    rows: [
      ["1", "x\ny\nz"],
      ["3", "w"],
    ],
    problems: [["row-ragged", 5]],
  },
  "a quote that is never closed": {
    text: 'a,b\n1,x\n2,"y\n3,z\n',
    columns: ["a", "b"],
    rows: [["1", "x"]],
    problems: [["row-unreadable", 3]],
  },
  "text after a closing quote": {
    text: 'a,b\n1,x\n2,"y" z\n3,w\n',
    columns: ["a", "b"],
    rows: [
      ["1", "x"],
      ["3", "w"],
    ],
    problems: [["row-unreadable", 3]],
  },
  "a NUL in a cell": {
    text: "a,b\n1,x\0y\n2,z\n",
    columns: ["a", "b"],
    rows: [
      ["1", "x\0y"],
      ["2", "z"],
    ],
  },
  "a byte that is not UTF-8 far behind": {
    text: Buffer.concat([Buffer.from(`a,b\n${"1,x\n".repeat(400_000)}`), latin1("2,\xe9\n3,z\n")]),
    columns: ["a", "b"],
    rows: [],
    problems: [["row-unreadable", 400_002]],
  },
  "names of missing values": {
    text: "a,b\nNA,x\nN/A,null\nNaN,None\n1,y\n",
    columns: ["a", "b"],
    rows: [
      [null, "x"],
      [null, null],
      [null, null],
      ["1", "y"],
    ],
  },
};

const rowsOf = ({ columns, look }: TableView): Cells =>
  Array.from({ length: look.rowCount }, (_, row) => columns.map(({ cells }) => cells[row]!));

describe("a delimited text comes out as written:", () => {
  for (const [what, { text, name = "t.csv", columns, rows, problems = [] }] of Object.entries(cases)) {
    test(what, async () => {
      const view = await viewOf({ [name]: text });
      assert.deepEqual(
        view.columns.map(({ plan }) => plan.name),
        columns,
      );
      if (rows.length > 0) assert.deepEqual(rowsOf(view), rows);
      assert.deepEqual(
        view.tally.problems.map(({ code, line }) => [code, line]),
        problems,
      );
      if (rows.length > 0) assert.equal(view.rowCount, rows.length);
    });
  }
});

test("gzip is unpacked, and a pattern reads files as one table", async () => {
  const packed = await viewOf({ "t.csv.gz": gzipSync("a,b\n1,x\n2,y\n") });
  assert.deepEqual(rowsOf(packed), [
    ["1", "x"],
    ["2", "y"],
  ]);
  const both = await viewOf({ "p1.csv": "a,b\n1,x\n", "p2.csv": "a,b\n2,y\n" }, "p*.csv");
  assert.deepEqual(rowsOf(both), [
    ["1", "x"],
    ["2", "y"],
  ]);
  await assert.rejects(
    viewOf({ "p1.csv": "a,b\n1,x\n", "p2.csv": "a,c\n2,y\n" }, "p*.csv"),
    /p2\.csv has other columns than/,
  );
});

test("what is no table is refused in one sentence", async () => {
  await assert.rejects(viewOf({ "t.csv": "" }), /t\.csv is empty/);
  await assert.rejects(viewOf({ "t.parquet": "not one" }), /The table .*t\.parquet cannot be read/);
  await assert.rejects(viewOf({ "t.jsonl": "1\n2\n" }), /There is no JSON object/);
  await assert.rejects(openTable("nowhere.csv", { threadCount: 1 }), /There is no table nowhere\.csv/);
});

test("a single line of a gigabyte is refused at once, and nothing is read of it but the beginning", async (context) => {
  const folder = await mkdtemp(join(tmpdir(), "soundings-"));
  context.after(() => rm(folder, { recursive: true }));
  const path = join(folder, "line.csv");
  // A hole in the file: a gigabyte that takes no room.
  const file = createWriteStream(path, { start: 2 ** 30 });
  await new Promise<void>((resolve) => file.end("x", () => resolve()));
  const before = process.memoryUsage().rss;
  await assert.rejects(
    openTable(path, { threadCount: 1 }),
    /The first line of .*line\.csv is longer than 1 MB/,
  );
  assert.ok(process.memoryUsage().rss - before < 200e6);
});

test("a row of more than 2 MB is left out with its line, and the others are read", async () => {
  const view = await viewOf({ "t.csv": `a,b\n1,x\n2,${"y".repeat(3 << 20)}\n3,z\n` });
  assert.deepEqual(
    view.tally.problems.map(({ code, line }) => [code, line]),
    [["row-unreadable", 3]],
  );
  assert.deepEqual(rowsOf(view), [
    ["1", "x"],
    ["3", "z"],
  ]);
});

test("JSON lines: nested values as their text, what is no object with its line", async () => {
  const view = await viewOf({ "t.jsonl": '{"a":1,"b":{"c":[1,2]}}\nnot json\n\n{"a":2.5,"d":true}\n[1]\n' });
  assert.deepEqual(
    view.columns.map(({ plan }) => [plan.name, plan.type]),
    [
      ["a", "number"],
      ["b", "text"],
      ["d", "boolean"],
    ],
  );
  assert.deepEqual(rowsOf(view), [
    ["1", '{"c":[1,2]}', null],
    ["2.5", null, "true"],
  ]);
  assert.deepEqual(
    view.tally.problems.map(({ code, line }) => [code, line]),
    [
      ["row-unreadable", 2],
      ["row-unreadable", 5],
    ],
  );
});

test("an array of JSON objects is a table", async () => {
  const view = await viewOf({ "t.json": '[{"a":1,"b":"x"},{"a":2,"b":"y"}]' });
  assert.deepEqual(rowsOf(view), [
    ["1", "x"],
    ["2", "y"],
  ]);
});
