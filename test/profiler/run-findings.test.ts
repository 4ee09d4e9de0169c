import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "../../src/pipeline/flow.ts";
import { summarizeRun } from "../../src/profiler/summarize-run.ts";
import { simulateMachine } from "../support/simulated-machine.ts";
import { recordOn, recordWork, steadyWork } from "../support/simulated-run.ts";

// Each example takes 4 ms, and the first output (16 ms) is warm-up: the example after it is decoded from 16 to 17 ms.
const collected = [
  { startSeconds: 0.0005, durationSeconds: 0.0002 },
  { startSeconds: 0.0165, durationSeconds: 0.0002 },
  { startSeconds: 0.018, durationSeconds: 0.0005 },
  { startSeconds: 0.022, durationSeconds: 0.0005 },
];

test("garbage collection is charged to the stage that it interrupted; what fell into the warm-up is left out", async () => {
  const { stages, run } = summarizeRun(await recordWork(steadyWork, collected));
  assert.deepEqual(
    stages.map(({ name, gcSeconds }) => [name, gcSeconds]),
    [
      ["list", 0],
      ["decode", 0.0002],
      ["mel", 0.001],
      ["batch", 0],
    ],
  );
  assert.ok(Math.abs(run.gcSeconds - 0.0012) < 1e-12);
});

test("a run that collects garbage for a tenth of its time is told which stage makes it", async () => {
  const pauses = Array.from({ length: 36 }, (_, index) => ({
    startSeconds: 0.016 + 0.004 * index + 0.002,
    durationSeconds: 0.001,
  }));
  const { findings } = summarizeRun(await recordWork(steadyWork, pauses));
  const found = findings.find(({ code }) => code === "garbage-collection-heavy");
  assert.equal(found?.subject, "mel");
  assert.match(found?.message ?? "", /25% of the run/);
});

test("NaN in what a stage emits is an error about that stage", async () => {
  const machine = simulateMachine();
  const flow = source("list", () => [1, 2, 3, 4])
    .map("log", (n) => {
      machine.work(0.001);
      return Float32Array.of(Math.log(n - 3), n);
    })
    .map("keep", (spectrum) => spectrum.length);
  const { findings, stages } = summarizeRun(await recordOn(machine, flow));
  const found = findings.filter(({ code }) => code === "output-not-a-number");
  assert.deepEqual(
    found.map(({ subject, severity, evidence }) => [subject, severity, evidence.observed]),
    [["log", "error", 2]],
  );
  assert.deepEqual(stages[1]?.contract?.shape, [2]);
});

test("a short run says that its intervals are wide", async () => {
  const machine = simulateMachine();
  const flow = source("list", () => [1, 2, 3, 4]).map("work", () => machine.work(0.001));
  const { findings } = summarizeRun(await recordOn(machine, flow));
  assert.ok(findings.some(({ code, severity }) => code === "run-short" && severity === "info"));
});

test("a main thread that waits for a core makes its times those of a busy machine", async () => {
  const record = await recordWork(steadyWork);
  const schedule = { onCpuSeconds: 0.12, runQueueSeconds: 0.04 };
  const { run, findings, stages } = summarizeRun({ ...record, schedule });
  assert.ok(Math.abs((run.runQueueShare ?? 0) - 0.25) < 1e-9);
  assert.ok(findings.some(({ code }) => code === "machine-busy"));
  assert.ok(Math.abs((stages[2]?.cpuSeconds ?? 0) / (stages[2]?.busySeconds ?? 1) - 0.75) < 1e-9);
});

test("what a main thread waits for threads of the pipeline is not the fault of other processes", async () => {
  const schedule = { onCpuSeconds: 0.12, runQueueSeconds: 0.04 };
  const { findings } = summarizeRun({ ...(await recordWork(steadyWork)), schedule, othersShare: 0.1 });
  assert.ok(!findings.some(({ code }) => code === "machine-busy"));
  const found = findings.find(({ code }) => code === "threads-crowded");
  assert.equal(found?.severity, "info");
  assert.ok(Math.abs(Number(found?.evidence.observed) - 0.9 * 0.25) < 1e-9);
});

test("cores of unlike speed are told, and the interval of what threads would give is as wide as their ratio", async () => {
  const record = await recordWork(steadyWork);
  const halved = summarizeRun({ ...record, coreSpeed: 1, slowestCoreSpeed: 0.5 });
  const alike = summarizeRun({ ...record, coreSpeed: 1, slowestCoreSpeed: 0.95 });
  const found = halved.findings.find(({ code }) => code === "cores-uneven");
  assert.equal(found?.severity, "warning");
  assert.equal(found?.evidence.observed, 0.5);
  assert.ok(!alike.findings.some(({ code }) => code === "cores-uneven"));
  const widthOf = ({ predictions }: typeof halved, kind: string): number => {
    const { low = 0, high = 0 } =
      predictions?.find(({ change }) => change.kind === kind && change.stage === "mel")?.examplesPerSecond ??
      {};
    return Math.log(high / low);
  };
  assert.ok(widthOf(halved, "parallel") > widthOf(alike, "parallel") + Math.log(2));
  assert.equal(widthOf(halved, "free"), widthOf(alike, "free"));
});
