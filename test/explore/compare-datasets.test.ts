import assert from "node:assert/strict";
import { test } from "node:test";
import { compareDatasets } from "../../src/explore/compare-datasets.ts";
import type { DatasetComparison } from "../../src/model/dataset-comparison.ts";
import type { DatasetSnapshot, SnapshotExample, SnapshotFinding } from "../../src/model/dataset-snapshot.ts";
import { sampleSnapshot, withExamples } from "../support/sample-snapshot.ts";

const before = sampleSnapshot({ count: 200, seed: 1 });

/** Only these examples changed, by index. */
function changed(indices: readonly number[], change: Partial<SnapshotExample>): DatasetSnapshot {
  return withExamples(before, (example, index) =>
    indices.includes(index) ? { ...example, ...change } : example,
  );
}

function countsOf({ changes }: DatasetComparison): Record<string, number> {
  return Object.fromEntries(
    Object.entries(changes)
      .filter(([, { count }]) => count > 0)
      .map(([kind, { count }]) => [kind, count]),
  );
}

test("a dataset is as itself", () => {
  const found = compareDatasets(before, before);
  assert.deepEqual(countsOf(found), {});
  assert.equal(found.unchangedCount, 200);
  assert.ok(
    found.drifts.every(
      ({ outcome, effect, pValue }) => outcome === "steady" && effect.center === 0 && pValue > 0.99,
    ),
  );
  assert.deepEqual(found.newFindings, []);
});

test("what was taken out and what was put in", () => {
  const after = withExamples(before, (example, index) => (index === 7 ? null : example));
  assert.deepEqual(countsOf(compareDatasets(before, after)), { removed: 1 });
  assert.equal(compareDatasets(before, after).changes.removed.changes[0]?.id, "clip-00007.wav");
  assert.deepEqual(countsOf(compareDatasets(after, before)), { added: 1 });
});

test("a label is corrected, a clip moves to another split, a speaker is renamed, a column is edited", () => {
  const found = (change: Partial<SnapshotExample>): DatasetComparison =>
    compareDatasets(before, changed([3], change));
  const relabelled = found({ label: "owl" });
  assert.deepEqual(countsOf(relabelled), { relabelled: 1 });
  assert.equal(relabelled.changes.relabelled.changes[0]?.after, "owl");
  assert.deepEqual(relabelled.lists[0], { list: "labels", added: ["owl"], removed: [] });
  assert.deepEqual(countsOf(found({ split: "test" })), { moved: 1 });
  assert.deepEqual(countsOf(found({ group: "somebody" })), { regrouped: 1 });
  const edited = found({ attributes: [99] });
  assert.deepEqual(countsOf(edited), { edited: 1 });
  assert.equal(edited.changes.edited.changes[0]?.after, "age: 99");
});

test("a folder per split: the file moves with its split, found by its sound", () => {
  const after = changed([3], { id: "test/clip-00003.wav", split: "test" });
  const found = compareDatasets(before, after);
  assert.deepEqual(countsOf(found), { moved: 1, renamed: 1 });
  assert.equal(found.changes.moved.changes[0]?.previousId, "clip-00003.wav");
});

test("lossless and lossy conversions are re-encodings, another sound is not", () => {
  const flac = "flac flac 16000 Hz 1 ch 16 bit";
  const lossless = changed([3], { id: "clip-00003.flac", format: flac, sizeBytes: 20_000 });
  assert.deepEqual(countsOf(compareDatasets(before, lossless)), { reencoded: 1, renamed: 1 });
  const old = before.examples[3]!;
  const padded = old.numbers.map((value) => value! + 0.02);
  const lossy = { id: "clip-00003.mp3", format: "mp3 mp3 16000 Hz 1 ch", contentSha: "f".repeat(16) };
  assert.deepEqual(countsOf(compareDatasets(before, changed([3], { ...lossy, numbers: padded }))), {
    reencoded: 1,
    renamed: 1,
  });
  const longer = [old.numbers[0]! + 1, old.numbers[1]!];
  assert.deepEqual(countsOf(compareDatasets(before, changed([3], { ...lossy, numbers: longer }))), {
    altered: 1,
    renamed: 1,
  });
  assert.deepEqual(countsOf(compareDatasets(before, changed([3], { contentSha: "f".repeat(16) }))), {
    altered: 1,
  });
});

test("two files that changed names are not lost: each is altered", () => {
  const [a, b] = [before.examples[3]!.contentSha, before.examples[4]!.contentSha];
  const after = withExamples(before, (example, index) =>
    index === 3 ? { ...example, contentSha: b } : index === 4 ? { ...example, contentSha: a } : example,
  );
  assert.deepEqual(countsOf(compareDatasets(before, after)), { altered: 2 });
});

test("of three equal clips, one taken out is one removed", () => {
  const triple = changed([3, 4, 5], { contentSha: "e".repeat(16) });
  const after = withExamples(triple, (example, index) => (index === 4 ? null : example));
  assert.deepEqual(countsOf(compareDatasets(triple, after)), { removed: 1 });
});

test("findings: new, commoner and graver ones are new; those that went are resolved", () => {
  const finding = (code: string, count: number, severity: SnapshotFinding["severity"]): SnapshotFinding => ({
    ...{ code, severity, subject: "dataset", count },
    message: `${count} of them`,
  });
  const was = { ...before, findings: [finding("clipping", 3, "warning"), finding("file-empty", 1, "error")] };
  const is = { ...before, findings: [finding("clipping", 4, "warning"), finding("leak", 1, "info")] };
  const found = compareDatasets(was, is);
  assert.deepEqual(
    found.newFindings.map(({ code }) => code),
    ["clipping", "leak"],
  );
  assert.deepEqual(
    found.resolvedFindings.map(({ code }) => code),
    ["file-empty"],
  );
  const graver = { ...before, findings: [finding("clipping", 3, "error")] };
  assert.equal(compareDatasets(was, graver).newFindings.length, 1);
});

test("a report lists the first 1,000 changes and counts all", () => {
  const large = sampleSnapshot({ count: 1500, seed: 2 });
  const found = compareDatasets(large, { ...large, examples: [] });
  assert.equal(found.changes.removed.count, 1500);
  assert.equal(found.changes.removed.changes.length, 1000);
  assert.deepEqual(found.drifts, []);
});
