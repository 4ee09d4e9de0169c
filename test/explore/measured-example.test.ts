import assert from "node:assert/strict";
import { test } from "node:test";
import { itemOf, joinMeasurements } from "../../src/explore/measured-example.ts";
import type { Dataset } from "../../src/model/dataset.ts";
import { measuredExample } from "../support/measured-examples.ts";

const items = ["a.wav", "b.wav", "c.wav"].map((id) => measuredExample(id));
const measurements = items.map(({ measurement }) => measurement!);
const datasetOf = (order: readonly number[]): Dataset => ({
  name: "set",
  source: "set",
  layout: "flat-folder",
  examples: order.map((index) => items[index]!.example),
  findings: [],
});

test("examples are joined with their own measurements in any order of either, sorted by id", () => {
  for (const order of [
    [0, 1, 2],
    [2, 0, 1],
  ]) {
    assert.deepEqual(joinMeasurements(datasetOf(order), measurements), items);
    assert.deepEqual(joinMeasurements(datasetOf(order), measurements.toReversed()), items);
  }
});

test("an example without a measurement has none, and the same measurements are joined with other examples anew", () => {
  const [first, second, third] = items;
  const known = [measurements[0]!, measurements[2]!];
  const joined = joinMeasurements(datasetOf([0, 1, 2]), known);
  assert.deepEqual(joined, [first, { ...second, measurement: null }, third]);
  assert.deepEqual(joinMeasurements(datasetOf([2]), known), [third]);
});

test("an item is found by the id of its example", () => {
  for (const item of items) assert.equal(itemOf(items, item.example.id), item);
  for (const id of ["", "aa.wav", "d.wav"]) assert.equal(itemOf(items, id), undefined);
});
