import assert from "node:assert/strict";
import { test } from "node:test";
import type { PipelineProfile } from "../../src/model/pipeline-profile.ts";
import type { Prediction } from "../../src/model/prediction.ts";
import { type Flow, source } from "../../src/pipeline/flow.ts";
import { recordRun } from "../../src/profiler/record-run.ts";
import { summarizeRun } from "../../src/profiler/summarize-run.ts";
import { type SimulatedMachine, simulateMachine } from "../support/simulated-machine.ts";

/** Times of the pipeline of the worked example, in seconds. */
interface Times {
  readonly read: number;
  readonly readSlots: number;
  readonly decode: number;
  readonly augment: number;
  readonly mel: number;
}

const worked: Times = { read: 0.012, readSlots: 4, decode: 0.001, augment: 0.006, mel: 0.002 };

/** Read 12 ms of latency in four slots; decode 1, augment 6, mel 2 ms on the main thread; batches of 8 at 1.4 ms each. */
function workedFlow(machine: SimulatedMachine, times: Times): Flow<unknown> {
  const busy = (seconds: number) => (n: number) => {
    machine.work(seconds);
    return n;
  };
  return source("list", () => Array.from({ length: 4000 }, (_, index) => index))
    .map(
      "read",
      async (n) => {
        await machine.latency(times.read);
        return n;
      },
      { concurrency: times.readSlots },
    )
    .map("decode", busy(times.decode))
    .map("augment", busy(times.augment))
    .map("mel", busy(times.mel))
    .batch("batch", 8, {
      collate: (elements) => {
        machine.work(0.001 + 0.00005 * elements.length);
        return elements;
      },
    });
}

async function profileOf(times: Times): Promise<PipelineProfile> {
  const machine = simulateMachine();
  const pipeline = { name: "worked", parameters: {}, flow: workedFlow(machine, times) };
  const limits = { maxOutputs: null, maxSeconds: null };
  return summarizeRun(await machine.run(() => recordRun(pipeline, limits, machine)));
}

function prediction(profile: PipelineProfile, stage: string, kind: "free" | "faster"): Prediction {
  const found = profile.predictions.find(({ change }) => change.stage === stage && change.kind === kind);
  assert.ok(found, `a prediction for ${stage} ${kind}`);
  return found;
}

function assertClose(actual: number, expected: number, ratio: number): void {
  assert.ok(
    Math.abs(actual / expected - 1) <= ratio,
    `${actual} is not within ${100 * ratio} % of ${expected}`,
  );
}

test("the worked example: 73.4 ms of main thread per batch of 8 bound it to 108.99 examples per second", async () => {
  const profile = await profileOf(worked);
  assert.deepEqual(profile.findings, []);
  assertClose(profile.run.examplesPerSecond, 108.99, 0.001);
  const [tightest] = profile.bounds;
  assert.equal(tightest?.resource, "main");
  assertClose(tightest?.demandSeconds ?? 0, 0.0734, 0.001);
  assert.equal(profile.bottleneck.stage, "augment");
  assertClose(profile.bottleneck.utilization, 1, 0.001);
});

test("the longest wait is not the bottleneck: reading holds its slots longer than augmenting takes", async () => {
  const profile = await profileOf(worked);
  const [read, augment] = ["read", "augment"].map((name) =>
    profile.stages.find((stage) => stage.name === name),
  );
  assert.ok(read && augment);
  const holdPerCall = read.holdSeconds / read.callCount;
  assert.ok(holdPerCall > 2 * (augment.busySeconds / augment.callCount), `${holdPerCall}`);
  assert.equal(profile.bottleneck.stage, "augment");
});

test("slot time adds up: service, starved and back-pressured are all of the wall time of all slots", async () => {
  const profile = await profileOf(worked);
  for (const stage of profile.stages) {
    const slots = stage.name === "read" ? 4 : 1;
    const sum = stage.holdSeconds + stage.starvedSeconds + stage.backPressuredSeconds;
    assertClose(sum, slots * profile.run.wallSeconds, 0.001);
  }
});

for (const [stage, kind, times] of [
  ["augment", "faster", { ...worked, augment: 0.003 }],
  ["augment", "free", { ...worked, augment: 0 }],
  ["mel", "free", { ...worked, mel: 0 }],
  ["decode", "faster", { ...worked, decode: 0.0005 }],
] as const) {
  test(`the prediction for "${stage}" ${kind} holds what the changed pipeline then does`, async () => {
    const predicted = prediction(await profileOf(worked), stage, kind).examplesPerSecond;
    const actual = (await profileOf(times)).run.examplesPerSecond;
    assert.ok(
      predicted.low <= actual && actual <= predicted.high,
      `${predicted.low} ${actual} ${predicted.high}`,
    );
  });
}

test("while the main thread binds, what-ifs are right to a fraction of a percent", async () => {
  const profile = await profileOf(worked);
  assertClose(prediction(profile, "augment", "faster").examplesPerSecond.center, 161.9, 0.005);
  assertClose(prediction(profile, "mel", "free").examplesPerSecond.center, 139.3, 0.005);
});

test("with one slot, reading is the bottleneck, and freeing the main thread is said to win nothing", async () => {
  const profile = await profileOf({ ...worked, readSlots: 1 });
  assert.equal(profile.bottleneck.stage, "read");
  assert.equal(profile.bottleneck.resource, "slots:read");
  const { center } = prediction(profile, "decode", "free").examplesPerSecond;
  assertClose(center, profile.run.examplesPerSecond, 0.03);
  const [first] = profile.predictions.filter(({ change }) => change.kind !== "allocated");
  assert.equal(first?.change.stage, "read");
});

test("a slow start is warm-up and stays out of the numbers", async () => {
  const machine = simulateMachine();
  const flow = source("list", () => Array.from({ length: 200 }, (_, index) => index)).map("work", (n) => {
    machine.work(n < 10 ? 0.1 : 0.01);
    return n;
  });
  const limits = { maxOutputs: null, maxSeconds: null };
  const record = await machine.run(() =>
    recordRun({ name: "slow start", parameters: {}, flow }, limits, machine),
  );
  const { run } = summarizeRun(record);
  assert.equal(run.steadyFromExample, 10);
  assertClose(run.warmUpSeconds, 1, 1e-9);
  assertClose(run.examplesPerSecond, 100, 1e-9);
});

test("a consumer that binds ends the search: nothing above it is worth optimising", async () => {
  const machine = simulateMachine();
  const flow = source("list", () => Array.from({ length: 100 }, (_, index) => index))
    .map("decode", () => machine.work(0.001))
    .consume("train", () => machine.work(0.02));
  const limits = { maxOutputs: null, maxSeconds: null };
  const { bottleneck } = summarizeRun(
    await machine.run(() => recordRun({ name: "consumer", parameters: {}, flow }, limits, machine)),
  );
  assert.equal(bottleneck.stage, "train");
  assert.match(bottleneck.reason, /nothing above it is worth optimising/);
});

test("a synchronous stage that asks for concurrency is told that it has no effect", async () => {
  const machine = simulateMachine();
  const flow = source("list", () => [1, 2, 3, 4]).map("decode", (n) => n, { concurrency: 4 });
  const limits = { maxOutputs: null, maxSeconds: null };
  const { findings } = summarizeRun(
    await machine.run(() => recordRun({ name: "sync", parameters: {}, flow }, limits, machine)),
  );
  assert.ok(
    findings.some(({ code, subject }) => code === "concurrency-without-effect" && subject === "decode"),
  );
});

test("nothing measured is an error, never a result", async () => {
  const machine = simulateMachine();
  const flow = source("list", () => [1, 2]).filter("none", () => false);
  const limits = { maxOutputs: null, maxSeconds: null };
  await assert.rejects(
    machine.run(() => recordRun({ name: "none", parameters: {}, flow }, limits, machine)),
    { code: "run", message: /nothing was measured/ },
  );
});
