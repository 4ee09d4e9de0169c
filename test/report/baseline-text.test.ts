import assert from "node:assert/strict";
import { test } from "node:test";
import { baselineText } from "../../src/report/baseline-text.ts";
import { plainText } from "../../src/report/text-line.ts";
import { sampleBaseline } from "../support/sample-baseline.ts";

test("a baseline says where it comes from, and how fast each stage was", () => {
  assert.equal(
    plainText(baselineText(sampleBaseline)),
    `Baseline "main" of pipeline "birds"
  module         pipelines/birds.ts
  made           2026-01-02T03:04:05.000Z, 0123456789, with uncommitted changes
  measured       4 rounds of 3 passes over 64 examples
  stage:decode    1.05 ms per example (1 ms to 1.2 ms)
  stage:mel       3.05 ms per example (3 ms to 3.2 ms)
  pipeline         4.1 ms per example (4 ms to 4.4 ms)
`,
  );
});

test("outside a repository there is no commit", () => {
  const text = plainText(baselineText({ ...sampleBaseline, commit: null, isDirty: null }));
  assert.match(text, /made +2026-01-02T03:04:05\.000Z, no commit\n/);
});

test("a metric without a value is shown as such", () => {
  const text = plainText(baselineText({ ...sampleBaseline, samples: [] }));
  assert.doesNotMatch(text, /NaN|undefined/);
});
