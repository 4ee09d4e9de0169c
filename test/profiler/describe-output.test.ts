import assert from "node:assert/strict";
import { test } from "node:test";
import type { StageContract } from "../../src/model/pipeline-profile.ts";
import {
  addSize,
  addToContract,
  emptyContract,
  finishContract,
  type OutputSize,
} from "../../src/profiler/describe-output.ts";

function contractOf(...outputs: readonly unknown[]): StageContract | null {
  const contract = emptyContract();
  for (const output of outputs) addToContract(contract, output);
  return finishContract(contract);
}

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

for (const [what, outputs, dtype, shape] of [
  ["a typed array", [new Float32Array(3)], "float32", [3]],
  ["a batch of typed arrays", [[new Int16Array(3), new Int16Array(3)]], "int16", [2, 3]],
  ["a batch of images", [[[new Uint8Array(4), new Uint8Array(4)]]], "uint8", [1, 2, 4]],
  ["the bytes of a file", [Buffer.from("RIFF")], "uint8", [4]],
  ["a clip", [{ id: "a.wav", signal: { channels: [new Float32Array(5)] } }], "float32", [1, 5]],
  ["a tensor that states its shape", [{ shape: [2, 3], data: new Float32Array(6) }], "float32", [2, 3]],
  ["a stated shape that does not fit", [{ shape: [2, 4], data: new Float32Array(6) }], "float32", [6]],
  ["clips of different lengths", [new Float32Array(3), new Float32Array(4)], "float32", [null]],
  ["a last batch that is short", [[[new Float32Array(3)]], [[new Float32Array(4)]]], "float32", [1, 1, null]],
  ["outputs of different rank", [new Float32Array(3), [new Float32Array(3)]], "float32", [null]],
  ["outputs of different types", [new Float32Array(3), new Float64Array(3)], "mixed", [3]],
  ["a number", [3], null, null],
  ["nothing", [undefined], null, null],
  ["an empty batch", [[]], null, null],
  ["big integers", [new BigInt64Array(2)], null, null],
  ["an object that holds itself", [circular()], null, null],
] as const) {
  test(`${what} is ${dtype ?? "no array"}${shape === null ? "" : ` of [${shape.join(", ")}]`}`, () => {
    const contract = contractOf(...outputs);
    assert.deepEqual([contract?.dtype, contract?.shape], [dtype, shape]);
    assert.equal(contract?.sampledCount, outputs.length);
  });
}

test("range and NaN are those of all outputs looked at", () => {
  const contract = contractOf(Float32Array.of(1, Number.NaN, -2), Float32Array.of(Number.NaN, 3, 0));
  assert.deepEqual([contract?.min, contract?.max, contract?.nanCount], [-2, 3, 2]);
});

test("an infinite end of a range is none: JSON could not hold it", () => {
  const contract = contractOf(Float32Array.of(1, Number.POSITIVE_INFINITY));
  assert.deepEqual([contract?.min, contract?.max], [1, null]);
});

test("nothing looked at is no contract", () => {
  assert.equal(contractOf(), null);
});

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
