import assert from "node:assert/strict";
import { test } from "node:test";
import { loadTensorBackend } from "../../../src/io/tensor-backend.ts";
import { source } from "../../../src/pipeline/flow.ts";
import { calibrateStages } from "../../../src/profiler/calibrate/calibrate-stages.ts";
import { freeingTensors } from "../../../src/profiler/calibrate/free-tensors.ts";
import { simulateMachine } from "../../support/simulated-machine.ts";
import { recordOn } from "../../support/simulated-run.ts";

const { tf } = await loadTensorBackend();
const skip = tf === null ? "no tensor backend is installed" : false;

test("tensors that are made meanwhile are freed, others stay", { skip }, () => {
  const before = tf!.ones([3]);
  const count = tf!.memory().numTensors;
  assert.equal(
    freeingTensors(() => tf!.add(before, tf!.ones([3])).shape[0]),
    3,
  );
  assert.throws(() =>
    freeingTensors(() => {
      tf!.ones([4]);
      throw new Error("a stage that fails");
    }),
  );
  assert.equal(tf!.memory().numTensors, count);
  assert.deepEqual([...before.dataSync()], [1, 1, 1]);
  before.dispose();
});

test("stages are timed beside batches of tensors that a consumer frees, and none is left over", {
  skip,
}, async () => {
  const machine = simulateMachine();
  const work = <Value>(value: Value): Value => {
    machine.work(0.001);
    return value;
  };
  const flow = source("list", () => Array.from({ length: 400 }, (_, index) => index))
    .map("augment", (value) => work(Float32Array.of(value, 1)))
    .batch("stack", 8, { collate: (rows) => work(tf!.tensor2d(rows.map((row) => [...row]))) })
    .map("scale", (batch) => work(tf!.mul(batch, 2)))
    .map("sum", (batch) => {
      const [sum = 0] = batch.sum().dataSync();
      batch.dispose();
      return work(sum);
    });
  const record = await recordOn(machine, flow);
  const captured = 48 + 2;
  const count = tf!.memory().numTensors;
  const { alone } = await machine.run(() => calibrateStages(flow, record, machine));
  // Inputs of "sum" were used up by the run that they were captured from: it is neither timed nor company.
  assert.deepEqual([...alone.keys()], ["augment", "stack", "scale"]);
  assert.ok(tf!.memory().numTensors - count < 4 * captured, `${tf!.memory().numTensors - count} tensors`);
});
