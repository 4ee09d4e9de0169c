import assert from "node:assert/strict";
import { test } from "node:test";
import { addSize, type OutputSize } from "../../src/profiler/describe-output.ts";

function sizeOf(value: unknown): OutputSize {
  const size: OutputSize = { bytes: 0, audioSeconds: 0, hasDuration: false };
  addSize(value, size);
  return size;
}

/** A dictionary that holds itself, as graphs of objects do. */
function circular(): unknown {
  const value: Record<string, unknown> = {};
  value["self"] = value;
  return value;
}

test("the size of an output is that of all its typed arrays, and the audio that it says it holds", () => {
  assert.equal(sizeOf(new Float32Array(3)).bytes, 12);
  assert.equal(sizeOf([{ left: new Float32Array(3), right: new Int16Array(3) }, Buffer.alloc(2)]).bytes, 20);
  assert.deepEqual(sizeOf({ clip: { durationSeconds: 1.5 } }), {
    bytes: 0,
    audioSeconds: 1.5,
    hasDuration: true,
  });
  assert.equal(sizeOf([{ durationSeconds: 1 }, { durationSeconds: 2 }]).audioSeconds, 3);
  assert.equal(sizeOf(new Map([["a", new Float32Array(3)]])).bytes, 0);
  assert.deepEqual(sizeOf(circular()), { bytes: 0, audioSeconds: 0, hasDuration: false });
});

test("a duration counts once, by the outermost that states it", () => {
  const clip = { durationSeconds: 2, parts: [{ durationSeconds: 0.5 }, { durationSeconds: 0.5 }] };
  assert.equal(sizeOf(clip).audioSeconds, 2);
});
