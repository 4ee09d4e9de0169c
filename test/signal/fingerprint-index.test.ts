import assert from "node:assert/strict";
import { test } from "node:test";
import { matchFingerprints } from "../../src/signal/fingerprint-index.ts";
import { listFingerprints } from "../../src/signal/fingerprint-list.ts";

const matchesOf = (fingerprints: readonly Uint32Array[]) => [
  ...matchFingerprints(listFingerprints(fingerprints, fingerprints.length)),
];

/** Words of a linear congruential generator. */
function randomWords(count: number, seed: number): Uint32Array {
  let state = seed;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 16;
  };
  return Uint32Array.from({ length: count }, () => next() * 65536 + next());
}

/** About one bit in ten flipped. */
function damaged(words: Uint32Array, seed: number): Uint32Array {
  const [a, b, c] = [seed, seed + 1, seed + 2].map((each) => randomWords(words.length, each));
  return words.map((word, index) => (word ^ (a![index]! & b![index]! & c![index]!)) >>> 0);
}

const strangers = Array.from({ length: 300 }, (_, seed) => randomWords(200, 1000 + seed));

test("strangers do not match", () => {
  assert.deepEqual(matchesOf(strangers), []);
});

test("a damaged copy that starts 19 words later is found, with its offset", () => {
  const copy = damaged(strangers[7]!.subarray(19), 5);
  const [match, ...rest] = matchesOf([...strangers, copy]);
  assert.deepEqual(rest, []);
  assert.deepEqual([match?.a, match?.b, match?.offsetWords], [7, 300, 19]);
  assert.ok(Math.abs(match!.similarity - 0.875) < 0.02);
});

test("a copy that starts earlier has a negative offset", () => {
  const [match] = matchesOf([strangers[0]!.subarray(30), strangers[0]!]);
  assert.deepEqual(match, { a: 0, b: 1, offsetWords: -30, similarity: 1 });
});

test("each of a hundred copies of one clip is linked to another", () => {
  const copies = Array.from({ length: 100 }, (_, seed) => damaged(strangers[0]!, 10 * seed));
  const matches = matchesOf(copies);
  for (let index = 1; index < 100; index += 1) assert.ok(matches.some(({ b }) => b === index));
});

test("silence matches nothing", () => {
  const silence = new Uint32Array(200);
  assert.deepEqual(matchesOf([silence, silence]), []);
});

test("fingerprints are compared where they lie in a larger array, and copies of it elsewhere", () => {
  const joined = Uint32Array.from([...strangers[0]!, ...strangers[1]!]);
  const parts = [joined.subarray(0, 200), joined.subarray(200), strangers[1]!];
  assert.deepEqual(matchesOf(parts), [{ a: 1, b: 2, offsetWords: 0, similarity: 1 }]);
});

test("a long fingerprint is found by the keys that stand for it", () => {
  const long = randomWords(5000, 77);
  const [match, ...rest] = matchesOf([...strangers, long, damaged(long.subarray(1000), 3)]);
  assert.deepEqual(rest, []);
  assert.deepEqual([match?.a, match?.b, match?.offsetWords], [300, 301, 1000]);
});

test("nothing to compare gives nothing", () => {
  assert.deepEqual(matchesOf([]), []);
  assert.deepEqual(matchesOf([strangers[0]!]), []);
});
