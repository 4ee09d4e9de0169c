import assert from "node:assert/strict";
import { test } from "node:test";
import { shortcutFindings } from "../../../src/explore/findings/shortcuts.ts";
import type { Shortcut } from "../../../src/model/dataset-statistics.ts";
import { several } from "../../support/measured-examples.ts";

const shortcut: Shortcut = {
  property: "dcOffset",
  target: "label",
  balancedAccuracy: 0.8,
  chance: 0.1,
  pValue: 0.001,
  adjustedPValue: 0.012,
  count: 480,
  isShortcut: true,
  method: "bins",
};

test("a shortcut is named with what it tells, by chance and alone", () => {
  const [finding] = shortcutFindings([shortcut], []);
  assert.equal(finding?.code, "shortcut-label");
  assert.equal(finding?.subject, "dcOffset");
  assert.equal(finding?.severity, "warning");
  assert.deepEqual(
    [finding?.evidence.observed, finding?.evidence.expected, finding?.evidence.count],
    [0.8, 0.1, 480],
  );
  assert.match(finding?.message ?? "", /balanced accuracy of 0\.80 \(chance 0\.10, p 0\.01\)/);
});

test("what was tested and is none is not named", () => {
  assert.deepEqual(shortcutFindings([{ ...shortcut, isShortcut: false }], []), []);
});

test("the value of the target that stands out is named, with its clips", () => {
  const items = ["cat", "dog", "owl"].flatMap((label) =>
    several(6, label, { label, signal: { dcOffset: label === "dog" ? 0.02 : 0.001 } }),
  );
  const [finding] = shortcutFindings([shortcut], items);
  assert.match(finding?.message ?? "", /clearest for dog \(median 0\.02, the others 0\.001\)/);
  assert.equal(finding?.evidence.examples?.length, 6);
  assert.ok(finding?.evidence.examples?.every((id) => id.startsWith("dog-")));
});

test("a codec stands out by its share", () => {
  const items = ["cat", "dog"].flatMap((label) =>
    several(8, label, { label, clip: { codec: label === "dog" ? "vorbis" : "flac" } }),
  );
  const [finding] = shortcutFindings([{ ...shortcut, property: "codec" }], items);
  assert.match(finding?.message ?? "", /clearest for cat \(100% flac, the others 0%\)/);
});
