import assert from "node:assert/strict";
import { test } from "node:test";
import { levelShortcuts } from "../../../src/explore/findings/level-shortcuts.ts";
import type { MeasuredExample } from "../../../src/explore/measured-example.ts";
import { measuredExample } from "../../support/measured-examples.ts";

/** Ten clips of a label whose levels spread by 9 dB from `lowest` on. */
function labelAt(label: string, lowest: number): readonly MeasuredExample[] {
  return Array.from({ length: 10 }, (_, index) =>
    measuredExample(`${label}-${index}.wav`, { label, signal: { rootMeanSquareDecibels: lowest + index } }),
  );
}

test("labels 20 dB apart can be told by loudness", () => {
  const [finding, ...rest] = levelShortcuts([...labelAt("loud", -20), ...labelAt("soft", -40)]);
  assert.deepEqual(rest, []);
  assert.equal(finding?.code, "level-follows-label");
  // Between: 20 clips 10 dB off the mean, 2000; within: twice 82.5.
  assert.equal(Number(finding?.evidence.observed).toFixed(6), (2000 / 2165).toFixed(6));
});

test("labels 3 dB apart cannot", () => {
  assert.deepEqual(levelShortcuts([...labelAt("a", -20), ...labelAt("b", -23)]), []);
});

test("with few clips per class nothing is said: chance alone would divide them", () => {
  const items = Array.from({ length: 8 }, (_, index) =>
    measuredExample(`${index}.wav`, {
      label: `label ${index >> 1}`,
      signal: { rootMeanSquareDecibels: -20 - 5 * (index >> 1) },
    }),
  );
  assert.deepEqual(levelShortcuts(items), []);
});
