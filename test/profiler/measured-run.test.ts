import assert from "node:assert/strict";
import { test } from "node:test";
import { source } from "../../src/pipeline/flow.ts";
import { recordRun } from "../../src/profiler/record-run.ts";
import { summarizeRun } from "../../src/profiler/summarize-run.ts";
import { simulateMachine } from "../support/simulated-machine.ts";
import { recordOn } from "../support/simulated-run.ts";

test("the epoch that fills a cache is apart from the later ones, which stand for the run", async () => {
  const machine = simulateMachine();
  const flow = source("list", () => Array.from({ length: 40 }, (_, index) => index))
    .map("decode", () => machine.work(0.01))
    .cache("cache")
    .map("augment", () => machine.work(0.001))
    .repeat("epochs", 3);
  const { run, stages } = summarizeRun(await recordOn(machine, flow));
  const busy = run.epochs.map(({ busySeconds = [] }) =>
    busySeconds.map((seconds) => Number(seconds.toFixed(6))),
  );
  assert.deepEqual(busy, [
    [0, 0.4, 0, 0.04, 0],
    [0, 0, 0, 0.04, 0],
    [0, 0, 0, 0.04, 0],
  ]);
  assert.deepEqual(
    run.epochs.map(({ outputCount }) => outputCount),
    [40, 40, 40],
  );
  assert.ok(Math.abs(run.examplesPerSecond - 1000) < 1);
  assert.equal(stages[1]?.callCount, 0, "decoding is no part of the later epochs");
  assert.ok(run.warmUpSeconds >= 0.44);
  assert.ok(Math.abs((run.firstOutputSeconds ?? 0) - 0.011) < 1e-9);
  assert.ok(Math.abs((stages[1]?.firstCallSeconds ?? 0) - 0.01) < 1e-9);
});

test("an aborted run gives what has been measured, even while a call is pending for ever", async () => {
  const machine = simulateMachine();
  const controller = new AbortController();
  const flow = source("list", () => Array.from({ length: 40 }, (_, index) => index)).map("decode", (n) => {
    machine.work(0.001);
    if (n < 30) return n;
    setTimeout(() => controller.abort(), 5);
    return new Promise<number>(() => {});
  });
  const limits = { maxOutputs: null, maxSeconds: null, signal: controller.signal };
  const record = await recordRun({ name: "test", parameters: {}, flow }, limits, machine);
  assert.equal(record.snapshots.at(-1)?.outputCount, 30);
});

test("the parts of the overhead add up to the whole", async () => {
  const machine = simulateMachine();
  // A clock that moves by a microsecond whenever it is read: every reading of it is overhead.
  let readings = 0;
  const ticking = { ...machine, now: () => machine.now() + 1e-6 * ++readings };
  const flow = source("list", () => Array.from({ length: 40 }, (_, index) => index)).map("decode", (n) => {
    machine.work(0.001);
    return Float32Array.of(n);
  });
  const limits = { maxOutputs: null, maxSeconds: null };
  const record = await recordRun({ name: "test", parameters: {}, flow }, limits, ticking);
  const parts = Object.values(record.overhead ?? {});
  assert.ok(Math.abs(parts.reduce((sum, part) => sum + part, 0) - record.overheadShare) < 1e-12);
  assert.ok(record.overheadShare > 0.002 && record.overheadShare < 0.05, `${record.overheadShare}`);
});
