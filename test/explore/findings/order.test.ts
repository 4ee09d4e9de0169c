import assert from "node:assert/strict";
import { test } from "node:test";
import { orderFindings } from "../../../src/explore/findings/order.ts";
import type { MeasuredExample } from "../../../src/explore/measured-example.ts";
import { datasetOf, measuredExample } from "../../support/measured-examples.ts";

/** 60 clips in the order of their names. */
function clips(
  labelOf: (index: number) => string,
  decibelsOf: (index: number) => number,
): readonly MeasuredExample[] {
  return Array.from({ length: 60 }, (_, index) =>
    measuredExample(`${String(index).padStart(2, "0")}.wav`, {
      label: labelOf(index),
      signal: { rootMeanSquareDecibels: decibelsOf(index) },
    }),
  );
}

const shuffledLevel = (index: number): number => -20 - ((index * 37) % 60) / 10;
const codesOf = (items: readonly MeasuredExample[], isManifest = true): readonly string[] => {
  const listedIds = items.map(({ example }) => example.id);
  return orderFindings({ ...datasetOf(items), ...(isManifest ? { listedIds } : {}) }, items).map(
    ({ code }) => code,
  );
};

test("a manifest sorted by label is told; one in turns is not", () => {
  const sorted = clips((index) => `label ${Math.floor(index / 15)}`, shuffledLevel);
  assert.deepEqual(codesOf(sorted), ["sorted-by-label"]);
  assert.deepEqual(codesOf(clips((index) => `label ${index % 4}`, shuffledLevel)), []);
});

test("a folder is sorted by its names: nothing to tell", () => {
  const sorted = clips((index) => `label ${Math.floor(index / 15)}`, shuffledLevel);
  assert.deepEqual(codesOf(sorted, false), []);
});

test("a level that falls along the order is told, with its correlation", () => {
  const items = clips(
    (index) => `label ${index % 4}`,
    (index) => shuffledLevel(index) - index / 5,
  );
  const [finding] = orderFindings(datasetOf(items), items);
  assert.equal(finding?.code, "level-drift");
  assert.ok(Number(finding?.evidence.observed) < -0.8);
});

test("levels that differ by label alone do not drift", () => {
  const items = clips(
    (index) => `label ${Math.floor(index / 15)}`,
    (index) => shuffledLevel(index) - 10 * Math.floor(index / 15),
  );
  assert.deepEqual(codesOf(items, false), []);
});
