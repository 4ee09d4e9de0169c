import assert from "node:assert/strict";
import { test } from "node:test";
import { findShortcuts } from "../../src/explore/find-shortcuts.ts";
import { joinMeasurements, type MeasuredExample } from "../../src/explore/measured-example.ts";
import { seededRandom } from "../../src/stats/random.ts";
import { measureWavExample, readFsdd } from "../support/fsdd.ts";
import { measuredExample } from "../support/measured-examples.ts";
import { needsData } from "../support/requirements.ts";

function measuredFsdd(): readonly MeasuredExample[] {
  const dataset = readFsdd();
  return joinMeasurements(dataset, dataset.examples.map(measureWavExample));
}

/** 120 clips of two labels, `offsetOf` each its DC offset. */
function clips(offsetOf: (label: string, index: number) => number): readonly MeasuredExample[] {
  return Array.from({ length: 120 }, (_, index) => {
    const label = index % 2 === 0 ? "dog" : "cat";
    return measuredExample(`${index}.wav`, { label, signal: { dcOffset: offsetOf(label, index) } });
  });
}

test(
  "in the spoken digits, offset and level give the speaker away, and nothing the digit",
  needsData("fsdd"),
  () => {
    const found = findShortcuts(measuredFsdd()).filter(({ isShortcut }) => isShortcut);
    const named = found.map(({ property, target }) => `${property} ${target}`);
    assert.ok(named.includes("dcOffset group"));
    assert.ok(named.includes("rootMeanSquareDecibels group"));
    assert.deepEqual(
      found.filter(({ target }) => target !== "group"),
      [],
    );
  },
);

test("with shuffled labels at most one shortcut is named in 20 runs", needsData("fsdd"), () => {
  const items = measuredFsdd();
  const labels = items.map(({ example }) => example.label);
  const flags = Array.from({ length: 20 }, (_, seed) => {
    const shuffled = seededRandom(seed).shuffle(labels);
    const relabelled = items.map((item, index) => ({
      ...item,
      example: { ...item.example, label: shuffled[index]!, group: null, split: null },
    }));
    return findShortcuts(relabelled).filter(({ isShortcut }) => isShortcut).length;
  });
  assert.ok(flags.reduce((sum, count) => sum + count, 0) <= 1, flags.join(" "));
});

test("an offset that is the label's tells all, by every measure", () => {
  const [shortcut] = findShortcuts(clips((label, index) => (label === "dog" ? 0.01 : 0) + index * 1e-6));
  assert.equal(shortcut?.property, "dcOffset");
  assert.equal(shortcut?.target, "label");
  assert.equal(shortcut?.balancedAccuracy, 1);
  assert.equal(shortcut?.chance, 0.5);
  assert.equal(shortcut?.pValue, 1 / 1000);
  assert.equal(shortcut?.count, 120);
  assert.equal(shortcut?.isShortcut, true);
});

test("an offset that has nothing to do with the label is tested, and is none", () => {
  const random = seededRandom(4);
  const [shortcut, ...rest] = findShortcuts(clips(() => random.normal()));
  assert.deepEqual(rest, []);
  assert.equal(shortcut?.isShortcut, false);
});

test("names count as names: a codec that is the label's", () => {
  const items = clips(() => 0).map((item) =>
    measuredExample(item.example.id, {
      label: item.example.label,
      clip: { codec: item.example.label === "dog" ? "vorbis" : "flac" },
    }),
  );
  assert.deepEqual(
    findShortcuts(items).map(({ property, isShortcut }) => [property, isShortcut]),
    [["codec", true]],
  );
});

test("a label of fewer than ten clips, and a property that does not vary, are left out", () => {
  assert.deepEqual(findShortcuts(clips(() => 0)), []);
  assert.deepEqual(findShortcuts(clips((_, index) => index).slice(0, 18)), []);
});
