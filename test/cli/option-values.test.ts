import assert from "node:assert/strict";
import { test } from "node:test";
import {
  addParameter,
  bytesPerSecond,
  durationSeconds,
  parametersFromJson,
  positiveCount,
  ratio,
  roundCount,
  severity,
} from "../../src/cli/option-values.ts";

/** What each reader makes of a text; null where it refuses. */
const cases = [
  [positiveCount, { "1": 1, "64": 64, "0": null, "-1": null, "1.5": null, "": null, two: null }],
  [roundCount, { "3": 3, "2": null, "": null }],
  [
    durationSeconds,
    { "30": 30, "30s": 30, "1.5 m": 90, "5min": 300, "1h": 3600, "0": null, "-1s": null, "": null },
  ],
  [
    ratio,
    {
      "3%": 0.03,
      "0.03": 0.03,
      "0": 0,
      "100 %": 1,
      "-3%": null,
      "1e-6": 1e-6,
      "20": null,
      "": null,
      three: null,
    },
  ],
  [bytesPerSecond, { "200MB/s": 2e8, "1.5 GB/s": 1.5e9, "800000": 8e5, "3kB": 3000, "0": null, fast: null }],
  [severity, { info: "info", error: "error", fatal: null, "": null }],
] as const;

for (const [read, texts] of cases) {
  for (const [text, expected] of Object.entries(texts)) {
    test(`${read.name} of "${text}" is ${expected === null ? "refused" : expected}`, () => {
      if (expected === null) assert.throws(() => read(text), { code: "commander.invalidArgument" });
      else assert.equal(read(text), expected);
    });
  }
}

test("a parameter becomes what it looks like, and only if nothing is lost", () => {
  const texts = [
    "n=8",
    "x=-0.5",
    "on=true",
    "off=false",
    "zip=01",
    "big=1e3",
    "empty=",
    "space= ",
    "path=a=b",
    "hex=0x10",
  ];
  const parameters = texts.reduce((before, text) => addParameter(text, before), {});
  assert.deepEqual(parameters, {
    ...{ n: 8, x: -0.5, on: true, off: false },
    ...{ zip: "01", big: "1e3", empty: "", space: " ", path: "a=b", hex: "0x10" },
  });
  assert.deepEqual(addParameter("n=9", { n: 8 }), { n: 9 });
  for (const text of ["n", "=8", ""]) assert.throws(() => addParameter(text, {}), /give key=value/);
});

test("parameters as JSON keep the text 8 apart from the number 8", () => {
  assert.deepEqual(parametersFromJson('{"a":"8","b":8,"c":true}'), { a: "8", b: 8, c: true });
  for (const text of ["[]", "null", "3", '{"a":[1]}', '{"a":null}']) {
    assert.throws(() => parametersFromJson(text), /give an object/);
  }
});
