import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "../../../src/pipeline/flow.ts";
import { calibrateStages } from "../../../src/profiler/calibrate/calibrate-stages.ts";
import { summarizeRun } from "../../../src/profiler/summarize-run.ts";
import { assertClose } from "../../support/assert-close.ts";
import { simulateMachine } from "../../support/simulated-machine.ts";
import { recordOn } from "../../support/simulated-run.ts";
import { workedFlow } from "../../support/worked-flow.ts";

test("alone, a read takes its 12 ms, where the busy run saw three times that", async () => {
  const machine = simulateMachine();
  const flow = workedFlow(machine);
  const record = await recordOn(machine, flow);
  const read = record.stages.find(({ name }) => name === "read");
  assert.ok((read?.aways?.highSeconds.at(-1) ?? 0) > 0.03);
  const { calibrations } = await machine.run(() => calibrateStages(flow, record, machine));
  const found = calibrations.find(({ stage }) => stage === "read");
  assertClose(found?.serviceSeconds ?? 0, 0.012, { relative: 1e-6 });
  assertClose(found?.crowdedSeconds ?? 0, 0.012, { relative: 1e-6 });
});

test("batches of three sizes give the fixed and the growing part of their cost, and another size is predicted from it", async () => {
  const machine = simulateMachine();
  const flow = workedFlow(machine);
  const record = await recordOn(machine, flow);
  const calibrated = await machine.run(() => calibrateStages(flow, record, machine));
  const cost = calibrated.batchCosts.get("batch");
  assert.deepEqual(cost?.sizes, [4, 8, 16]);
  assertClose(cost.fixedSeconds, 0.001, { relative: 1e-6 });
  assertClose(cost.secondsPerElement, 0.00005, { relative: 1e-6 });
  const predicted = summarizeRun(record, calibrated).predictions.find(
    ({ change }) => change.kind === "batched" && change.amount === 32,
  );
  const other = simulateMachine();
  const actual = summarizeRun(await recordOn(other, workedFlow(other, { batchSize: 32 }))).run;
  assertClose(predicted?.examplesPerSecond.center ?? 0, actual.examplesPerSecond, { relative: 0.005 });
});

test("without a calibration another size of batches is refused", async () => {
  const machine = simulateMachine();
  const { predictions, refusals = [] } = summarizeRun(await recordOn(machine, workedFlow(machine)));
  assert.equal(
    predictions.some(({ change }) => change.kind === "batched"),
    false,
  );
  assert.ok(refusals.some(({ change }) => change.kind === "batched"));
});

test("a stage that others make slower is timed alone, and what they cost it goes with them", async () => {
  const machine = simulateMachine();
  let endedAt = 0;
  const flow = source("list", () => Array.from({ length: 800 }, (_, index) => index))
    .map("augment", (value) => {
      machine.work(0.006);
      return value;
    })
    .map("mel", (value) => {
      machine.work(machine.now() - endedAt > 0.001 ? 0.003 : 0.002);
      endedAt = machine.now();
      return value;
    });
  const record = await recordOn(machine, flow);
  const calibrated = await machine.run(() => calibrateStages(flow, record, machine));
  const found = calibrated.calibrations.find(({ stage }) => stage === "mel");
  assertClose(found?.serviceSeconds ?? 0, 0.002, { relative: 1e-6 });
  const free = summarizeRun(record, calibrated).predictions.find(
    ({ change }) => change.kind === "free" && change.stage === "augment",
  );
  assertClose(free?.speedup ?? 0, 9 / 2, { relative: 0.01 });
});

test("between two calls of a stage the others are called as often as in the run", async () => {
  const machine = simulateMachine();
  let endedAt = 0;
  const flow = source("list", () => Array.from({ length: 1600 }, (_, index) => index))
    .map("frame", (value) => {
      machine.work(0.001);
      return value;
    })
    .batch("batch", 8)
    .map("project", (values) => {
      machine.work(machine.now() - endedAt > 0.007 ? 0.003 : 0.002);
      endedAt = machine.now();
      return values;
    });
  const record = await recordOn(machine, flow);
  const { alone } = await machine.run(() => calibrateStages(flow, record, machine));
  // Eight frames take 8 ms, after which a product takes half as long again; one frame would not.
  assertClose(alone.get("project")?.aloneRatio ?? 0, 2 / 3, { relative: 1e-3 });
});

test("what interrupts a stage in company may go with it or not: the interval holds both", async () => {
  const machine = simulateMachine();
  let garbage = 0;
  const flow = source("list", () => Array.from({ length: 800 }, (_, index) => index))
    .map("augment", (value) => {
      machine.work(0.006);
      garbage++;
      return value;
    })
    .map("mel", (value) => {
      // What the stage above leaves behind is collected here.
      machine.work(garbage >= 10 ? 0.012 : 0.002);
      if (garbage >= 10) garbage = 0;
      return value;
    });
  const record = await recordOn(machine, flow);
  const calibrated = await machine.run(() => calibrateStages(flow, record, machine));
  const free = summarizeRun(record, calibrated).predictions.find(
    ({ change }) => change.kind === "free" && change.stage === "augment",
  );
  // 9 ms a call with the pauses: 3 ms are left if they stay, and 2 if they go.
  const base = (free?.examplesPerSecond.center ?? 0) / (free?.speedup ?? 1);
  assert.ok((free?.examplesPerSecond.low ?? 9) / base <= 4.5, `${free?.examplesPerSecond.low}`);
  assert.ok((free?.examplesPerSecond.high ?? 0) / base >= 4.5, `${free?.examplesPerSecond.high}`);
});

test("a wait in which other threads of the process were at work is taken to be their work", async () => {
  const idle = simulateMachine();
  let poolSeconds = 0;
  const machine = {
    ...idle,
    processCpuSeconds: () => idle.processCpuSeconds() + poolSeconds,
    mainThreadSchedule: () => ({ onCpuSeconds: idle.processCpuSeconds(), runQueueSeconds: 0 }),
  };
  const wait = (share: number) => (value: number) =>
    machine.latency(0.004).then(() => {
      poolSeconds += share * 0.004;
      return value;
    });
  const flow = source("list", () => Array.from({ length: 400 }, (_, index) => index))
    .map("download", wait(0.1), { concurrency: 2 })
    .map("zip", wait(0.9), { concurrency: 2 });
  const record = await recordOn(machine, flow);
  const { alone } = await machine.run(() => calibrateStages(flow, record, machine));
  assert.equal(alone.get("download")?.poolShare, undefined);
  assertClose(alone.get("zip")?.poolShare ?? 0, 0.9, { relative: 1e-6 });
  assert.deepEqual(alone.get("zip")?.mainSeconds, [0]);
});
