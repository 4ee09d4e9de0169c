import assert from "node:assert/strict";
import { test } from "node:test";
import type { PipelineProfile } from "../../../src/model/pipeline-profile.ts";
import { type Flow, source } from "../../../src/pipeline/flow.ts";
import { summarizeRun } from "../../../src/profiler/summarize-run.ts";
import { assertClose } from "../../support/assert-close.ts";
import { type SimulatedMachine, simulateMachine } from "../../support/simulated-machine.ts";
import { recordOn } from "../../support/simulated-run.ts";

const list = (count: number): Flow<number> =>
  source("list", () => Array.from({ length: count }, (_, index) => index));

const work =
  (machine: SimulatedMachine, seconds: number) =>
  <T>(value: T): T => {
    machine.work(seconds);
    return value;
  };

async function profileOf(build: (machine: SimulatedMachine) => Flow<unknown>): Promise<PipelineProfile> {
  const machine = simulateMachine();
  return summarizeRun(await recordOn(machine, build(machine)));
}

test("a cache says what each epoch gives, what it keeps, and from when it pays", async () => {
  const { predictions } = await profileOf((machine) =>
    list(40)
      .map("decode", work(machine, 0.004))
      .map("mel", (n) => work(machine, 0.005)(Float32Array.of(n, n, n)))
      .map("scale", work(machine, 0.001))
      .repeat("epochs", 3),
  );
  const cached = predictions.find(({ change }) => change.kind === "cached" && change.stage === "mel");
  assertClose(cached?.cache?.firstEpochExamplesPerSecond ?? 0, 100, { relative: 0.01 });
  assertClose(cached?.cache?.laterEpochsExamplesPerSecond ?? 0, 1000, { relative: 0.01 });
  assert.equal(cached?.cache?.bytesPerExample, 12);
  assert.equal(cached?.cache?.breakEvenEpochCount, 2);
});

test("a cache below a random stage is refused, one above it is not", async () => {
  let calls = 0;
  const { predictions, refusals = [] } = await profileOf((machine) =>
    list(40)
      .map("decode", work(machine, 0.004))
      .map("augment", (n) => work(machine, 0.002)({ n, noise: ++calls }))
      .map("mel", work(machine, 0.005))
      .repeat("epochs", 2),
  );
  const cuts = (of: readonly { readonly change: { readonly stage: string; readonly kind: string } }[]) =>
    of.filter(({ change }) => change.kind === "cached").map(({ change }) => change.stage);
  assert.deepEqual(cuts(predictions), ["decode"]);
  assert.deepEqual(cuts(refusals), ["augment", "mel"]);
  assert.match(refusals[0]?.reason ?? "", /"augment" gives different outputs/);
});

test("what a training step gives is not cached, nor what is drawn by number in each epoch", async () => {
  const { predictions, refusals = [] } = await profileOf((machine) =>
    list(40)
      .map("decode", work(machine, 0.004))
      .repeat("epochs", 3)
      .map("augment", (n, index) => work(machine, 0.002)({ n, noise: index }))
      .consume("train", work(machine, 0.001)),
  );
  const cuts = (of: readonly { readonly change: { readonly stage: string; readonly kind: string } }[]) =>
    of.filter(({ change }) => change.kind === "cached").map(({ change }) => change.stage);
  assert.deepEqual(cuts(predictions), ["decode"]);
  assert.deepEqual(cuts(refusals), ["augment"]);
});

test("when the consumer binds, the advice is to stop", async () => {
  const { advice } = await profileOf((machine) =>
    list(100)
      .map("read", (n) => machine.latency(0.002).then(() => n), { concurrency: 4 })
      .consume("train", () => machine.latency(0.02)),
  );
  assert.equal(advice?.isWorthwhile, false);
  assert.match(advice?.reason ?? "", /"train" is the consumer and binds/);
});

test("threads that cost more to ship to than they save are refused", async () => {
  const machine = {
    ...simulateMachine(),
    measureShipping: () => ({ fixedSeconds: 0.002, secondsPerByte: 0 }),
  };
  const flow = list(60).map("small", work(machine, 0.001)).map("large", work(machine, 0.02));
  const { predictions, refusals = [] } = summarizeRun(await recordOn(machine, flow));
  const moved = predictions
    .filter(({ change }) => change.kind === "parallel")
    .map(({ change }) => change.stage);
  assert.deepEqual([...new Set(moved)], ["large"]);
  assert.ok(refusals.some(({ change, reason }) => change.stage === "small" && /cannot pay/.test(reason)));
});

test("threads get slots for about 8 ms of work each: two for long calls, no more than sixteen for short ones", async () => {
  const slotsPerThread = async (seconds: number): Promise<ReadonlySet<number>> => {
    const { predictions } = await profileOf((machine) => list(200).map("mel", work(machine, seconds)));
    const threaded = predictions.filter(({ change }) => change.kind === "parallel");
    return new Set(threaded.map(({ change }) => change.slotCount! / change.amount!));
  };
  assert.deepEqual(await slotsPerThread(0.0002), new Set([16]));
  assert.deepEqual(await slotsPerThread(0.0021), new Set([4]));
  assert.deepEqual(await slotsPerThread(0.02), new Set([2]));
});

test("a wait of several steps comes back to a busy main thread at each: freeing what holds it is predicted as the runtime then does", async () => {
  const build =
    (hashSeconds: number) =>
    (machine: SimulatedMachine): Flow<unknown> =>
      list(400)
        .map(
          "read",
          async (n) => {
            for (let step = 0; step < 4; step++) await machine.latency(0.0005);
            return n;
          },
          { concurrency: 2 },
        )
        .map("hash", work(machine, hashSeconds));
  const { predictions, run } = await profileOf(build(0.0006));
  const free = predictions.find(({ change }) => change.stage === "hash" && change.kind === "free");
  const after = await profileOf(build(0));
  const measured = after.run.examplesPerSecond / run.examplesPerSecond;
  assert.ok(measured > 1.2, `${measured}`);
  assertClose(free?.speedup ?? 0, measured, { relative: 0.05 });
});

test("the cores are shared out where they help: threads for the heavy stage, slots for the one that waits", async () => {
  const { predictions } = await profileOf((machine) =>
    list(120)
      .map("read", (n) => machine.latency(0.03).then(() => n), { concurrency: 2 })
      .map("heavy", work(machine, 0.01))
      .map("light", work(machine, 0.001)),
  );
  const { change, speedup } = predictions.find((one) => one.change.kind === "allocated") ?? {};
  const parts = change?.parts?.map(({ stage, kind }) => `${stage} ${kind}`);
  assert.deepEqual(parts, ["heavy parallel", "read concurrent"]);
  // 66.7 a second by the slots of read before; 1 / 10 ms of work in one thread, or 2 / 11 ms of both cores, after.
  assert.ok((speedup ?? 0) > 1.4 && (speedup ?? 0) < 2.75, `${speedup}`);
});

test("where nothing that was measured takes time, a change has no throughput: it is refused in words, never NaN", async () => {
  const machine = simulateMachine();
  const flow = source("list", () => Array.from({ length: 40 }, (_, index) => index))
    .map("read", (n) => machine.latency(0.001).then(() => n))
    .repeat("epochs", 2);
  const record = await recordOn(machine, flow);
  // As in a run so short that no time fell into its steady part: it waited, and nobody knows for what.
  const nothing = { busySeconds: 0, holdSeconds: 0, starvedSeconds: 0, loopWaitSeconds: 0 };
  const { predictions, refusals = [] } = summarizeRun({
    ...record,
    slices: [],
    stages: record.stages.map(({ aways: _, aloneSeconds: __, ...stage }) => ({ ...stage, holdsSeconds: [] })),
    snapshots: record.snapshots.map((snapshot) => ({
      ...snapshot,
      idleSeconds: snapshot.timeSeconds,
      stages: snapshot.stages.map((totals) => ({ ...totals, ...nothing })),
    })),
  });
  for (const { examplesPerSecond, speedup } of predictions) {
    assert.ok([...Object.values(examplesPerSecond), speedup].every((value) => !Number.isNaN(value)));
  }
  assert.ok(
    refusals.some(({ change, reason }) => change.stage === "read" && /too short/.test(reason)),
    JSON.stringify({ predictions, refusals }),
  );
});
