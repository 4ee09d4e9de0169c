import assert from "node:assert/strict";
import { test } from "node:test";
import { createSliceLog } from "../../src/profiler/slice-log.ts";

test("slices come back in order of time, and beyond the capacity the oldest are forgotten", () => {
  const log = createSliceLog(3);
  assert.deepEqual(log.slices(), []);
  for (let index = 0; index < 5; index++) log.add(index, index, index + 0.5);
  assert.deepEqual(
    log.slices(),
    [2, 3, 4].map((index) => ({ stageIndex: index, startSeconds: index, endSeconds: index + 0.5 })),
  );
});
