import assert from "node:assert/strict";
import { AsyncResource } from "node:async_hooks";
import { readFile } from "node:fs/promises";
import { type TestContext, test } from "node:test";
import { setTimeout as delay, setImmediate as turn } from "node:timers/promises";
import { type Continuations, trackContinuations } from "../../src/io/track-continuations.ts";

/** A clock that only work moves: the continuations are real, what they take is exact. */
let nowMilliseconds = 0;

/** Keeps the main thread busy. */
function work(milliseconds: number): void {
  nowMilliseconds += milliseconds;
}

/** A tracker of three stages, and a way to call a stage as the profiler does. */
function track(context: TestContext): {
  readonly tracker: Continuations;
  readonly call: <T>(stage: number, body: () => T) => T;
} {
  const tracker = trackContinuations(3, () => nowMilliseconds / 1000);
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

/** The time of each stage's continuations, in whole milliseconds. */
function milliseconds({ busySeconds }: Continuations): readonly number[] {
  return [0, 1, 2].map((stage) => Math.round(1000 * busySeconds(stage)));
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
    assert.deepEqual(milliseconds(tracker), [0, 10, 0]);
  });
}

test("calls of two stages that take turns do not mix", async (context) => {
  const { tracker, call } = track(context);
  const inParts = (each: number) => async (): Promise<void> => {
    for (let part = 0; part < 5; part++) {
      await turn();
      work(each);
    }
  };
  await Promise.all([call(0, inParts(2)), call(2, inParts(8))]);
  assert.deepEqual(milliseconds(tracker), [10, 0, 40]);
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
  assert.deepEqual(milliseconds(tracker), [0, 10, 0]);
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
  assert.deepEqual(milliseconds(tracker), [0, 3, 0]);
});

test("a callback that runs within a call is part of the call, and what follows it is still the stage's", async (context) => {
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
  assert.deepEqual(milliseconds(tracker), [0, 3, 3]);
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
  assert.deepEqual(milliseconds(tracker), [20, 0, 20]);
});

test("a stage that calls another one within a continuation pays for its own work alone", async (context) => {
  const { tracker, call } = track(context);
  // The clock is well past 0: seconds and milliseconds would not be told apart there.
  work(100_000);
  await call(0, async () => {
    await turn();
    work(5);
    call(1, () => work(20));
    work(7);
  });
  assert.deepEqual(milliseconds(tracker), [12, 0, 0]);
});

test("once stopped it counts nothing more", async () => {
  const tracker = trackContinuations(1, () => nowMilliseconds / 1000);
  tracker.enter(0);
  const later = turn().then(() => work(10));
  tracker.leave();
  tracker.stop();
  await later;
  assert.equal(tracker.busySeconds(0), 0);
});
