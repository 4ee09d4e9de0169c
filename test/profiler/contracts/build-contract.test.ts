import assert from "node:assert/strict";
import { test } from "node:test";
import type { StageContract } from "../../../src/model/pipeline-profile.ts";
import { buildContract } from "../../../src/profiler/contracts/build-contract.ts";

function contractOf(...outputs: readonly unknown[]): StageContract | null {
  const contract = buildContract();
  for (const output of outputs) contract.add(output);
  return contract.finish();
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

test("a clip's contract tells rate, duration, and each channel's mean and deviation", () => {
  const clip = {
    clip: { durationSeconds: 0.5 },
    signal: { sampleRateHertz: 8, channels: [Float32Array.of(1, 3, 1, 3), Float32Array.of(-2, -2, -2, -2)] },
  };
  const contract = contractOf(clip, clip);
  assert.deepEqual(contract?.sampleRatesHertz, [8]);
  assert.deepEqual(contract?.durationSeconds, { min: 0.5, max: 0.5 });
  assert.deepEqual(contract?.channels, [
    { mean: 2, standardDeviation: 1 },
    { mean: -2, standardDeviation: 0 },
  ]);
  assert.deepEqual([contract?.valueCount, contract?.shapes], [16, [{ shape: [2, 4], count: 2 }]]);
});

test("an offset does not eat the digits of a deviation", () => {
  const [channel] = contractOf(Float64Array.of(1e9, 1e9 + 1, 1e9 + 2))?.channels ?? [];
  assert.ok(Math.abs((channel?.standardDeviation ?? 0) - Math.sqrt(2 / 3)) < 1e-9);
});

test("of a very long array evenly spread values are looked at, others in each output", () => {
  const samples = new Float32Array(3 * 2 ** 16);
  samples[1] = Number.NaN;
  assert.equal(contractOf(samples)?.nanCount, 0);
  assert.equal(contractOf(samples, samples)?.nanCount, 1);
});

test("a tensor tells its shape and type; its values stay where they are", () => {
  class Tensor {
    readonly shape = [8, 40];
    readonly dtype = "float32";
  }
  const contract = contractOf(new Tensor());
  assert.deepEqual([contract?.dtype, contract?.shape, contract?.valueCount], ["float32", [8, 40], 0]);
});
