import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import {
  measureClockCostSeconds,
  readClock,
  readDate,
  readLoopIdleSeconds,
  readProcessCpuSeconds,
} from "../../src/io/clocks.ts";

test("no clock runs backwards", async () => {
  const clocks = [readClock, readLoopIdleSeconds, readProcessCpuSeconds];
  for (const read of clocks) {
    let before = read();
    for (let reading = 0; reading < 200; reading++) {
      const now = read();
      assert.ok(now >= before, read.name);
      before = now;
    }
  }
});

test("waiting is idle time and not processor time, and working is the other way round", async () => {
  const idleBefore = readLoopIdleSeconds();
  await delay(30);
  const idle = readLoopIdleSeconds() - idleBefore;
  const [busyIdleBefore, cpuBefore] = [readLoopIdleSeconds(), readProcessCpuSeconds()];
  while (readProcessCpuSeconds() - cpuBefore < 0.03);
  assert.ok(idle > 0.01, `${idle} s of 0.03 s waited`);
  assert.equal(readLoopIdleSeconds() - busyIdleBefore, 0);
});

test("a date is ISO 8601 in UTC", () => {
  assert.match(readDate(), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

test("a reading of the clock costs something, and less than a millisecond", () => {
  const seconds = measureClockCostSeconds();
  assert.ok(seconds > 0 && seconds < 1e-3, `${seconds} s`);
});
