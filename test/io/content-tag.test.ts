import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { beginContentTag, contentTag } from "../../src/io/content-tag.ts";
import { contentTagOf } from "../support/content-tag.ts";
import { noise } from "../support/synthetic-signal.ts";

const bytesOf = (count: number): Uint8Array => new Uint8Array(noise(count / 4, 1).buffer);

test("the tag is the SHA-256 of few bytes and the GMAC of many, however they come", async () => {
  const few = bytesOf(2 ** 16);
  assert.equal(contentTag(few), createHash("sha256").update(few).digest("hex"));
  const many = bytesOf(2 ** 16 + 4);
  assert.equal(contentTag(many).length, 32);
  for (const bytes of [few, many, bytesOf(0)]) {
    const expected = await contentTagOf(bytes);
    assert.equal(contentTag(bytes), expected);
    const pieces = beginContentTag(bytes.length);
    for (const [from, to] of [
      [0, 7],
      [7, 7],
      [7, 4096],
      [4096, bytes.length],
    ])
      pieces.update(bytes.subarray(from, to));
    assert.equal(pieces.digest(), expected);
  }
});

test("a changed bit, a cut end and a zero more give other tags", () => {
  for (const count of [1000, 100_000]) {
    const bytes = new Uint8Array(count).fill(3);
    const changed = bytes.slice();
    changed[500]! ^= 4;
    const tags = [bytes, changed, bytes.subarray(1), Uint8Array.of(...bytes, 0)].map(contentTag);
    assert.equal(new Set(tags).size, tags.length);
  }
});
