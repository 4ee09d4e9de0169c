import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
// The package as it is installed: threads are started from files, and Node.js alone cannot start TypeScript.
import {
  type CallOptions,
  type Flow,
  type Pipeline,
  type PipelineReport,
  pipeline,
  profilePipeline,
  source,
} from "soundings";
import { closure, isEven, leave, louder, refuseThree, spin, threadOf } from "../fixtures/threads/loud.ts";

const module = new URL("../fixtures/threads/loud.ts", import.meta.url);
const numbers = (count: number): Flow<number> =>
  source("numbers", () => Array.from({ length: count }, (_, index) => index));
const inThreads = (options: Partial<CallOptions> = {}): CallOptions => ({ worker: { module }, ...options });

async function all<T>(flow: Flow<T>): Promise<T[]> {
  return collect(pipeline("test", () => flow));
}

async function collect<T>(elements: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const element of elements) collected.push(element);
  return collected;
}

test("a stage's function runs in threads and its outputs keep their order", async () => {
  const flow = source("clips", () => [1, 2, 3, 4, 5].map((n) => Float32Array.of(n, -n))).map(
    "augment",
    louder,
    inThreads({ concurrency: 2 }),
  );
  assert.deepEqual(
    await all(flow),
    [1, 2, 3, 4, 5].map((n) => Float32Array.of(2 * n, -2 * n)),
  );
});

test("each slot has a thread of its own, which is not the main one", async () => {
  const threads = await all(numbers(12).map("thread", threadOf, inThreads({ concurrency: 3 })));
  assert.equal(new Set(threads).size, 3);
  assert.ok(!threads.includes(0));
});

test("later epochs run in the threads of the first", async () => {
  const threads = await all(numbers(3).map("thread", threadOf, inThreads()).repeat("epochs", 3));
  assert.equal(threads.length, 9);
  assert.equal(new Set(threads).size, 1);
});

test("filters and consumers run in threads too", async () => {
  const flow = numbers(6).filter("even", isEven, inThreads()).consume("use", spin, inThreads());
  assert.deepEqual(await all(flow), [0, 2, 4]);
});

test("`worker: true` builds the pipeline anew in each thread: same parameters, variables of its own", async () => {
  const exported = (await import("../fixtures/modules/in-threads.ts")).default as Pipeline<unknown>;
  assert.deepEqual(await collect(exported.with({ factor: 3 })), [
    [0, 1, 0],
    [3, 2, 0],
    [6, 3, 0],
    [9, 4, 0],
    [12, 5, 0],
    [15, 6, 0],
  ]);
});

test("without a module to find it in, a function cannot run in a thread, and the message says what to do", async () => {
  await assert.rejects(
    all(numbers(1).map("augment", (n) => n, { worker: true })),
    ({ code, message, hint }: { code: string; message: string; hint: string }) =>
      code === "usage" && /stage "augment" cannot be found/.test(message) && /import\.meta\.url/.test(hint),
  );
});

for (const [what, flow, message, hint] of [
  [
    "that throws",
    numbers(5).map("check", refuseThree, inThreads()),
    'stage "check" threw on element 3: three is damaged',
    /catch the error/,
  ],
  [
    "that ends its thread",
    numbers(5).map("quit", leave, inThreads()),
    /a thread of stage "quit" died: it ended with code 7/,
    /without `worker`/,
  ],
  [
    "whose output cannot be copied",
    numbers(5).map("make", closure, inThreads()),
    /stage "make" threw on element 0: .*could not be cloned/,
    /plain data/,
  ],
  [
    "whose input cannot be copied",
    numbers(5)
      .map("close", () => () => 1)
      .map("call", louder as never, inThreads()),
    /stage "call" threw on element 0: its input cannot be sent to a thread/,
    /plain data/,
  ],
  [
    "that is not exported",
    numbers(5).map("lost", (n) => n, { worker: { module, exportName: "lost" } }),
    /exports no function "lost" for the threads of stage "lost"/,
    /exportName/,
  ],
] as const) {
  test(`a function ${what} fails the run with its stage's name`, async () => {
    await assert.rejects(all(flow as Flow<unknown>), (error: { message: string; hint: string }) => {
      if (typeof message === "string") assert.equal(error.message, message);
      else assert.match(error.message, message);
      assert.match(error.hint, hint);
      return true;
    });
  });
}

/** Threads of this process, as the system counts them. */
const threadCount = (): number => readdirSync("/proc/self/task").length;
const hasThreadCount = existsSync("/proc/self/task");

test("stopping early ends the threads", { skip: !hasThreadCount }, async () => {
  const flow = numbers(1000).map("spin", spin, inThreads({ concurrency: 2 }));
  const before = threadCount();
  for await (const n of pipeline("test", () => flow)) {
    if (n < 2) continue;
    assert.ok(threadCount() >= before + 2);
    break;
  }
  await delay(20);
  assert.equal(threadCount(), before);
});

test("transferred outputs change hands; an input that is transferred is gone", async () => {
  const clips = [new Float32Array(4).fill(1), new Float32Array(4).fill(2)];
  const flow = (transfer: "outputs" | "both"): Flow<Float32Array> =>
    source("clips", () => clips).map("augment", louder, { worker: { module, transfer } });
  assert.deepEqual(
    (await all(flow("outputs"))).map(([first]) => first),
    [2, 4],
  );
  assert.equal(clips[0]?.length, 4);
  assert.deepEqual(
    (await all(flow("both"))).map(([first]) => first),
    [2, 4],
  );
  assert.equal(clips[0]?.length, 0);
});

test("a profile says what threads did, and what shipping cost", async () => {
  const report = await profilePipeline({
    module: "test/fixtures/modules/in-threads.ts",
    parameters: { count: 200 },
    maxExamples: null,
    maxSeconds: null,
  });
  const [, scale, , here] = report.stages;
  assert.equal(scale?.worker?.threadCount, 2);
  const { shipSeconds = 0, mainShipSeconds = 0, startSeconds = 0 } = scale?.worker ?? {};
  assert.ok(shipSeconds > mainShipSeconds && mainShipSeconds > 0 && startSeconds > 0);
  assert.equal(here?.worker, undefined);
  const isBroken = codes(report).some(([code]) => code === "identity-broken");
  assert.equal(isBroken, false);
});

function codes({ findings }: PipelineReport): readonly (readonly string[])[] {
  const wanted = ["identity-broken", "shipping-dear", "ships-whole-buffer"];
  return findings.filter(({ code }) => wanted.includes(code)).map(({ code, subject }) => [code, subject]);
}

for (const [what, parameters, expected] of [
  ["16 MB for next to no work", { bytes: 16e6, isView: false }, ["shipping-dear", "first"]],
  ["16 MB for a small view of it", { bytes: 16e6, isView: true }, ["ships-whole-buffer", "first"]],
] as const) {
  test(`shipping ${what} is named, at its stage`, async () => {
    const report = await profilePipeline({
      module: "test/fixtures/modules/ships-much.ts",
      parameters,
      maxExamples: null,
      maxSeconds: null,
    });
    assert.deepEqual(codes(report), [expected]);
  });
}
