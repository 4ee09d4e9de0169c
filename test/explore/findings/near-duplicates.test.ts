import assert from "node:assert/strict";
import { test } from "node:test";
import { findDuplicates } from "../../../src/explore/find-duplicates.ts";
import { nearDuplicateFindings } from "../../../src/explore/findings/near-duplicates.ts";
import type { NearPair } from "../../../src/model/dataset-statistics.ts";
import { measuredExample } from "../../support/measured-examples.ts";

const pair: NearPair = { a: "a.wav", b: "b.mp3", similarity: 0.9, offsetSeconds: 0, correlation: 0.99 };
const a = measuredExample("a.wav", { label: "dog", split: "train" });
const codes = (items: Parameters<typeof nearDuplicateFindings>[0]) =>
  nearDuplicateFindings(items, [pair]).map(({ code, severity }) => `${severity} ${code}`);

test("a copy in the same class and split is superfluous", () => {
  const b = measuredExample("b.mp3", { label: "dog", split: "train" });
  assert.deepEqual(codes([a, b]), ["warning near-duplicate"]);
});

test("with another label it contradicts", () => {
  const b = measuredExample("b.mp3", { label: "wolf", split: "train" });
  assert.deepEqual(codes([a, b]), ["warning near-duplicate", "error near-duplicate-conflict"]);
});

test("in another split it leaks, and is listed with what leaks", () => {
  const b = measuredExample("b.mp3", { label: "dog", split: "test" });
  assert.deepEqual(codes([a, b]), ["warning near-duplicate", "error near-duplicate-across-splits"]);
  assert.deepEqual(findDuplicates([a, b], { nearPairs: [pair], unverifiedPairs: [] }).acrossSplits, [
    ["a.wav", "b.mp3"],
  ]);
});

test("an exact copy of one of the two counts with it", () => {
  const b = measuredExample("b.mp3", { label: "dog", split: "train" });
  const copy = measuredExample("c.mp3", {
    label: "dog",
    split: "test",
    measurement: { pcmSha256: "hash of b.mp3" },
  });
  assert.deepEqual(codes([a, b, copy]), ["warning near-duplicate", "error near-duplicate-across-splits"]);
});

test("without pairs nothing is said", () => {
  assert.deepEqual(nearDuplicateFindings([a], []), []);
});
