import assert from "node:assert/strict";
import { test } from "node:test";
import { bitmapUrl } from "../../../src/report/components/bitmap.ts";

test("a bitmap of 16 colours, its lowest row first, two levels a byte", () => {
  const levels = Uint8Array.from([1, 2, 3, 15, 0, 14]);
  const url = bitmapUrl({ columnCount: 3, rowCount: 2, levels });
  const bytes = Buffer.from(url.replace("data:image/bmp;base64,", ""), "base64");
  assert.equal(bytes.toString("latin1", 0, 2), "BM");
  assert.equal(bytes.readUInt32LE(2), bytes.length);
  const pixels = bytes.readUInt32LE(10);
  assert.deepEqual([bytes.readInt32LE(18), bytes.readInt32LE(22), bytes.readUInt16LE(28)], [3, 2, 4]);
  assert.deepEqual([...bytes.subarray(pixels)], [0xf0, 0xe0, 0, 0, 0x12, 0x30, 0, 0]);
});
