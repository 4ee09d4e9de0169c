import assert from "node:assert/strict";
import { test } from "node:test";
import { compilePattern, examplesByPattern } from "../../src/datasets/file-name-pattern.ts";

const matches = [
  ["{label}_{group}_{index}.wav", "recordings/0_george_12.wav", { label: "0", group: "george", index: "12" }],
  ["{label}_{index}.wav", "dog_bark_3.wav", { label: "dog_bark", index: "3" }],
  ["{split}-{group}-{index}.ogg", "1-100032-A.ogg", { split: "1", group: "100032", index: "A" }],
  ["{label}_{*}.wav", "dog_0_x.WAV", { label: "dog" }],
  ["{label}.{index}", "dog.7.flac", { label: "dog", index: "7" }],
  [
    "{split}/{*}/{label}-{take}.wav",
    "train/day 1/A+B-(2).wav",
    { split: "train", label: "A+B", take: "(2)" },
  ],
  ["({label}) [{index}].wav", "(cat) [1].wav", { label: "cat", index: "1" }],
  ["{label}_{index}.wav", "nounderscore.wav", null],
  ["{label}_{index}.wav", "dog_1.mp3", null],
] as const;

for (const [pattern, path, fields] of matches) {
  test(`${pattern} on ${path}`, () => {
    assert.deepEqual(compilePattern(pattern)(path), fields);
  });
}

const unusable = [
  ["labels.wav", /no field/],
  ["{label}_{index.wav", /braces/],
  ["{label}{index}.wav", /touch/],
  ["{label}_{label}.wav", /\{label\} is there twice/],
  ["{}_{index}.wav", /needs a name/],
] as const;

for (const [pattern, reason] of unusable) {
  test(`${pattern} cannot be used`, () => {
    assert.throws(() => compilePattern(pattern), { name: "SoundingsError", code: "usage", message: reason });
  });
}

test("other fields become attributes, and a file that does not fit is a finding", () => {
  const { examples, findings } = examplesByPattern(
    "/data",
    ["a_b_1.wav", "odd.wav"],
    "{label}_{mood}_{index}.wav",
  );
  assert.deepEqual(examples[0], {
    id: "a_b_1.wav",
    path: "/data/a_b_1.wav",
    label: "a",
    split: null,
    group: null,
    attributes: { mood: "b", index: "1" },
  });
  assert.equal(examples[1]?.label, null);
  assert.deepEqual(
    findings.map(({ code, subject }) => [code, subject]),
    [["file-unmatched", "odd.wav"]],
  );
});

test("a pattern that fits no file is the caller's mistake, and the hint shows how files are named", () => {
  assert.throws(() => examplesByPattern("/data", ["one.wav", "two.wav"], "{label}_{index}.wav"), {
    code: "usage",
    hint: /one\.wav, two\.wav/,
  });
});
