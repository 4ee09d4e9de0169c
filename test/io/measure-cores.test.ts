import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import { test } from "node:test";
import { measureCores } from "../../src/io/measure-cores.ts";
import { readMainThreadSchedule } from "../../src/io/scheduler-statistics.ts";

test("cores at work have a speed of up to 1 beside each other, or nothing is said of them", () => {
  const cores = measureCores();
  const coreCount = availableParallelism();
  const isMeasurable = coreCount > 1 && coreCount <= 8 && readMainThreadSchedule() !== null;
  if (!isMeasurable) assert.equal(cores, null);
  else {
    assert.ok(cores !== null);
    for (const speed of [cores.coreSpeed, cores.slowestCoreSpeed])
      assert.ok(speed > 0 && speed <= 1, `${speed}`);
  }
});
