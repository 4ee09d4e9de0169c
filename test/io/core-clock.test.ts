import assert from "node:assert/strict";
import { test } from "node:test";
import { startCoreClock } from "../../src/io/core-clock.ts";

/** A machine whose wall time, core time and queue time a test moves by hand. */
function machine() {
  const state = { wallSeconds: 0, onCpuSeconds: 0, runQueueSeconds: 0 };
  const clock = startCoreClock(
    () => state.wallSeconds,
    () => state,
  );
  return {
    clock,
    pass(onCpuSeconds: number, runQueueSeconds: number, idleSeconds: number) {
      state.onCpuSeconds += onCpuSeconds;
      state.runQueueSeconds += runQueueSeconds;
      state.wallSeconds += onCpuSeconds + runQueueSeconds + idleSeconds;
    },
    state,
  };
}

test("work and waiting for a disk count, waiting for a core does not", () => {
  const { clock, pass } = machine();
  const start = clock.now();
  pass(0.01, 0.5, 0.02);
  const end = clock.now();
  assert.ok(Math.abs(end - start - 0.03) < 1e-12);
  assert.ok(Math.abs(clock.wallSecondsBetween(start, end) - 0.53) < 1e-12);
});

test("a reading whose times do not belong together never makes work shorter than its core time", () => {
  const { clock, pass, state } = machine();
  const start = clock.now();
  pass(0.01, 0, 0);
  // The queue has grown since the wall was read.
  state.runQueueSeconds += 0.005;
  assert.ok(clock.now() - start >= 0.01 - 1e-12);
});

test("the shortest intervals are wall time, and time never goes back", () => {
  const { clock, state } = machine();
  let latest = clock.now();
  for (let step = 0; step < 1000; step++) {
    state.wallSeconds += 3e-6;
    const now = clock.now();
    assert.ok(now >= latest);
    latest = now;
  }
  assert.ok(Math.abs(latest - 0.003) < 1e-4);
});

test("without a schedule it is a wall clock", () => {
  let wall = 5;
  const clock = startCoreClock(
    () => wall,
    () => null,
  );
  const start = clock.now();
  wall += 0.25;
  assert.equal(clock.now() - start, 0.25);
});

test("forgotten readings are not known", () => {
  const { clock, pass } = machine();
  const start = clock.now();
  pass(0.01, 0, 0);
  const end = clock.now();
  clock.forget();
  assert.ok(Number.isNaN(clock.wallSecondsBetween(start, end)));
});

test("the real one moves", () => {
  const clock = startCoreClock();
  const start = clock.now();
  let sum = 0;
  for (let step = 0; step < 3e6; step++) sum += Math.sqrt(step);
  assert.ok(sum > 0 && clock.now() > start);
});
