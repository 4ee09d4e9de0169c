import assert from "node:assert/strict";
import { test } from "node:test";
import type { ModelledPipeline, ModelledStage } from "../../../src/profiler/model/modelled-pipeline.ts";
import type { ThreadCosts } from "../../../src/profiler/run-record.ts";
import { openPredictor } from "../../../src/profiler/what-if/predict-changes.ts";
import type { StageFacts } from "../../../src/profiler/what-if/stage-facts.ts";

const stage = (name: string, seconds: number): ModelledStage => ({
  ...{ name, kind: "call", place: "main", slotCount: 1, threadCount: 0, size: 1, outputsPerCall: 1 },
  ...{ mainSeconds: [seconds], awaySeconds: [] },
});

/** What is known of "mel" once it was tried in threads. */
const triedInThreads = (threadCosts: ThreadCosts): StageFacts => ({
  ...{ name: "mel", kind: "map", inputBytes: 0, outputBytes: 0, outputsPerExample: 1 },
  ...{ isRandom: false, batchCost: undefined, threadCosts },
});

function predictorOf(likely: ModelledPipeline, stages: readonly StageFacts[] = []) {
  const facts = {
    ...{ stages, shipping: { fixedSeconds: 0, secondsPerByte: 0 }, examplesPerOutput: 1 },
    ...{ exampleCount: 1000, isRepeated: false },
  };
  const rates = {
    measuredOutputsPerSecond: 900,
    examplesPerSecond: 900,
    outputCount: 1000,
    runningShare: 1,
    slowestCoreSpeed: 1,
  };
  return openPredictor({ ...{ likely, short: likely, long: likely, watched: likely }, ...rates, facts });
}

test("where passing elements on is what is left, the prediction is the least of the gain", () => {
  const source = { ...stage("clips", 1e-6), kind: "source" } as const;
  const { predict } = predictorOf({ stages: [source, stage("mel", 1e-3)], otherSeconds: 1e-4 });
  const free = predict({ stage: "mel", kind: "free", amount: null });
  assert.equal(free.isLeast, true);
  assert.ok(free.speedup > 9 && free.speedup < 12, `${free.speedup}`);
  assert.equal(predict({ stage: "mel", kind: "faster", amount: 2 }).isLeast, undefined);
});

test("what leaves less than the model's own error is told as at least that gain", () => {
  const source = { ...stage("clips", 1e-6), kind: "source" } as const;
  const free = { stage: "mel", kind: "free", amount: null } as const;
  const gainOver = (restSeconds: number): readonly [number, boolean | undefined] => {
    const stages = [source, stage("mel", 1e-3), stage("scale", restSeconds)];
    const { speedup, isLeast } = predictorOf({ stages, otherSeconds: 0 }).predict(free);
    return [Math.round(speedup), isLeast];
  };
  // 1 of 168 parts is left, and 1 of 20.
  assert.deepEqual(gainOver(5e-6), [50, true]);
  assert.deepEqual(gainOver(5.2e-5), [20, undefined]);
});

test("a wait that goes takes along turns of the event loop that were counted around the stages: the prediction is the least", () => {
  const source = { ...stage("clips", 1e-6), kind: "source" } as const;
  const read = { ...stage("read", 1e-5), place: "await", awaySeconds: [5e-3] } as const;
  const stages = [source, read, stage("mel", 1e-3)];
  const free = { stage: "read", kind: "free", amount: null } as const;
  assert.equal(predictorOf({ stages, otherSeconds: 1.5e-4 }).predict(free).isLeast, true);
  assert.equal(predictorOf({ stages, otherSeconds: 5e-5 }).predict(free).isLeast, undefined);
  const other = { ...read, name: "store" };
  const two = predictorOf({ stages: [...stages, other], otherSeconds: 1.5e-4 });
  assert.equal(two.predict(free).isLeast, undefined);
});

test("cores that are slower together leave less for threads", () => {
  const stages = [
    { ...stage("clips", 1e-6), kind: "source" } as const,
    stage("decode", 1e-3),
    { ...stage("mel", 0), place: "threads", threadCount: 1, slotCount: 2, awaySeconds: [1e-3] } as const,
  ];
  const gain = (coreSpeed: number): number =>
    predictorOf({ stages, otherSeconds: 0, coreCount: 2, coreSpeed }).fit.examplesPerSecond;
  assert.ok(Math.abs(gain(1) / 1000 - 1) < 0.02, `${gain(1)}`);
  assert.ok(Math.abs(gain(0.6) / 600 - 1) < 0.1, `${gain(0.6)}`);
});

test("what a call takes alone is what it takes once the time between its calls is gone", () => {
  const source = { ...stage("clips", 1e-6), kind: "source" } as const;
  const mel = { ...stage("mel", 1e-3), aloneRatio: 0.6 };
  const { predict } = predictorOf({ stages: [source, stage("load", 9e-3), mel], otherSeconds: 0 });
  const free = predict({ stage: "load", kind: "free", amount: null });
  // 10 ms an output become 0.6 ms, with next to nothing between two calls.
  assert.ok(Math.abs(free.speedup / (10.001 / 0.601) - 1) < 0.01, `${free.speedup}`);
  // With half of the time between calls left, half of what company costs is left.
  const faster = predict({ stage: "load", kind: "faster", amount: 2 });
  assert.ok(Math.abs(faster.speedup / (10.001 / (4.501 + 0.801)) - 1) < 0.01, `${faster.speedup}`);
});

test("in a thread of its own, call after call, a stage takes what it takes alone", () => {
  const source = { ...stage("clips", 1e-6), kind: "source" } as const;
  const mel = { ...stage("mel", 3e-3), aloneRatio: 0.5 };
  const { predict } = predictorOf({ stages: [source, stage("load", 1e-3), mel], otherSeconds: 0 });
  // 4 ms an output become 1.5 ms in the thread, which binds: 1 ms between calls is left of none.
  const { speedup } = predict({ stage: "mel", kind: "parallel", amount: 1, slotCount: 8 });
  assert.ok(Math.abs(speedup / (4.001 / 1.5) - 1) < 0.1, `${speedup}`);
});

test("a stage that was tried in threads is predicted by what it cost there", () => {
  const source = { ...stage("clips", 1e-6), kind: "source" } as const;
  const facts = triedInThreads({ threadSeconds: 5e-3, mainSeconds: 1e-4, onCoreShare: 1, coreSpeed: 1 });
  const { predict } = predictorOf({ stages: [source, stage("mel", 3e-3)], otherSeconds: 0 }, [facts]);
  const moved = predict({ stage: "mel", kind: "parallel", amount: 2, slotCount: 8 });
  // Two threads at 5 ms a call, where one call on the main thread takes 3.
  assert.ok(Math.abs(moved.speedup / (3.001 / 2.5) - 1) < 0.05, `${moved.speedup}`);
});

test("other stages are as slow beside the threads of a stage as they were when it was tried", () => {
  const source = { ...stage("clips", 1e-6), kind: "source" } as const;
  const facts = triedInThreads({ threadSeconds: 1e-3, mainSeconds: 1e-4, coreSpeed: 1, companyRatio: 0.8 });
  const model = { stages: [source, stage("load", 4e-3), stage("mel", 1e-3)], otherSeconds: 0 };
  const { speedup } = predictorOf(model, [facts]).predict({ stage: "mel", kind: "parallel", amount: 1 });
  // The 4 ms of the main thread become 5, which bind.
  assert.ok(Math.abs(speedup / (5.001 / 5.1) - 1) < 0.02, `${speedup}`);
});

test("calls at work in threads of the system share the cores with the main thread", () => {
  const stages = [
    { ...stage("clips", 1e-6), kind: "source" } as const,
    { ...stage("zip", 0), place: "await", slotCount: 2, awaySeconds: [2e-3], poolShare: 1 } as const,
    stage("mel", 1e-3),
  ];
  const rateOn = (coreCount: number): number =>
    predictorOf({ stages, otherSeconds: 0, coreCount }).fit.examplesPerSecond;
  // Work of 3 ms per output: in 1.5 ms on two cores at best; with three the main thread is never short of one.
  assert.ok(rateOn(3) > 960 && rateOn(3) < 1001, `${rateOn(3)}`);
  assert.ok(rateOn(2) > 600 && rateOn(2) < 760, `${rateOn(2)}`);
});

test("as many threads as cores are predicted by what was tried with as many", () => {
  const source = { ...stage("clips", 1e-6), kind: "source" } as const;
  const onAllCores = { threadSeconds: 4e-3, mainSeconds: 0, coresShare: 0.8 };
  const facts = triedInThreads({ threadSeconds: 2e-3, mainSeconds: 0, coreSpeed: 1, onAllCores });
  const model = { stages: [source, stage("mel", 3e-3)], otherSeconds: 0, coreCount: 2 };
  const { predict } = predictorOf(model, [facts]);
  const moved = (amount: number): number =>
    predict({ stage: "mel", kind: "parallel", amount, slotCount: 8 * amount }).speedup;
  // One thread at 2 ms a call; two at 4 ms, on cores of which they get 0.8.
  assert.ok(Math.abs(moved(1) / (3.001 / 2) - 1) < 0.05, `${moved(1)}`);
  assert.ok(Math.abs(moved(2) / (3.001 / (2 / 0.8)) - 1) < 0.05, `${moved(2)}`);
});
