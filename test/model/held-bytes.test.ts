import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { holdBytes } from "../../src/model/held-bytes.ts";
import { heldRows } from "../../src/model/number-rows.ts";

test("byte strings of all lengths stay what they are, and begin where a word may be read", () => {
  const lengths = fc.array(fc.oneof(fc.nat(200), fc.constantFrom(2 ** 18 - 1, 2 ** 18, 2 ** 18 + 5)), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(lengths, (all) => {
      const held = holdBytes();
      const strings = all.map((length, index) => new Uint8Array(length).fill(index + 1));
      const places = strings.map(held.push);
      strings.forEach((bytes, index) => {
        const kept = held.at(places[index]!, bytes.length);
        assert.equal(Buffer.compare(kept, bytes), 0);
        assert.equal(kept.byteOffset % 4, 0);
      });
    }),
    { numRuns: 30 },
  );
});

test("rows are numbered as they come, and found by their number", () => {
  const rows = heldRows(3);
  const count = 700;
  const numbers = Float64Array.from({ length: 3 * count }, (_, index) => index);
  for (let row = 0; row < count; row += 1) assert.equal(rows.push(numbers, 3 * row), row);
  for (const row of [0, 255, 256, 511, 699]) {
    const { numbers: kept, at } = rows.at(row);
    assert.deepEqual([...kept.subarray(at, at + 3)], [3 * row, 3 * row + 1, 3 * row + 2]);
  }
});
