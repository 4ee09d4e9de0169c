import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import {
  readAllThreadsSchedule,
  readHeapBytes,
  readMainThreadSchedule,
  readOwnThreadSchedule,
  readThreadCpuSeconds,
} from "../../src/io/scheduler-statistics.ts";

const isLinux = existsSync("/proc/self/schedstat");

test("the schedule of a process is the sum over its threads", (context) => {
  const root = `${mkdtempSync(join(tmpdir(), "soundings-"))}/`;
  context.after(() => rmSync(root, { recursive: true }));
  for (const [thread, text] of Object.entries({ 11: "2000000000 500000000 7\n", 12: "1000000000 0 3\n" })) {
    mkdirSync(`${root}proc/self/task/${thread}`, { recursive: true });
    writeFileSync(`${root}proc/self/task/${thread}/schedstat`, text);
  }
  assert.deepEqual(readAllThreadsSchedule(root), { onCpuSeconds: 3, runQueueSeconds: 0.5 });
  assert.equal(readAllThreadsSchedule(`${root}nowhere/`), null);
});

for (const [which, read] of [
  ["the thread that asks", readOwnThreadSchedule],
  ["the main thread", readMainThreadSchedule],
] as const) {
  test(`${which} has been on a core when it worked, and not when it slept`, { skip: !isLinux }, () => {
    const before = read()?.onCpuSeconds ?? 0;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    const slept = read()?.onCpuSeconds ?? 0;
    let sum = 0;
    for (let step = 0; step < 3e7; step++) sum += Math.sqrt(step);
    const worked = read()?.onCpuSeconds ?? 0;
    assert.ok(sum > 0 && worked - slept > slept - before);
    assert.ok((readThreadCpuSeconds() ?? 0) > 0);
  });
}

test("an array buffer counts as in use, though it is not on the heap", () => {
  const before = readHeapBytes();
  const samples = new Float32Array(1e7);
  const growth = readHeapBytes() - before;
  assert.ok(Math.abs(growth - samples.byteLength) < 1e6, `${growth}`);
});
