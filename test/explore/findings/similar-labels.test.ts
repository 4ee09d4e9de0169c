import assert from "node:assert/strict";
import { test } from "node:test";
import { similarLabels } from "../../../src/explore/findings/similar-labels.ts";
import { several } from "../../support/measured-examples.ts";

/** What is found among labels with their counts, as "code rarer". */
function found(counts: Readonly<Record<string, number>>): readonly string[] {
  const items = Object.entries(counts).flatMap(([label, count]) => several(count, `${label}-`, { label }));
  return similarLabels(items).map(({ code, subject }) => `${code}: ${subject}`);
}

test("case, spaces and separators", () => {
  assert.deepEqual(found({ Rooster: 6, ROOSTER: 1, Rain: 4 }), ["label-variants: ROOSTER"]);
  assert.deepEqual(found({ "Dog bark": 9, dog_bark: 2, "Dog-Bark ": 1 }), [
    "label-variants: dog_bark",
    "label-variants: Dog-Bark ",
  ]);
});

test("one slip of a letter in a long and common word", () => {
  for (const slip of [
    "Fire crackeling",
    "Fire crackin",
    "Fire cracklng",
    "Fire carckling",
    "Fire krackling",
  ]) {
    const isOneEdit = slip !== "Fire crackin";
    assert.deepEqual(
      found({ "Fire crackling": 8, [slip]: 1 }),
      isOneEdit ? [`label-misspelt: ${slip}`] : [],
      slip,
    );
  }
});

test("digits, notes, short words and words that are both common are names of their own", () => {
  for (const counts of [
    { "0": 50, "1": 50, "2": 5, "10": 5 },
    { C4: 10, C5: 10, D4: 1, "C#4": 2 },
    { speaker1: 40, speaker2: 4, speaker12: 4 },
    { cat: 40, bat: 1 },
    { house: 20, mouse: 10 },
  ]) {
    assert.deepEqual(found(counts), [], JSON.stringify(counts));
  }
});

test("many labels are compared in linear time", () => {
  const words = Array.from({ length: 5000 }, (_, index) => [
    `word ${index.toString(26).padStart(8, "x")}`,
    1,
  ]);
  assert.ok(Array.isArray(found(Object.fromEntries(words))));
});
