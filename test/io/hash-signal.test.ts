import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { hashSignal } from "../../src/io/hash-signal.ts";

const one = Float32Array.of(0, 0.5, -0.5);
const two = Float32Array.of(0.25, 0, 1);
const signal = { sampleRateHertz: 8000, channels: [one, two] };

test("a view into a larger buffer hashes like a copy of it", () => {
  const view = Float32Array.of(9, 0, 0.5, -0.5, 9).subarray(1, 4);
  assert.equal(hashSignal({ ...signal, channels: [view, two] }), hashSignal(signal));
});

test("the hash is that of its definition, of a short clip of one channel and of others", () => {
  const definition = (stored: Int16Array | Float32Array): Uint8Array[] => [
    new Uint8Array(Uint32Array.of(stored.length, stored.BYTES_PER_ELEMENT).buffer),
    new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength),
  ];
  const expected = (channelCount: number, parts: readonly Uint8Array[]): string => {
    const head = new Uint8Array(Float64Array.of(8000, channelCount).buffer);
    return createHash("sha256")
      .update(Buffer.concat([head, ...parts]))
      .digest("hex");
  };
  const [narrow, wide] = [Int16Array.of(0, 16_384, -16_384), Float32Array.of(0.1, 0.3)];
  const hash = (...channels: Float32Array[]): string => hashSignal({ sampleRateHertz: 8000, channels });
  assert.equal(hash(one), expected(1, definition(narrow)));
  assert.equal(hash(wide), expected(1, definition(wide)));
  assert.equal(hash(one, one), expected(2, [...definition(narrow), ...definition(narrow)]));
  const [full, rest] = [new Float32Array(65_536).fill(0.3), Float32Array.of(0.3)];
  assert.equal(
    hash(Float32Array.of(...full, ...rest)),
    expected(1, [...definition(full), ...definition(rest)]),
  );
  assert.equal(hash(full), expected(1, definition(full)));
});

const changes = [
  ["rate", { ...signal, sampleRateHertz: 16_000 }],
  ["order of channels", { ...signal, channels: [two, one] }],
  ["number of channels", { ...signal, channels: [Float32Array.of(...one, ...two)] }],
  ["one sample", { ...signal, channels: [one, Float32Array.of(0.25, 0, 0.999)] }],
] as const;

for (const [what, changed] of changes) {
  test(`another ${what} gives another hash`, () => {
    assert.notEqual(hashSignal(changed), hashSignal(signal));
  });
}
