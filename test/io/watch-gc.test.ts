import assert from "node:assert/strict";
import { test } from "node:test";
import { watchGc } from "../../src/io/watch-gc.ts";

/** Allocates more than the young generation holds, and lets go of most of it. */
function allocate(): number {
  const kept: number[][] = [];
  for (let index = 0; index < 1_000_000; index++) kept[index % 1000] = Array.from([index, index]);
  return kept.length;
}

test("collections are seen although the event loop never turned while they happened", async () => {
  const startSeconds = performance.now() / 1000;
  const stop = watchGc();
  allocate();
  const endSeconds = performance.now() / 1000;
  const pauses = await stop();
  assert.ok(pauses.length > 0);
  for (const [index, pause] of pauses.entries()) {
    assert.ok(pause.durationSeconds >= 0);
    assert.ok(
      index === 0 || pause.startSeconds >= (pauses[index - 1]?.startSeconds ?? 0),
      "in order of time",
    );
  }
  const within = pauses.filter(
    (pause) => pause.startSeconds >= startSeconds && pause.startSeconds <= endSeconds,
  );
  assert.ok(within.length > 0, "on the clock of the profiler");
});

test("two watches do not share what they see", async () => {
  const stopFirst = watchGc();
  allocate();
  await stopFirst();
  const stopSecond = watchGc();
  const startSeconds = performance.now() / 1000;
  for (const pause of await stopSecond()) assert.ok(pause.startSeconds >= startSeconds - 1);
});
