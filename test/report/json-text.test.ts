import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { jsonText } from "../../src/report/json-text.ts";

test("keys are sorted, undefined is left out, a line break closes", () => {
  assert.equal(
    jsonText({ b: [1, { z: null, a: "x" }], a: {}, 10: [], 9: undefined }),
    `{
  "10": [],
  "a": {},
  "b": [
    1,
    {
      "a": "x",
      "z": null
    }
  ]
}
`,
  );
});

test("a number that JSON cannot hold is an error that says where it is", () => {
  assert.throws(() => jsonText({ level: { mean: [1, Number.NaN] } }), /\$\.level\.mean\[1\] is NaN/);
  assert.throws(() => jsonText([Infinity]), RangeError);
  assert.throws(() => jsonText({ f: () => 1 }), /\$\.f is a function/);
});

test("what was written is read back, and the order of keys does not matter", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = jsonText(value);
      assert.equal(jsonText(JSON.parse(text)), text);
      assert.equal(JSON.stringify(JSON.parse(text), null, 2).length, text.length - 1);
    }),
  );
});

test("a key like __proto__ is kept", () => {
  assert.equal(jsonText(JSON.parse('{"__proto__": 1}')), '{\n  "__proto__": 1\n}\n');
});
