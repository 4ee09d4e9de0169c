import assert from "node:assert/strict";
import { test } from "node:test";
import { compareDatasets } from "../../src/explore/compare-datasets.ts";
import { datasetChecks } from "../../src/gate/dataset/dataset-checks.ts";
import type { DatasetSnapshot, SnapshotExample } from "../../src/model/dataset-snapshot.ts";
import type { Check } from "../../src/model/verdict.ts";
import { sampleSnapshot, withExamples } from "../support/sample-snapshot.ts";

const before = sampleSnapshot({ count: 200, seed: 1 });

function checksOf(after: DatasetSnapshot, allowed: readonly string[] = []): readonly Check[] {
  return datasetChecks(compareDatasets(before, after), allowed);
}

function changed(indices: readonly number[], change: Partial<SnapshotExample>): DatasetSnapshot {
  return withExamples(before, (example, index) =>
    indices.includes(index) ? { ...example, ...change } : example,
  );
}

const failures = (checks: readonly Check[]): readonly string[] =>
  checks.filter(({ kind }) => kind === "failed").map(({ quantity }) => quantity);

test("an unchanged dataset passes every check, and each says what it looked at", () => {
  const checks = checksOf(before);
  assert.ok(checks.length >= 13);
  assert.ok(checks.every(({ kind, message }) => kind === "passed" && message.length > 10));
});

test("what changes existing examples fails; what only adds or renames is told", () => {
  assert.deepEqual(failures(checksOf(changed([1, 2], { label: "owl" }))).slice(0, 1), ["relabelled"]);
  assert.deepEqual(failures(checksOf(changed([1], { split: "test" }))), ["moved"]);
  const renamed = checksOf(changed([1], { id: "clip-00001-b.wav" }));
  assert.deepEqual(failures(renamed), []);
  assert.equal(renamed.find(({ quantity }) => quantity === "renamed")?.kind, "notice");
});

test("a failed check names what changed, from what, to what", () => {
  const check = checksOf(changed([1], { label: "owl" })).find(({ quantity }) => quantity === "relabelled");
  assert.match(
    check!.message,
    /^1 of 200 examples is labelled otherwise, such as clip-00001\.wav \(\w+ -> owl\)$/,
  );
  assert.deepEqual(check!.examples, ["clip-00001.wav"]);
});

test("a drift fails with its size, interval, p and what would have been seen", () => {
  const louder = withExamples(before, (example) => ({
    ...example,
    numbers: [example.numbers[0]!, example.numbers[1]! + 5],
  }));
  const drift = checksOf(louder).find(({ quantity, kind }) => quantity === "drift" && kind === "failed");
  assert.equal(drift?.subject, "rootMeanSquareDecibels");
  assert.match(drift!.message, /95% interval .* median -20.* -> -15.*, adjusted p/);
  assert.ok(drift!.effect!.center > 0.3 && drift!.detectableEffect! < 0.3);
});

test("a new finding fails if it is a warning or an error; one that is gone is told", () => {
  const finding = { code: "clipping", subject: "dataset", message: "3 clips clip", count: 3 } as const;
  const withFinding = (severity: "info" | "warning"): DatasetSnapshot => ({
    ...before,
    findings: [{ ...finding, severity }],
  });
  assert.deepEqual(failures(checksOf(withFinding("warning"))), ["finding:clipping"]);
  assert.deepEqual(failures(checksOf(withFinding("info"))), []);
  const gone = datasetChecks(compareDatasets(withFinding("warning"), before));
  assert.equal(gone.find(({ quantity }) => quantity === "resolvedFindings")?.kind, "notice");
});

test("what is allowed is only told", () => {
  const after = changed([1], { label: "owl" });
  assert.deepEqual(failures(checksOf(after, ["relabelled"])), ["labels"]);
  assert.deepEqual(failures(checksOf(after, ["relabelled", "labels"])), []);
});
