import assert from "node:assert/strict";
import { test } from "node:test";
import { leakPairs } from "../../src/explore/leak-pairs.ts";
import { measuredExample } from "../support/measured-examples.ts";

const copy = (id: string, split: string | null) =>
  measuredExample(id, { split, measurement: { pcmSha256: "one" } });
const near = { a: "a.wav", b: "z.wav", similarity: 0.9, offsetSeconds: 0, correlation: 0.99 };

test("copies in different splits are pairs with the first of them; copies in one split, or in none, are not", () => {
  const items = [copy("a.wav", "train"), copy("b.wav", "test"), copy("c.wav", "train"), copy("d.wav", null)];
  assert.deepEqual(leakPairs(items, []), {
    pairs: [{ a: "a.wav", b: "b.wav", splitA: "train", splitB: "test", kind: "exact" }],
    pairCount: 1,
  });
});

test("a recording that is encoded anew leaks, too; what is known as an exact copy stays one", () => {
  const items = [copy("a.wav", "train"), copy("b.wav", "test"), measuredExample("z.wav", { split: "test" })];
  assert.deepEqual(
    leakPairs(items, [near]).pairs.map(({ a, b, kind }) => [a, b, kind]),
    [
      ["a.wav", "b.wav", "exact"],
      ["a.wav", "z.wav", "near"],
    ],
  );
});

test("of many pairs the first thousand are listed, and all are counted", () => {
  const items = Array.from({ length: 3000 }, (_, index) =>
    copy(`${index}.wav`, index === 0 ? "train" : "test"),
  );
  const { pairs, pairCount } = leakPairs(items, []);
  assert.deepEqual([pairs.length, pairCount], [1000, 2999]);
});
