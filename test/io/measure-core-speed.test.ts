import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import { test } from "node:test";
import { measureCoreSpeed } from "../../src/io/measure-core-speed.ts";
import { readMainThreadSchedule } from "../../src/io/scheduler-statistics.ts";

test("a core beside busy ones has a speed of up to 1, or nothing is said of it", () => {
  const speed = measureCoreSpeed();
  const cores = availableParallelism();
  const isMeasurable = cores > 1 && cores <= 8 && readMainThreadSchedule() !== null;
  if (!isMeasurable) assert.equal(speed, null);
  else assert.ok(speed !== null && speed > 0 && speed <= 1, `${speed}`);
});
