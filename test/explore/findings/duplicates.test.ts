import assert from "node:assert/strict";
import { test } from "node:test";
import { duplicateFindings } from "../../../src/explore/findings/duplicates.ts";
import { measuredExample } from "../../support/measured-examples.ts";

const sameSound = { pcmSha256: "c0ffee" };

test("a copy is a warning, under another label or in another split an error", () => {
  const findings = duplicateFindings([
    measuredExample("a.wav", { label: "dog", split: "train", measurement: sameSound }),
    measuredExample("b.wav", { label: "cat", split: "test", measurement: sameSound }),
    measuredExample("c.wav", { label: "cat", split: "test" }),
  ]);
  assert.deepEqual(
    findings.map(({ code, severity, evidence }) => [code, severity, evidence.observed, evidence.examples]),
    [
      ["duplicate-recordings", "warning", 1, ["a.wav", "b.wav"]],
      ["duplicate-label-conflict", "error", "cat, dog", ["a.wav", "b.wav"]],
      ["duplicate-across-splits", "error", "test, train", ["a.wav", "b.wav"]],
    ],
  );
});

test("a copy without a label or a split contradicts nothing", () => {
  const codes = duplicateFindings([
    measuredExample("a.wav", { label: "dog", split: "train", measurement: sameSound }),
    measuredExample("b.wav", { label: null, split: null, measurement: sameSound }),
  ]).map(({ code }) => code);
  assert.deepEqual(codes, ["duplicate-recordings"]);
});

test("files without a frame are not copies of each other", () => {
  const empty = { clip: { frameCount: 0 }, measurement: sameSound };
  assert.deepEqual(duplicateFindings([measuredExample("a.wav", empty), measuredExample("b.wav", empty)]), []);
});
