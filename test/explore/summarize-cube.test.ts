import assert from "node:assert/strict";
import { test } from "node:test";
import { summarizeCube } from "../../src/explore/summarize-cube.ts";
import { everything, totalsOf } from "../../src/report/browser/page-cube.ts";
import { pageCube } from "../../src/report/dataset/page-cube.ts";
import { lasting, measuredExample, several } from "../support/measured-examples.ts";

test("examples are counted by label, split and duration; nothing is lost", () => {
  const cube = summarizeCube([
    ...several(3, "dog", { label: "dog", split: "train", clip: lasting(1) }),
    ...several(2, "cat", { label: "cat", split: "test", clip: lasting(2) }),
    measuredExample("broken.wav", { label: null, clip: null }),
  ]);
  assert.deepEqual(cube.labels, [
    { kind: "named", name: "dog" },
    { kind: "named", name: "cat" },
    { kind: "none" },
  ]);
  assert.deepEqual(cube.splits, [
    { kind: "named", name: "train" },
    { kind: "named", name: "test" },
    { kind: "none" },
  ]);
  const places = cube.cells.map(({ label, split, duration, count }) => ({ label, split, duration, count }));
  const last = cube.durationEdgesSeconds.length - 2;
  assert.deepEqual(places, [
    { label: 0, split: 0, duration: 0, count: 3 },
    { label: 1, split: 1, duration: last, count: 2 },
    { label: 2, split: 2, duration: null, count: 1 },
  ]);
});

test("of many labels the smaller ones are one, and every example is still counted", () => {
  const labels = Array.from({ length: 400 }, (_, index) => `label ${String(index).padStart(3, "0")}`);
  const items = labels.flatMap((label, index) => several(index < 10 ? 4 : 1, label, { label }));
  const cube = summarizeCube(items);
  const rest = cube.labels.at(-1)!;
  assert.ok(rest.kind === "rest" && rest.categoryCount + cube.labels.length - 1 === 400);
  assert.equal(
    cube.cells.reduce((sum, { count }) => sum + count, 0),
    items.length,
  );
});

test("edges are round, hold the middle of the values, and the outer bins hold the rest", () => {
  const levels = [...Array.from({ length: 199 }, (_, index) => -40 + index / 10), -300];
  const items = levels.map((rootMeanSquareDecibels, index) =>
    measuredExample(`${index}.wav`, { signal: { rootMeanSquareDecibels } }),
  );
  const { properties, cells } = summarizeCube(items);
  const place = properties.findIndex(({ name }) => name === "rootMeanSquareDecibels");
  const property = properties[place]!;
  assert.ok(property.kind === "bins" && property.edges.every((edge) => Number.isInteger(2 * edge)));
  assert.ok(property.edges.length <= 17 && property.edges[0]! >= -50);
  const counts = cells.flatMap((cell) => cell.counts[place]!);
  assert.equal(
    counts.reduce((sum, count) => sum + count, 0),
    200,
  );
});

test("bands keep the sum of levels in tenths of a decibel, relative to the clip's total", () => {
  const half = measuredExample("a.wav", {
    signal: { totalPower: 2, bandPowers: [1, null, 2, ...new Array(27).fill(0)] },
  });
  const [cell] = summarizeCube([half, half]).cells;
  assert.deepEqual(cell!.bandSums.slice(0, 3), [-60, 0, 0]);
  assert.deepEqual(cell!.bandCounts.slice(0, 3), [2, 0, 2]);
});

test("the order of the examples does not matter", () => {
  const items = Array.from({ length: 60 }, (_, index) =>
    measuredExample(`${index}.wav`, { label: `l${index % 7}`, clip: lasting(1 + (index % 5)) }),
  );
  assert.deepEqual(summarizeCube(items.toReversed()), summarizeCube(items));
});

test("an example of several labels is found under each of them, and counts once among all", () => {
  const items = [
    ...several(3, "both", { label: "dog", labels: ["dog", "loud"], split: "train", clip: lasting(1) }),
    ...several(2, "loud", { label: "loud", split: "train", clip: lasting(1) }),
    measuredExample("twice.wav", { label: "cat", labels: ["cat", "cat"], split: "test", clip: lasting(1) }),
  ];
  const cube = summarizeCube(items);
  const page = pageCube(cube);
  const places = new Map(page.labels.map((name, index) => [name, index]));
  const shown = (label: string) => totalsOf(page, { ...everything, label: places.get(label)! }).count;
  assert.deepEqual(["dog", "loud", "cat"].map(shown), [3, 5, 1]);
  const whole = totalsOf(page, everything);
  assert.equal(whole.count, 6);
  assert.equal(
    whole.byDuration.reduce((sum, count) => sum + count, 0),
    6,
  );
  assert.deepEqual(
    page.labels.map((_, index) => whole.byLabel[index]),
    page.labels.map(shown),
  );
  assert.deepEqual(whole.bySplit, [5, 1]);
  assert.deepEqual(summarizeCube(items.toReversed()), cube);
});

test("of several labels that have no place of their own an example counts once as one of the rest", () => {
  const labels = Array.from({ length: 400 }, (_, index) => `label ${String(index).padStart(3, "0")}`);
  const items = labels.map((label, index) =>
    measuredExample(`${index}.wav`, { label, labels: [label, labels[(index + 1) % 400]!] }),
  );
  const page = pageCube(summarizeCube(items));
  assert.equal(totalsOf(page, everything).count, 400);
  const rest = totalsOf(page, { ...everything, label: page.labels.length - 1 }).count;
  assert.ok(rest > 0 && rest <= 400);
  assert.ok(page.cells.length <= 2400);
});
