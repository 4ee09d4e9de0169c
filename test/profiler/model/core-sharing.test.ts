import assert from "node:assert/strict";
import { test } from "node:test";
import { speedOfRunnable } from "../../../src/profiler/model/core-sharing.ts";
import { SimulatedLoop } from "../../../src/profiler/model/event-loop.ts";
import { assertClose } from "../../support/assert-close.ts";

test("threads take turns on cores; cores that share units are slower together", () => {
  assert.equal(speedOfRunnable(1, { coreCount: 2, coreSpeed: 0.6 }), 1);
  assert.equal(speedOfRunnable(2, { coreCount: 2, coreSpeed: 1 }), 1);
  assert.equal(speedOfRunnable(4, { coreCount: 2, coreSpeed: 1 }), 0.5);
  assert.equal(speedOfRunnable(2, { coreCount: 2, coreSpeed: 0.6 }), 0.6);
  assert.equal(speedOfRunnable(4, { coreCount: 2, coreSpeed: 0.6 }), 0.3);
  assert.equal(speedOfRunnable(2.5, { coreCount: 4, coreSpeed: 0.6 }), 0.8);
  assert.equal(speedOfRunnable(3, { coreCount: 1, coreSpeed: 0.6 }), 1 / 3);
  assert.equal(speedOfRunnable(3, { coreCount: Number.POSITIVE_INFINITY, coreSpeed: 0.6 }), 1);
});

test("two threads may share a core while another rests; with more of them than cores none does", () => {
  const cores = { coreCount: 2, onCoreShare: 0.7 };
  assert.equal(speedOfRunnable(1, cores), 1);
  assert.equal(speedOfRunnable(2, cores), 0.7);
  assert.equal(speedOfRunnable(1.5, cores), 0.85);
  assert.equal(speedOfRunnable(3, cores), 2 / 3);
});

test("the main thread works at the speed of a core that is not alone while a thread is busy", () => {
  const loop = new SimulatedLoop({ coreCount: 2, coreSpeed: 0.5 });
  loop.addThreads(1)[0] = 1;
  loop.work(1);
  // Half of the work in the second in which the thread is busy, the other half alone.
  assert.equal(loop.nowSeconds, 1.5);
  assert.equal(loop.threadStretch(false), 2);
});

test("threads have the main thread's company for as long as it has work, which it has for longer in theirs", () => {
  const loop = new SimulatedLoop({ coreCount: 2 });
  loop.addThreads(2).fill(4);
  loop.work(1);
  assert.equal(loop.nowSeconds, 1.5);
  loop.nowSeconds = 3;
  // Half of the time all three share two cores, half of it each thread has one.
  assertClose(loop.threadStretch(true), 1 / (0.5 + 0.5 * (2 / 3)), { relative: 1e-9 });
});
