import assert from "node:assert/strict";
import { test } from "node:test";
import type { Change, Prediction } from "../../../src/model/prediction.ts";
import { type Flow, source } from "../../../src/pipeline/flow.ts";
import { iterateFlow } from "../../../src/pipeline/run-flow.ts";
import type { StageThreads } from "../../../src/pipeline/threads.ts";
import { summarizeRun } from "../../../src/profiler/summarize-run.ts";
import { applyChange } from "../../../src/profiler/verify/apply-change.ts";
import { measurePairs } from "../../../src/profiler/verify/measure-pairs.ts";
import { recordOutputs } from "../../../src/profiler/verify/record-outputs.ts";
import { outcomeOf, verifyPredictions } from "../../../src/profiler/verify/verify-predictions.ts";
import { assertClose } from "../../support/assert-close.ts";
import { simulateMachine } from "../../support/simulated-machine.ts";
import { recordOn } from "../../support/simulated-run.ts";
import { workedFlow } from "../../support/worked-flow.ts";

const pairing = { pairCount: 6, windowSeconds: 1, maxSeconds: 60 };

test("predicted changes are made and measured: each outcome lies in its interval, and recorded outputs stand for a free stage", async () => {
  const machine = simulateMachine();
  const flow = workedFlow(machine, { readSlots: 1 });
  const { predictions } = summarizeRun(await recordOn(machine, flow));
  const verified = await machine.run(() =>
    verifyPredictions(flow, predictions, { ...pairing, changeCount: 5 }, machine),
  );
  const tried = verified.predictions.filter(({ outcome }) => outcome !== undefined);
  assert.ok(tried.length >= 3, `${tried.length} tried, ${JSON.stringify(verified.refusals)}`);
  assert.ok(tried.some(({ change }) => change.kind === "free"));
  assert.ok(tried.some(({ change }) => change.kind === "concurrent"));
  for (const { change, outcome } of tried) {
    assert.ok(outcome?.isWithin, `${change.stage} ${change.kind}: off by ${outcome?.relativeError}`);
    assert.ok(Math.abs(outcome.relativeError) < 0.05, `${change.stage} ${change.kind}`);
  }
});

test("windows of two flows in turn give the rate of each, without what slots and queues had ready", async () => {
  const machine = simulateMachine();
  const pairs = await machine.run(() =>
    measurePairs([workedFlow(machine), workedFlow(machine, { readSlots: 1 })], pairing, machine),
  );
  assert.equal(pairs.length, 6);
  for (const { withoutPerSecond, withPerSecond } of pairs) {
    assertClose(withoutPerSecond, 108.99, { relative: 0.02 });
    assertClose(withPerSecond, 81, { relative: 0.04 });
  }
});

test("windows last as long for either flow, however much faster one is: a few milliseconds would tell nothing", async () => {
  const machine = simulateMachine();
  const calls = [0, 0];
  const [slow, fast] = [0.02, 0.0002].map((seconds, arm) =>
    source("list", () => Array.from({ length: 64 }, (_, index) => index)).map("mel", (n) => {
      calls[arm]!++;
      machine.work(seconds);
      return n;
    }),
  );
  await machine.run(() => measurePairs([slow!, fast!], pairing, machine));
  const secondsOfFast = calls[1]! * 0.0002;
  assert.ok(secondsOfFast > 0.5 * calls[0]! * 0.02, `${secondsOfFast} s`);
});

test("threads that get faster from call to call, as compiled code does, are measured once they no longer do", async () => {
  const machine = simulateMachine();
  let callCount = 0;
  const openThreads = (): StageThreads => ({
    call: async (input) => {
      await machine.latency(0.01 + 0.09 * Math.max(0, 1 - callCount++ / 60));
      return input;
    },
    use: () => ({ startSeconds: 0, cpuSeconds: null, runQueueSeconds: null, gcSeconds: 0 }),
    close: async () => {},
  });
  const declared = source("list", () => Array.from({ length: 64 }, (_, index) => index));
  const onMain = declared.map("mel", (n) => {
    machine.work(0.02);
    return n;
  });
  const inThread = declared.map("mel", (n) => n, { worker: { module: "mel.ts", threadCount: 1 } });
  const pairs = await machine.run(() =>
    measurePairs([onMain, inThread], pairing, { ...machine, openThreads }),
  );
  for (const { withPerSecond } of pairs) assertClose(withPerSecond, 100, { relative: 0.05 });
});

test("where waits end in bursts, a window is long enough to see the wait between them", async () => {
  const machine = simulateMachine();
  const reading = (slots: number): Flow<unknown> =>
    source("files", () => Array.from({ length: 64 }, (_, index) => index)).map(
      "read",
      (n) => machine.latency(0.01).then(() => n),
      { concurrency: slots },
    );
  // Of one slot, 5 examples make a window; of 64, they would be a part of one burst.
  const short = { pairCount: 3, windowSeconds: 0.05, maxSeconds: 60 };
  const pairs = await machine.run(() => measurePairs([reading(1), reading(64)], short, machine));
  for (const { withoutPerSecond, withPerSecond } of pairs) {
    assertClose(withoutPerSecond, 100, { relative: 0.01 });
    assertClose(withPerSecond, 6400, { relative: 0.35 });
  }
});

test("a miss is a miss", () => {
  const examplesPerSecond = {
    center: 150,
    low: 140,
    high: 160,
    confidenceLevel: 0.95,
    method: "bootstrap",
    observationCount: 9,
  } as const;
  const prediction: Prediction = {
    change: { stage: "mel", kind: "free", amount: null },
    examplesPerSecond,
    speedup: 1.5,
    nextBound: "",
  };
  const pair = (withPerSecond: number) =>
    Array.from({ length: 8 }, () => ({ withoutPerSecond: 100, withPerSecond }));
  assert.equal(outcomeOf(prediction, pair(120)).isWithin, false);
  assertClose(outcomeOf(prediction, pair(120)).relativeError, 0.25, { relative: 1e-9 });
  assert.equal(outcomeOf(prediction, pair(141)).isWithin, true);
  assert.equal(outcomeOf(prediction, pair(500)).isWithin, false);
  const least = { ...prediction, isLeast: true } as const;
  assert.equal(outcomeOf(least, pair(500)).isWithin, true, "the least was promised, and more came");
  assert.equal(outcomeOf(least, pair(500)).relativeError, 0);
  assert.equal(outcomeOf(least, pair(120)).isWithin, false);
});

const numbers = (): Flow<number> =>
  source("numbers", () => [1, 2, 3, 4, 5, 6])
    .map("double", (n) => 2 * n)
    .filter("large", (n) => n > 4)
    .flatMap("twice", (n) => [n, n])
    .batch("pairs", 2);

async function outputsOf(flow: Flow<unknown>): Promise<unknown[]> {
  const outputs: unknown[] = [];
  for await (const output of iterateFlow(flow)) outputs.push(output);
  return outputs;
}

for (const stage of ["numbers", "double", "large", "twice", "pairs"]) {
  test(`with the recorded outputs of "${stage}" in its place, the pipeline gives what it gave`, async () => {
    const flow = numbers();
    const stages = new Set([stage]);
    const recorded = await recordOutputs(flow, { exampleCount: 100, stages, openThreads: undefined });
    const applied = applyChange(flow, { stage, kind: "free", amount: null }, recorded);
    assert.ok(applied.kind === "applied");
    assert.deepEqual(await outputsOf(applied.flow), await outputsOf(flow));
  });
}

for (const [change, expected] of [
  [{ stage: "double", kind: "concurrent", amount: 4 }, [["double", "map", 4]]],
  [{ stage: "pairs", kind: "prefetched", amount: 3 }, [["pairs ahead", "prefetch", 3]]],
  [{ stage: "pairs", kind: "batched", amount: 4 }, [["pairs", "batch", 1]]],
] as const) {
  test(`${change.kind} changes the declaration and nothing else`, () => {
    const flow = numbers();
    const applied = applyChange(flow, change as Change, new Map());
    assert.ok(applied.kind === "applied");
    const moved = applied.flow.stages.filter((stage) => !flow.stages.includes(stage));
    assert.deepEqual(
      moved.map(({ name, kind, concurrency }) => [name, kind, concurrency]),
      expected,
    );
  });
}

test("what cannot be made is refused with its reason", () => {
  const refused = (change: Change, flow: Flow<unknown> = numbers()): string => {
    const applied = applyChange(flow, change, new Map());
    return applied.kind === "refused" ? applied.reason : "applied";
  };
  assert.match(refused({ stage: "double", kind: "faster", amount: 2 }), /only a person/);
  assert.match(refused({ stage: "double", kind: "parallel", amount: 2 }), /in which module/);
  assert.match(refused({ stage: "double", kind: "cached", amount: null }), /one pass/);
  const repeated = numbers()
    .repeat("epochs", 2)
    .map("scale", (value) => value);
  assert.match(refused({ stage: "scale", kind: "cached", amount: null }, repeated), /after "epochs"/);
  assert.match(refused({ stage: "gone", kind: "free", amount: null }), /no stage/);
});
