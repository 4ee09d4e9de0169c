import assert from "node:assert/strict";
import { test } from "node:test";
import { redactDataset, withoutMarks } from "../../src/explore/redact-dataset.ts";
import { datasetOf, measurementsOf, several } from "../support/measured-examples.ts";

const items = [
  ...several(6, "often", { label: "often", group: "ann" }),
  ...several(3, "rare", { label: "rare", group: "bob" }),
  ...several(2, "rarer", { label: "rarer", group: "eve" }),
];
const clips = measurementsOf(items).map((measurement) => ({ measurement, meyda: null }));
const { merged, marked, clips: redacted } = redactDataset(datasetOf(items), clips);

test("files keep their order under aliases, and their measurements go with them", () => {
  assert.deepEqual(
    merged.examples.map(({ id }) => id),
    marked.examples.map(({ id }) => id),
  );
  assert.equal(merged.examples[0]!.id, "clip-01.wav");
  assert.equal(merged.examples.at(-1)!.id, "clip-11.wav");
  assert.deepEqual(
    redacted.map(({ measurement }) => measurement.exampleId),
    merged.examples.map(({ id }) => id),
  );
  assert.deepEqual(
    merged.examples.map(({ path }) => path),
    items.map(({ example }) => example.path),
  );
});

test("labels and groups of fewer than 5 examples are one; larger ones keep their names", () => {
  const labels = merged.examples.map(({ label }) => label);
  assert.deepEqual([...new Set(labels)], ["often", "(rare labels)"]);
  assert.deepEqual([...new Set(merged.examples.map(({ group }) => group))], ["ann", "(rare groups)"]);
});

test("findings see rare categories apart, without their names, and no mark of it is left at the end", () => {
  const labels = [...new Set(marked.examples.map(({ label }) => label))];
  assert.equal(labels.length, 3);
  assert.ok(labels.every((label) => !/rare/.test(label!)));
  assert.deepEqual(withoutMarks({ [labels[1]!]: [`${labels[2]} and ${labels[0]}`] }), {
    "(rare labels)": ["(rare labels) and often"],
  });
});

test("what a listing says of itself is hidden, but not how often and how grave", () => {
  const evidence = {
    observed: "secret.wav",
    expected: 2,
    count: 3,
    rule: "of secret.csv",
    examples: ["secret.wav"],
  };
  const finding = {
    code: "file-missing",
    severity: "error",
    subject: "secret.wav",
    message: "secret",
    evidence,
  } as const;
  const [told] = redactDataset({ ...datasetOf(items), findings: [finding] }, clips).merged.findings;
  assert.doesNotMatch(JSON.stringify(told), /secret/);
  assert.deepEqual(
    [told!.code, told!.severity, told!.evidence.count, told!.evidence.expected],
    ["file-missing", "error", 3, 2],
  );
});
