import assert from "node:assert/strict";
import { test } from "node:test";
import type { Stage } from "../../src/model/pipeline-profile.ts";
import { createCostMeter } from "../../src/profiler/cost-meter.ts";
import { createSliceLog } from "../../src/profiler/slice-log.ts";
import { recordStage, type StageRecorder } from "../../src/profiler/stage-recorder.ts";

/** A recorder of one stage, on a clock that is set by hand; the event loop last woke at `wake.seconds`. */
function recorderAt(stage: Partial<Stage> = {}): {
  readonly recorder: StageRecorder;
  readonly clock: { seconds: number };
  readonly wake: { seconds: number };
} {
  const clock = { seconds: 0 };
  const wake = { seconds: 0 };
  const recorder = recordStage({ name: "read", kind: "map", concurrency: 1, ...stage }, 0, {
    now: () => clock.seconds,
    polls: { lastWakeSeconds: () => wake.seconds, lastPollSeconds: () => wake.seconds },
    continuations: { enter() {}, leave() {}, busySeconds: () => 0.5, stop() {} },
    slices: createSliceLog(8),
    meter: createCostMeter(),
    sampler: null,
    ledgers: { input: null, output: null },
  });
  return { recorder, clock, wake };
}

test("a slot starves, serves, and rests: each second is counted once", () => {
  const { recorder, clock } = recorderAt();
  recorder.starving(1);
  clock.seconds = 2;
  recorder.took(0);
  const startedAt = recorder.began();
  clock.seconds = 5;
  recorder.returned(startedAt, false);
  recorder.emitted(new Float32Array(2));
  clock.seconds = 9;
  const totals = recorder.totals();
  assert.deepEqual([totals.starvedSeconds, totals.holdSeconds], [2, 3]);
  assert.deepEqual([totals.inputCount, totals.callCount, totals.outputCount], [1, 1, 1]);
  assert.equal(totals.byteCount, 8);
  assert.equal(totals.busySeconds, 3 + 0.5, "the call, and what its continuations took");
  assert.equal(recorder.record().isAsynchronous, false);
});

test("two pending calls hold two slots, and end in any order", () => {
  const { recorder, clock } = recorderAt({ concurrency: 2 });
  const first = recorder.began();
  recorder.returned(first, true);
  clock.seconds = 1;
  const second = recorder.began();
  recorder.returned(second, true);
  clock.seconds = 3;
  recorder.settled(second);
  clock.seconds = 4;
  recorder.settled(first);
  const { holdSeconds, callCount } = recorder.totals();
  assert.deepEqual([holdSeconds, callCount], [4 + 2, 2]);
  const record = recorder.record();
  assert.deepEqual([record.isAsynchronous, record.holdsSeconds], [true, [2, 4]]);
});

test("waiting for the event loop is at most the time since it last woke, or since the call began", () => {
  const { recorder, clock, wake } = recorderAt();
  recorder.returned(recorder.began(), true);
  wake.seconds = 7;
  clock.seconds = 9;
  recorder.settled(0);
  assert.equal(recorder.totals().loopWaitSeconds, 2);
  const startedAt = recorder.began();
  recorder.returned(startedAt, true);
  clock.seconds = 10;
  recorder.settled(startedAt);
  assert.equal(recorder.totals().loopWaitSeconds, 2 + 1);
});

test("of very many calls a bounded number of hold times is kept, spread over the whole run", () => {
  const { recorder, clock } = recorderAt();
  for (let call = 0; call < 100_000; call++) {
    const startedAt = recorder.began();
    // Longer and longer, so that a hold time tells when its call was.
    clock.seconds += call;
    recorder.returned(startedAt, false);
  }
  const { holdsSeconds } = recorder.record();
  assert.ok(holdsSeconds.length >= 4096 && holdsSeconds.length <= 8192, `${holdsSeconds.length}`);
  assert.ok((holdsSeconds[0] ?? 1) < 100 && (holdsSeconds.at(-1) ?? 0) > 99_900);
  const steps = holdsSeconds.slice(1).map((hold, index) => hold - (holdsSeconds[index] ?? 0));
  assert.deepEqual([...new Set(steps)], [steps[0]], "every so-many-th call");
});

test("the contract looks at the first outputs and then at few", () => {
  const { recorder } = recorderAt();
  for (let output = 0; output < 1000; output++) recorder.emitted(Float32Array.of(output));
  const { contract } = recorder.record();
  assert.deepEqual([contract?.min, contract?.max], [0, 960]);
  assert.equal(contract?.sampledCount, 8 + 15);
});
