import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "../../../src/pipeline/flow.ts";
import { callsOfOthers, isCallable } from "../../../src/profiler/calibrate/calls-of-others.ts";
import { simulateMachine } from "../../support/simulated-machine.ts";
import { recordOn } from "../../support/simulated-run.ts";

test("a round calls each other stage as often as the run did, expansions and batches too", async () => {
  const machine = simulateMachine();
  const calls: string[] = [];
  const told =
    <In, Out>(text: (value: In) => string, output: (value: In) => Out) =>
    (value: In): Out => {
      machine.work(0.001);
      calls.push(text(value));
      return output(value);
    };
  function* halves(value: number): Generator<number> {
    calls.push(`halves ${value}`);
    yield value;
    machine.work(0.001);
    calls.push(`second of ${value}`);
    yield value + 0.5;
  }
  const flow = source("list", () => Array.from({ length: 400 }, (_, index) => index))
    .flatMap("halves", halves)
    .map(
      "scale",
      told<number, number>(
        (value) => `scale ${value}`,
        (value) => 10 * value,
      ),
    )
    .batch("batch", 4, {
      collate: told<readonly number[], number>(
        (values) => `batch ${values.join(" ")}`,
        (values) => values.length,
      ),
    })
    .batch("pairs", 2)
    .map(
      "train",
      told<readonly number[], number>(
        () => "train",
        () => 0,
      ),
    );
  const record = await recordOn(machine, flow);
  const captured = new Map<string, readonly unknown[]>([
    ["halves", [1, 2, 3]],
    ["scale", [1, 1.5, 2]],
    ["batch", [10, 15, 20, 25, 30, 35, 40, 45]],
    ["train", [[4, 4]]],
  ]);
  const others = flow.stages.filter(isCallable);
  assert.deepEqual(
    others.map(({ name }) => name),
    ["halves", "scale", "batch", "train"],
  );
  const round = callsOfOthers("train", others, { captured, record });
  calls.length = 0;
  round?.();
  // Two batches of four, of eight numbers, of four halved ones, come with each call of the last stage.
  assert.deepEqual(calls, [
    ...[
      "halves 1",
      "second of 1",
      "halves 2",
      "second of 2",
      "halves 3",
      "second of 3",
      "halves 1",
      "second of 1",
    ],
    ...["scale 1", "scale 1.5", "scale 2", "scale 1", "scale 1.5", "scale 2", "scale 1", "scale 1.5"],
    ...["batch 10 15 20 25", "batch 30 35 40 45"],
  ]);
});

test("what waits, what has threads and what was never given an input is no company", async () => {
  const machine = simulateMachine();
  const flow = source("list", () => Array.from({ length: 400 }, (_, index) => index))
    .map("download", (value) => machine.latency(0.001).then(() => value))
    .map("mel", (value) => {
      machine.work(0.001);
      return value;
    });
  const record = await recordOn(machine, flow);
  const others = flow.stages.filter(isCallable);
  const captured = new Map([["download", [1, 2]]]);
  assert.equal(callsOfOthers("mel", others, { captured, record }), undefined);
  assert.equal(callsOfOthers("download", others, { captured, record }), undefined);
});
