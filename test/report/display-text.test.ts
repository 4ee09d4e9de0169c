import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { displayNames, displayText } from "../../src/report/display-text.ts";

test("what cannot be seen is made visible", () => {
  assert.equal(displayText("a\u0000b\u001b[31m"), "a␀b␛[31m");
  assert.equal(displayText("\u202egnp.exe"), "⟨U+202E⟩gnp.exe");
  assert.equal(displayText("one\ntwo\ud800"), "one two⟨U+D800⟩");
  assert.equal(displayText("déjà vu 🎵 שלום"), "déjà vu 🎵 שלום");
});

test("long text is cut between characters, never within one", () => {
  assert.equal(displayText("🎵".repeat(10_000), 5), "🎵🎵🎵🎵…");
  assert.equal(displayText("12345", 5), "12345");
});

test("names on an axis are distinct where labels are", () => {
  assert.deepEqual(displayNames([`${"x".repeat(90)}1`, `${"x".repeat(90)}2`, ""], 4), [
    "xxx…",
    "xxx… (2)",
    "(empty)",
  ]);
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ unit: "binary" })), (labels) => {
      const names = displayNames(labels, 8);
      assert.equal(new Set(names).size, labels.length);
    }),
  );
});
