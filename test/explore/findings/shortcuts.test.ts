import assert from "node:assert/strict";
import { test } from "node:test";
import { shortcutFindings } from "../../../src/explore/findings/shortcuts.ts";
import type { Shortcut } from "../../../src/model/dataset-statistics.ts";

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
  const [finding] = shortcutFindings([shortcut]);
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
  assert.deepEqual(shortcutFindings([{ ...shortcut, isShortcut: false }]), []);
});
