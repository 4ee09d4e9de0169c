import assert from "node:assert/strict";
import { test } from "node:test";
import { sampleSlices } from "../../src/profiler/slice-sampler.ts";

/** A machine whose clock, heap and scheduler are set by hand; each heap reading allocates 100 bytes itself. */
function machineByHand(): {
  readonly state: { now: number; heap: number; onCpu: number; runQueue: number };
  readonly sampler: ReturnType<typeof sampleSlices>;
} {
  const state = { now: 0, heap: 1e6, onCpu: 0, runQueue: 0 };
  const sampler = sampleSlices({
    now: () => state.now,
    heapBytes: () => {
      state.heap += 100;
      return state.heap - 100;
    },
    mainThreadSchedule: () => ({ onCpuSeconds: state.onCpu, runQueueSeconds: state.runQueue }),
  });
  return { state, sampler };
}

test("what a slice allocates is told without what reading allocates, and its wait without its work", () => {
  const { state, sampler } = machineByHand();
  sampler.before(0);
  state.heap += 5000;
  state.now += 0.01;
  state.onCpu += 0.002;
  state.runQueue += 0.003;
  sampler.after(0.01);
  const { schedule, ...heap } = sampler.sums() ?? {};
  assert.deepEqual(heap, { sliceCount: 1, allocatedBytes: 5000, allocatedSliceCount: 1 });
  assert.ok(Math.abs((schedule?.wallSeconds ?? 0) - 0.01) < 1e-12);
  assert.ok(Math.abs((schedule?.onCpuSeconds ?? 0) - 0.002) < 1e-12);
  assert.ok(Math.abs((schedule?.runQueueSeconds ?? 0) - 0.003) < 1e-12);
});

test("a slice in which the collector ran says nothing of allocation; a short one nothing of the scheduler", () => {
  const { state, sampler } = machineByHand();
  sampler.before(0);
  state.heap -= 4000;
  state.now += 0.0001;
  sampler.after(0.0001);
  assert.deepEqual(sampler.sums(), {
    sliceCount: 1,
    allocatedBytes: 0,
    allocatedSliceCount: 0,
    schedule: null,
  });
});

test("few slices are sampled, however many there are", () => {
  const { state, sampler } = machineByHand();
  for (let slice = 0; slice < 10_000; slice++) {
    sampler.before(state.now);
    state.now += 0.0001;
    sampler.after(0.0001);
  }
  assert.equal(sampler.sums()?.sliceCount, 50);
});

test("nothing sampled is nothing told", () => {
  assert.equal(machineByHand().sampler.sums(), undefined);
});
