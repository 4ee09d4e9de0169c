import assert from "node:assert/strict";
import { test } from "node:test";
import { splitFindings } from "../../../src/explore/findings/split-leakage.ts";
import { measuredExample } from "../../support/measured-examples.ts";

test("a speaker in two splits leaks, one in a single split does not", () => {
  const [finding, ...rest] = splitFindings([
    measuredExample("a.wav", { split: "train", group: "ann" }),
    measuredExample("b.wav", { split: "test", group: "ann" }),
    measuredExample("c.wav", { split: "test", group: "bob" }),
    measuredExample("d.wav", { split: "test", group: "bob" }),
    measuredExample("e.wav", { split: null, group: "bob" }),
  ]);
  assert.deepEqual(rest, []);
  assert.equal(finding?.code, "group-across-splits");
  assert.match(finding?.message ?? "", /1 of 2 \(ann\)/);
  assert.deepEqual(finding?.evidence.examples, ["a.wav", "b.wav"]);
});

test("a label that a split lacks is told of that split", () => {
  const findings = splitFindings([
    measuredExample("a.wav", { label: "dog", split: "train" }),
    measuredExample("b.wav", { label: "cat", split: "train" }),
    measuredExample("c.wav", { label: "dog", split: "test" }),
  ]);
  assert.deepEqual(
    findings.map(({ code, subject, evidence }) => [code, subject, evidence.examples]),
    [["label-missing-from-split", "test", ["cat"]]],
  );
});

test("without splits there is nothing to leak into", () => {
  assert.deepEqual(splitFindings([measuredExample("a.wav", { group: "ann" })]), []);
});
