import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  base64ByteCount,
  base64OfBytes,
  hexOfBytes,
  readBase64,
  readHex,
} from "../../src/model/text-bytes.ts";

test("bytes are written as Node.js writes them, and read again", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      const hex = Buffer.from(bytes).toString("hex");
      const base64 = Buffer.from(bytes).toString("base64");
      assert.equal(hexOfBytes(bytes), hex);
      assert.equal(base64OfBytes(bytes), base64);
      const [fromHex, fromBase64] = [new Uint8Array(bytes.length), new Uint8Array(base64ByteCount(base64))];
      assert.equal(readHex(hex, fromHex), true);
      assert.equal(readBase64(base64, fromBase64), true);
      assert.deepEqual(fromHex, bytes);
      assert.deepEqual(fromBase64, bytes);
    }),
  );
});

test("a text that would be written otherwise is refused", () => {
  const isHex = (text: string): boolean => readHex(text, new Uint8Array(2));
  assert.deepEqual(["00ff", "00fF", "00f", "00fff", "00fg", "00f鳥"].map(isHex), [
    true,
    ...Array(5).fill(false),
  ]);
  const isBase64 = (text: string): boolean => readBase64(text, new Uint8Array(base64ByteCount(text)));
  assert.deepEqual(["", "AQ==", "AQI=", "AR==", "AQJ=", "AQ", "A===", "=AQ=", "A鳥I="].map(isBase64), [
    true,
    true,
    true,
    ...Array(6).fill(false),
  ]);
});
