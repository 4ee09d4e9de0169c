import assert from "node:assert/strict";
import { test } from "node:test";
import { bottleneckOf } from "../../src/profiler/bottleneck.ts";
import { boundsOf, limitsOf, tightest } from "../../src/profiler/bounds.ts";
import { changed, type Demands, type StageDemand } from "../../src/profiler/demands.ts";
import { assertClose } from "../support/assert-close.ts";

function stage(name: string, busySeconds: number, more: Partial<StageDemand> = {}): StageDemand {
  return {
    ...{ name, busySeconds, slotCount: 1, isAsynchronous: false, isConsumer: false },
    ...{ loadedHoldSeconds: busySeconds, intrinsicHoldSeconds: busySeconds },
    ...more,
  };
}

/** Reading in slots: 12 ms of latency for each of 8 examples, 17 ms as an await under load sees them. */
const read = (slotCount: number): StageDemand =>
  stage("read", 0, {
    slotCount,
    isAsynchronous: true,
    intrinsicHoldSeconds: 8 * 0.012,
    loadedHoldSeconds: 8 * 0.017,
  });

/** A batch of 8 of the worked example: read 12 ms in 4 slots; decode 1, augment 6, mel 2 ms an example; batch 1.4 ms. */
const worked: Demands = {
  outputCount: 500,
  wallSeconds: 500 * 0.0734,
  examplesPerOutput: 8,
  stages: [
    read(4),
    stage("decode", 8 * 0.001),
    stage("augment", 8 * 0.006),
    stage("mel", 8 * 0.002),
    stage("batch", 0.0014),
  ],
  otherSeconds: 0,
  cpuSeconds: 0.0734,
  coreCount: 2,
};

const examplesPerSecond = (demands: Demands): number =>
  8 * (tightest(limitsOf(demands, "intrinsic"))?.outputsPerSecond ?? Number.NaN);

test("73.4 ms of main thread a batch bound it to 108.99 examples per second; four slots to 333.3", () => {
  const bounds = boundsOf(worked);
  assert.deepEqual(
    bounds.map(({ resource, examplesPerSecond: x }) => [resource, Number(x.toFixed(2))]),
    [
      ["main", 108.99],
      ["cores", 217.98],
      ["slots:read", 333.33],
    ],
  );
});

test("2 MB of disk an output, at 10 MB a second, bound it to 5 outputs per second, and the stage that waits longest is named", () => {
  const disk = { deviceBytes: 500 * 2e6, bytesPerSecond: 1e7 };
  const bounds = boundsOf({ ...worked, disk });
  assert.equal(bounds[0]?.resource, "disk");
  assertClose(bounds[0]?.outputsPerSecond ?? Number.NaN, 5, { relative: 1e-9 });
  assert.match(bounds[0]?.inequality ?? "", /1000000000 bytes from the disk at 1\.000e\+7 bytes\/s/);
  assert.equal(bottleneckOf({ ...worked, disk }, bounds).stage, "read");
  assert.deepEqual(
    boundsOf({ ...worked, disk: { ...disk, deviceBytes: 0 } }).map(({ resource }) => resource),
    boundsOf(worked).map(({ resource }) => resource),
  );
});

test("each bound can be computed again from the numbers of its inequality", () => {
  const disk = { deviceBytes: 123_456_789, bytesPerSecond: 8.7e7 };
  for (const { inequality, outputsPerSecond } of boundsOf({ ...worked, disk })) {
    const numbers = /= (\S+) \/ \((\S+) s .* \/ (\d+) outputs\) = (\S+) outputs\/s$/.exec(inequality);
    const [, capacity, seconds, outputs, stated] = (numbers ?? []).map(Number);
    assertClose((capacity ?? 0) / ((seconds ?? 0) / (outputs ?? 1)), outputsPerSecond, { relative: 1e-3 });
    assertClose(stated ?? 0, outputsPerSecond, { relative: 1e-3 });
  }
});

for (const [what, change, expected] of [
  ["augment 2x faster", { stage: "augment", kind: "faster", amount: 2 }, 161.94],
  ["augment 10x faster", { stage: "augment", kind: "faster", amount: 10 }, 264.9],
  ["augment free", { stage: "augment", kind: "free", amount: null }, 314.96],
  ["mel free", { stage: "mel", kind: "free", amount: null }, 139.37],
  ["reading free changes nothing", { stage: "read", kind: "free", amount: null }, 108.99],
] as const) {
  test(`the worked example with ${what}: ${expected} examples per second`, () => {
    assertClose(examplesPerSecond(changed(worked, change)), expected, { absolute: 0.01 });
  });
}

test("with one slot, reading bounds the run to 83.3, and by waits as seen under load to fewer still", () => {
  const oneSlot = { ...worked, stages: [read(1), ...worked.stages.slice(1)] };
  assertClose(examplesPerSecond(oneSlot), 83.33, { absolute: 0.01 });
  assertClose(8 * (tightest(limitsOf(oneSlot, "loaded"))?.outputsPerSecond ?? 0), 58.82, { absolute: 0.01 });
  assert.equal(bottleneckOf(oneSlot, boundsOf(oneSlot)).resource, "slots:read");
});

test("work in threads can use up the cores while the main thread has time to spare", () => {
  const crowded = { ...worked, cpuSeconds: 0.2 };
  assert.equal(boundsOf(crowded)[0]?.resource, "cores");
  assert.equal(bottleneckOf(crowded, boundsOf(crowded)).stage, "augment");
});

test("threads that work all the time bind, though slots and main thread have time to spare", () => {
  const threads = { count: 1, busySeconds: 8 * 0.011 };
  const augment = stage("augment", 0.001, {
    slotCount: 4,
    isAsynchronous: true,
    intrinsicHoldSeconds: 0.2,
    threads,
  });
  const demands = { ...worked, stages: [augment], otherSeconds: 0 };
  const [tightest] = boundsOf(demands);
  assert.equal(tightest?.resource, "threads:augment");
  assertClose(tightest.examplesPerSecond, 1 / 0.011, { relative: 1e-9 });
  assert.match(
    tightest.inequality,
    /^X <= C \/ D = 1 \/ \(\S+ s of work in the threads of "augment" \/ 500 outputs\)/,
  );
  assert.match(bottleneckOf(demands, boundsOf(demands)).reason, /keeps its one thread at work/);
});

test("time outside every stage counts against the main thread", () => {
  assertClose(examplesPerSecond({ ...worked, otherSeconds: 0.0266 }), 80, { absolute: 0.01 });
});

test("an asynchronous consumer is bound by its slots", () => {
  const train = stage("train", 0.001, { isAsynchronous: true, isConsumer: true, intrinsicHoldSeconds: 0.5 });
  const demands = { ...worked, stages: [...worked.stages, train] };
  const { stage: blamed, resource, reason } = bottleneckOf(demands, boundsOf(demands));
  assert.deepEqual([blamed, resource], ["train", "consumer"]);
  assert.match(reason, /It is the consumer/);
});

test("no demand is no bound", () => {
  const idle = { ...worked, stages: [stage("nothing", 0)], cpuSeconds: 0 };
  assert.deepEqual(boundsOf(idle), []);
  assert.equal(bottleneckOf(idle, []).reason, "nothing was demanded");
});
