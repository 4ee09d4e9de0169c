import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "../../../src/pipeline/flow.ts";
import {
  type ModelledPipeline,
  type ModelledStage,
  replaceStage,
  scaleTimes,
} from "../../../src/profiler/model/modelled-pipeline.ts";
import { simulate } from "../../../src/profiler/model/simulate.ts";
import { replay } from "../../../src/profiler/model/simulated-operators.ts";
import { summarizeRun } from "../../../src/profiler/summarize-run.ts";
import { seededRandom } from "../../../src/stats/random.ts";
import { assertClose } from "../../support/assert-close.ts";
import { simulateMachine } from "../../support/simulated-machine.ts";
import { recordOn } from "../../support/simulated-run.ts";

const plain = { slotCount: 1, threadCount: 0, size: 1, outputsPerCall: 1, awaySeconds: [] as number[] };

/** Times about a mean: all the same, or uniform within 50 % of it. */
type Times = (seconds: number, seed: number) => readonly number[];
const fixed: Times = (seconds) => [seconds];
const jittered: Times = (seconds, seed) => {
  const random = seededRandom(seed);
  return Array.from({ length: 997 + 2 * seed }, () => seconds * (0.5 + random.next()));
};

function onMain(name: string, mainSeconds: readonly number[]): ModelledStage {
  return { ...plain, name, kind: "call", place: "main", mainSeconds };
}

/** Read 12 ms in four slots; decode 1, augment 6, mel 2 ms; batches of 8 at 1.4 ms. */
function worked(times: Times): ModelledPipeline {
  const read = { ...plain, name: "read", kind: "call", place: "await", slotCount: 4 } as const;
  return {
    otherSeconds: 0,
    stages: [
      { ...read, mainSeconds: [0], awaySeconds: times(0.012, 1) },
      onMain("decode", times(0.001, 2)),
      onMain("augment", times(0.006, 3)),
      onMain("mel", times(0.002, 4)),
      { ...onMain("batch", times(0.0014, 5)), kind: "batch", size: 8 },
    ],
  };
}

const run = { outputCount: 800, warmUpCount: 20, seed: 1 };
const examplesPerSecond = (model: ModelledPipeline): number => 8 * simulate(model, run);

test("the worked example runs at the bound of its main thread, 108.99 examples per second", () => {
  assertClose(examplesPerSecond(worked(fixed)), 108.99, { relative: 1e-4 });
});

/** The runtime itself with the same stages, on a machine whose clock is simulated. */
async function runtimeExamplesPerSecond(model: ModelledPipeline): Promise<number> {
  const machine = simulateMachine();
  const [read, decode, augment, mel, batch] = model.stages;
  const mainOf = (stage: ModelledStage | undefined) => {
    const seconds = replay(stage?.mainSeconds ?? [], 0);
    return <T>(value: T): T => {
      machine.work(seconds());
      return value;
    };
  };
  const away = replay(read?.awaySeconds ?? [], 0);
  const flow = source("list", () => Array.from({ length: 6400 }, (_, index) => index))
    .map("read", (n) => machine.latency(away()).then(() => n), { concurrency: read?.slotCount ?? 1 })
    .map("decode", mainOf(decode))
    .map("augment", mainOf(augment))
    .map("mel", mainOf(mel))
    .batch("batch", 8, { collate: mainOf(batch) });
  return summarizeRun(await recordOn(machine, flow)).run.examplesPerSecond;
}

for (const [what, stage, change] of [
  ["as it is", "augment", (s: ModelledStage) => s],
  ["augment 2x faster", "augment", (s: ModelledStage) => scaleTimes(s, 0.5)],
  ["augment 10x faster", "augment", (s: ModelledStage) => scaleTimes(s, 0.1)],
  ["augment free", "augment", (s: ModelledStage) => scaleTimes(s, 0)],
  ["mel free", "mel", (s: ModelledStage) => scaleTimes(s, 0)],
  ["one slot to read", "read", (s: ModelledStage) => ({ ...s, slotCount: 1 })],
] as const) {
  test(`the model runs as the runtime does: ${what}, services within 50 % of their means`, async () => {
    const model = replaceStage(worked(jittered), stage, change);
    assertClose(examplesPerSecond(model), await runtimeExamplesPerSecond(model), { relative: 0.01 });
  });
}

const onThreads = (threadCount: number) => (stage: ModelledStage) => ({
  ...stage,
  ...{ place: "threads" as const, slotCount: 4 * threadCount, threadCount },
  ...{ mainSeconds: [0.0008], awaySeconds: stage.mainSeconds },
});

/** The runtime with a stage in threads: sent and received on the main thread, served in order by the first that is free. */
async function runtimeOnThreads(threadCount: number): Promise<number> {
  const machine = simulateMachine();
  const freeAtSeconds = Array.from({ length: threadCount }, () => 0);
  const augment = async (n: number): Promise<number> => {
    machine.work(0.0004);
    const thread = freeAtSeconds.indexOf(Math.min(...freeAtSeconds));
    freeAtSeconds[thread] = Math.max(machine.now(), freeAtSeconds[thread]!) + 0.006;
    await machine.latency(freeAtSeconds[thread]! - machine.now());
    machine.work(0.0004);
    return n;
  };
  const work = (seconds: number) => (n: number) => {
    machine.work(seconds);
    return n;
  };
  const flow = source("list", () => Array.from({ length: 6400 }, (_, index) => index))
    .map("read", (n) => machine.latency(0.012).then(() => n), { concurrency: 4 })
    .map("decode", work(0.001))
    .map("augment", augment, { concurrency: 4 * threadCount })
    .map("mel", work(0.002))
    .batch("batch", 8, { collate: () => machine.work(0.0014) });
  return summarizeRun(await recordOn(machine, flow)).run.examplesPerSecond;
}

for (const [threadCount, bound] of [
  [1, 166.67],
  [4, 251.57],
] as const) {
  test(`augment on ${threadCount} of its threads, shipped for 0.8 ms: as the runtime does, within ${bound}`, async () => {
    const predicted = examplesPerSecond(replaceStage(worked(fixed), "augment", onThreads(threadCount)));
    assert.ok(predicted <= bound * 1.001, `${predicted}`);
    assertClose(predicted, await runtimeOnThreads(threadCount), { relative: 0.02 });
  });
}

test("augment on whole batches, for 1 ms and 0.2 ms an example: within its bound of 285.7, once a whole batch is read ahead", () => {
  const grouped: ModelledStage = { ...onMain("group", [0]), kind: "batch", size: 8 };
  const split: ModelledStage = { ...onMain("split", [0]), outputsPerCall: 8 };
  const model = worked(jittered);
  const stages = model.stages.flatMap((stage) =>
    stage.name === "augment" ? [grouped, onMain("augment", jittered(0.0026, 3)), split] : [stage],
  );
  const withSlots = (slotCount: number): number =>
    examplesPerSecond(replaceStage({ ...model, stages }, "read", (read) => ({ ...read, slotCount })));
  assertClose(withSlots(8), 283.7, { relative: 0.03 });
  // A batch holds the loop for 28 ms, in which four slots read four of its eight: the other four are waited for.
  assertClose(withSlots(4), 8 / (0.028 + 0.012), { relative: 0.03 });
});

test("the same seed gives the same number", () => {
  assert.equal(simulate(worked(jittered), run), simulate(worked(jittered), run));
});

test("a filter that keeps half of the elements doubles the work above it", () => {
  const stages = [onMain("work", [0.01]), { ...onMain("keep", [0]), outputsPerCall: 0.5 }];
  assertClose(simulate({ stages, otherSeconds: 0 }, { ...run, outputCount: 20_000 }), 50, { relative: 0.02 });
});

test("a queue lets a wait above it overlap with work below it", () => {
  const read = { ...plain, name: "read", kind: "call", place: "await" } as const;
  const stages: ModelledStage[] = [
    { ...read, mainSeconds: [0], awaySeconds: [0.01] },
    { ...plain, name: "queue", kind: "prefetch", place: "main", size: 4, mainSeconds: [] },
    onMain("work", [0.01]),
  ];
  assertClose(simulate({ stages, otherSeconds: 0 }, run), 100, { relative: 0.01 });
});
