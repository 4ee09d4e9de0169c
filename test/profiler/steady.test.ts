import assert from "node:assert/strict";
import { test } from "node:test";
import type { Snapshot } from "../../src/profiler/run-record.ts";
import { steadyPartOf } from "../../src/profiler/steady.ts";

/** The snapshots of a run in which the outputs take these times, in seconds. */
function snapshotsOf(seconds: readonly number[]): readonly Snapshot[] {
  let timeSeconds = 100;
  const head = { timeSeconds, outputCount: 0, idleSeconds: 0, cpuSeconds: 0, stages: [] };
  const rest = seconds.map((value, index) => {
    timeSeconds += value;
    return { ...head, timeSeconds, outputCount: index + 1 };
  });
  return [head, ...rest];
}

const times = (count: number, seconds: number): readonly number[] =>
  Array.from({ length: count }, () => seconds);

test("the first output is warm-up even where no change is to be seen", () => {
  const part = steadyPartOf(snapshotsOf(times(50, 0.01)));
  assert.deepEqual([part.fromIndex, part.fromOutput, part.isSteady], [1, 1, true]);
});

test("a slow start is cut off where it ends, and its time is told", () => {
  const part = steadyPartOf(snapshotsOf([...times(12, 0.1), ...times(60, 0.01)]));
  assert.equal(part.fromOutput, 12);
  assert.ok(Math.abs(part.warmUpSeconds - 1.2) < 1e-9);
  assert.equal(part.isSteady, true);
});

test("windows cover the steady part without gap or overlap, and are not too many", () => {
  const part = steadyPartOf(snapshotsOf(times(1001, 0.01)));
  const outputs = part.windows.reduce((sum, window) => sum + window.outputCount, 0);
  const seconds = part.windows.reduce((sum, window) => sum + window.wallSeconds, 0);
  assert.equal(outputs, 1000);
  assert.ok(Math.abs(seconds - 10) < 1e-9);
  assert.ok(part.windows.length <= 120, `${part.windows.length}`);
});

test("of very few outputs none is warm-up", () => {
  assert.equal(steadyPartOf(snapshotsOf([0.1, 0.01])).fromOutput, 0);
  assert.equal(steadyPartOf(snapshotsOf([0.1])).windows.length, 1);
});

test("what fills a cache is warm-up, however steady; unless hardly anything is left", () => {
  const snapshots = snapshotsOf([...times(40, 0.01), ...times(40, 0.01)]);
  const filledAt = snapshots[40]?.timeSeconds ?? 0;
  const part = steadyPartOf(snapshots, filledAt);
  assert.deepEqual([part.fromIndex, part.fromOutput], [41, 41]);
  assert.ok(Math.abs(part.warmUpSeconds - 0.41) < 1e-9);
  assert.equal(steadyPartOf(snapshots, snapshots[77]?.timeSeconds).fromOutput, 1);
});
