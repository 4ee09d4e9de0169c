import assert from "node:assert/strict";
import { test } from "node:test";
import { matchHashes } from "../../../src/signal/images/match-hashes.ts";
import { seededRandom } from "../../../src/stats/random.ts";

function bitsApart(a: string, b: string): number {
  return (BigInt(`0x${a}`) ^ BigInt(`0x${b}`)).toString(2).replaceAll("0", "").length;
}

test("every pair of hashes within 11 bits is found, and no other: as a look at all pairs does", () => {
  const random = seededRandom(5);
  const word = (): string =>
    Array.from({ length: 16 }, () => Math.floor(16 * random.next()).toString(16)).join("");
  const hashes = Array.from({ length: 60 }, word).flatMap((hash) => [
    hash,
    flipped(hash, Math.floor(16 * random.next())),
  ]);
  function flipped(hash: string, count: number): string {
    const bits = random.shuffle(Array.from({ length: 64 }, (_, bit) => bit)).slice(0, count);
    const mask = bits.reduce((sum, bit) => sum | (1n << BigInt(bit)), 0n);
    return (BigInt(`0x${hash}`) ^ mask).toString(16).padStart(16, "0");
  }
  const expected = hashes.flatMap((b, at) =>
    hashes
      .slice(0, at)
      .flatMap((a, before) => (bitsApart(a, b) <= 11 ? [`${before} ${at} ${bitsApart(a, b)}`] : [])),
  );
  const found = matchHashes(hashes, { mostDistance: 11, mostMatches: 100 });
  assert.ok(expected.length > 30, `only ${expected.length} pairs were planted`);
  assert.deepEqual(found.map(({ a, b, distance }) => `${a} ${b} ${distance}`).sort(), expected.sort());
});

test("of many that are equal the nearest are kept", () => {
  const found = matchHashes(
    Array.from({ length: 50 }, () => "00ff00ff00ff00ff"),
    { mostDistance: 0, mostMatches: 2 },
  );
  assert.equal(found.length, 1 + 2 * 48);
});
