import assert from "node:assert/strict";
import { AsyncResource } from "node:async_hooks";
import { readFile } from "node:fs/promises";
import { type TestContext, test } from "node:test";
import { setTimeout as delay, setImmediate as turn } from "node:timers/promises";
import { type Continuations, trackContinuations } from "../../src/io/track-continuations.ts";

/** Keeps the main thread busy. */
function work(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

/** A tracker of three stages, and a way to call a stage as the profiler does. */
function track(context: TestContext): {
  readonly tracker: Continuations;
  readonly call: <T>(stage: number, body: () => T) => T;
} {
  const tracker = trackContinuations(3);
  context.after(() => tracker.stop());
  const call = <T>(stage: number, body: () => T): T => {
    tracker.enter(stage);
    try {
      return body();
    } finally {
      tracker.leave();
    }
  };
  return { tracker, call };
}

/** Each stage's share of the time of all of them, in tenths: how times compare, not how long they are. */
function tenths({ busySeconds }: Continuations): readonly number[] {
  const seconds = [0, 1, 2].map(busySeconds);
  const sum = seconds.reduce((a, b) => a + b, 0);
  return seconds.map((value) => Math.round((10 * value) / sum));
}

for (const [behind, wait] of [
  ["an await", () => Promise.resolve()],
  ["a timer", () => delay(1)],
  ["a turn of the loop", () => turn()],
  ["reading a file", () => readFile("package.json")],
] as const) {
  test(`work behind ${behind} belongs to the stage whose call waited`, async (context) => {
    const { tracker, call } = track(context);
    await call(1, async () => {
      await wait();
      work(10);
    });
    assert.deepEqual(tenths(tracker), [0, 10, 0]);
  });
}

test("calls of two stages that take turns do not mix", async (context) => {
  const { tracker, call } = track(context);
  const inParts = (milliseconds: number) => async (): Promise<void> => {
    for (let part = 0; part < 5; part++) {
      await turn();
      work(milliseconds);
    }
  };
  await Promise.all([call(0, inParts(2)), call(2, inParts(8))]);
  const [first, second, third] = tenths(tracker);
  assert.equal(second, 0);
  assert.ok(Math.abs((first ?? 0) - 2) <= 1 && Math.abs((third ?? 0) - 8) <= 1, `${first} : ${third}`);
});

test("work that a continuation starts later is still its stage's", async (context) => {
  const { tracker, call } = track(context);
  await call(1, async () => {
    await turn();
    await new Promise<void>((resume) => {
      setTimeout(() => {
        work(10);
        resume();
      }, 1);
    });
  });
  assert.deepEqual(tenths(tracker), [0, 10, 0]);
});

test("the time of the call itself is not in it, nor is time outside every stage", async (context) => {
  const { tracker, call } = track(context);
  await call(0, async () => work(30));
  await turn();
  work(30);
  await call(1, async () => {
    await turn();
    work(3);
  });
  await turn();
  work(30);
  assert.deepEqual(tenths(tracker), [0, 10, 0]);
});

test("a callback that runs within a call is part of the call, and what follows it is still the stage's", async (context) => {
  const shares: number[] = [];
  // Another process may take the core in any of them, hardly in all five; the 30 ms would be in each.
  for (let attempt = 0; attempt < 5; attempt++) {
    const { tracker, call } = track(context);
    await call(1, async () => {
      const scope = new AsyncResource("pool");
      scope.runInAsyncScope(() => work(30));
      await turn();
      work(3);
    });
    await call(2, async () => {
      await turn();
      work(3);
    });
    const [, first] = tenths(tracker);
    shares.push(first ?? 0);
  }
  assert.ok(
    shares.some((share) => Math.abs(share - 5) <= 1),
    `${shares}`,
  );
});

test("a callback that runs within a continuation is counted once", async (context) => {
  const { tracker, call } = track(context);
  const inScope = async (): Promise<void> => {
    await turn();
    const scope = new AsyncResource("pool");
    scope.runInAsyncScope(() => work(10));
    work(10);
  };
  await Promise.all([call(0, inScope), call(2, inScope)]);
  const [first, , third] = tenths(tracker);
  assert.ok(Math.abs((first ?? 0) - (third ?? 0)) <= 2, `${first} : ${third}`);
  assert.ok(tracker.busySeconds(0) >= 0.019, "both halves are there");
});

test("once stopped it counts nothing more", async () => {
  const tracker = trackContinuations(1);
  tracker.enter(0);
  const later = turn().then(() => work(10));
  tracker.leave();
  tracker.stop();
  await later;
  assert.equal(tracker.busySeconds(0), 0);
});
