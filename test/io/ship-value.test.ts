import assert from "node:assert/strict";
import { test } from "node:test";
import { cargoOf, transferList } from "../../src/io/ship-value.ts";

const whole = new Float32Array(1000);
const view = new Float32Array(whole.buffer, 0, 10);

for (const [what, value, shipped, used] of [
  ["a typed array", whole, 4000, 4000],
  ["a clip of two channels", { id: "a", channels: [new Float32Array(5), new Float32Array(5)] }, 40, 40],
  ["a view, which takes its whole buffer along", { view }, 4000, 40],
  ["two views of one buffer, which travels once", [view, new Float32Array(whole.buffer, 40, 10)], 4000, 80],
  ["plain numbers", [1, 2, 3], 0, 0],
  ["shared memory, which stays where it is", new Float32Array(new SharedArrayBuffer(40)), 0, 0],
  ["nothing", null, 0, 0],
] as const) {
  test(`${what}: ${shipped} bytes are shipped for ${used}`, () => {
    const { shippedByteCount, usedByteCount } = cargoOf(value);
    assert.deepEqual([shippedByteCount, usedByteCount], [shipped, used]);
  });
}

test("only buffers that their arrays fill change hands: others may have other users", () => {
  assert.deepEqual(transferList(cargoOf({ whole })), [whole.buffer]);
  assert.deepEqual(transferList(cargoOf({ view })), []);
  assert.deepEqual(transferList(cargoOf(Buffer.from("pooled"))), []);
});
