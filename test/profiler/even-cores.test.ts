import assert from "node:assert/strict";
import { test } from "node:test";
import { onEvenCores } from "../../src/profiler/even-cores.ts";

/** Measures `attempts` in order, on cores of the given speeds before the first and after each. */
async function measureOn(speeds: readonly (number | null)[]): Promise<readonly [unknown, number]> {
  let [readCount, attemptCount] = [0, 0];
  const measureCores = () => {
    const slowestCoreSpeed = speeds[readCount++] ?? null;
    return slowestCoreSpeed === null ? null : { coreSpeed: 1, slowestCoreSpeed };
  };
  const found = await onEvenCores(async () => `attempt ${++attemptCount}`, { measureCores });
  return [found, attemptCount];
}

test("on even cores one measurement is enough", async () => {
  assert.deepEqual(await measureOn([0.97, 0.95]), [{ value: "attempt 1", slowestCoreSpeed: 0.95 }, 1]);
});

test("cores that turn uneven meanwhile are waited for by measuring again", async () => {
  const found = await measureOn([0.97, 0.55, 0.96, 0.98]);
  assert.deepEqual(found, [{ value: "attempt 3", slowestCoreSpeed: 0.96 }, 3]);
});

test("of measurements on uneven cores the one on the least uneven counts", async () => {
  const found = await measureOn([0.5, 0.7, 0.75, 0.6]);
  assert.deepEqual(found, [{ value: "attempt 2", slowestCoreSpeed: 0.7 }, 3]);
});

test("where speeds cannot be told, what is measured first counts", async () => {
  assert.deepEqual(await measureOn([null]), [{ value: "attempt 1" }, 1]);
  assert.deepEqual(await onEvenCores(async () => 1, {}), { value: 1 });
});
