import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { possibleRepeats } from "../../src/explore/possible-repeats.ts";

test("every text that is there twice is among them, in order, and no item without a text", () => {
  const texts = fc.array(fc.option(fc.string({ maxLength: 2 })));
  fc.assert(
    fc.property(texts, (all) => {
      const items = all.map((text, index) => ({ text, index }));
      const found = possibleRepeats(items, ({ text }) => text);
      const repeated = items.filter(
        ({ text }) => text !== null && all.filter((one) => one === text).length > 1,
      );
      assert.ok(repeated.every((item) => found.includes(item)));
      assert.ok(found.every(({ text }) => text !== null));
      assert.deepEqual(
        found,
        [...found].sort((a, b) => a.index - b.index),
      );
    }),
  );
});

test("of thousands of different texts few are taken for repeats", () => {
  const items = Array.from({ length: 10_000 }, (_, index) => `clip ${index}`);
  assert.ok(possibleRepeats(items, (text) => text).length < 1500);
});
