import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import type { Flow } from "../../src/pipeline/flow.ts";
import { source } from "../../src/pipeline/flow.ts";
import { isPipeline, pipeline } from "../../src/pipeline/pipeline.ts";
import { iterateFlow } from "../../src/pipeline/run-flow.ts";

const numbers = (count: number): Flow<number> =>
  source("numbers", () => Array.from({ length: count }, (_, index) => index));

async function all<T>(flow: Flow<T>): Promise<T[]> {
  return collect(pipeline("test", () => flow));
}

async function collect<T>(elements: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const element of elements) collected.push(element);
  return collected;
}

test("synchronous stages pass elements through in order", async () => {
  const flow = numbers(6)
    .map("double", (n) => 2 * n)
    .filter("no fours", (n) => n !== 4)
    .flatMap("twice", (n) => [n, n])
    .batch("pairs", 3);
  assert.deepEqual(await all(flow), [[0, 0, 2], [2, 6, 6], [8, 8, 10], [10]]);
});

test("a filter that drops a hundred thousand elements in a row does not exhaust the stack", async () => {
  assert.deepEqual(await all(numbers(100_000).filter("last", (n) => n === 99_999)), [99_999]);
});

test("asynchronous calls overlap up to the concurrency and keep their order", async () => {
  let running = 0;
  let most = 0;
  const flow = numbers(20).map(
    "wait",
    async (n) => {
      most = Math.max(most, ++running);
      await delay((20 - n) % 5);
      running--;
      return n;
    },
    { concurrency: 4 },
  );
  assert.deepEqual(
    await all(flow),
    Array.from({ length: 20 }, (_, index) => index),
  );
  assert.equal(most, 4);
});

test("asynchronous filters, consumers, sources and flatMaps work as their synchronous twins do", async () => {
  const flow = source("ticks", async function* () {
    for (let n = 0; n < 8; n++) {
      await delay(1);
      yield n;
    }
  })
    .filter("even", async (n) => n % 2 === 0, { concurrency: 2 })
    .flatMap("with next", async function* (n) {
      yield n;
      await delay(1);
      yield n + 1;
    })
    .consume("use", async () => delay(1))
    .batch("all", 100);
  assert.deepEqual(await all(flow), [[0, 1, 2, 3, 4, 5, 6, 7]]);
});

test("a shuffle keeps every element, depends on the seed alone, and differs from epoch to epoch", async () => {
  const shuffled = (seed: number): Promise<readonly number[][]> =>
    all(numbers(50).shuffle("shuffle", 20, { seed }).repeat("epochs", 2).batch("epoch", 50)) as Promise<
      number[][]
    >;
  const [first, second] = await shuffled(1);
  assert.deepEqual(
    [...(first ?? [])].sort((a, b) => a - b),
    Array.from({ length: 50 }, (_, index) => index),
  );
  assert.notDeepEqual(first, second);
  assert.deepEqual((await shuffled(1))[0], first);
  assert.notDeepEqual((await shuffled(2))[0], first);
});

test("a cache runs what is above it once, whatever the number of epochs", async () => {
  let calls = 0;
  const flow = numbers(5)
    .map("count", (n) => {
      calls++;
      return n;
    })
    .cache("cache")
    .repeat("epochs", 3);
  assert.equal((await all(flow)).length, 15);
  assert.equal(calls, 5);
});

test("prefetch and unbatch keep order and count", async () => {
  const flow = numbers(30)
    .map("wait", async (n) => n)
    .prefetch("ahead", 4)
    .batch("tens", 10)
    .unbatch("ones")
    .prefetch("again", 3);
  assert.deepEqual(
    await all(flow),
    Array.from({ length: 30 }, (_, index) => index),
  );
});

test("dropRemainder leaves out the last short batch and collate makes the batch", async () => {
  const flow = numbers(7).batch("sum", 3, {
    dropRemainder: true,
    collate: (ns) => ns.reduce((a, b) => a + b, 0),
  });
  assert.deepEqual(await all(flow), [3, 12]);
});

test("a stage that throws is named, with the element, now or later", async () => {
  for (const isLater of [false, true]) {
    const flow = source("paths", () => [{ id: "a.wav" }, { id: "b.wav" }]).map("decode", (example) => {
      if (example.id === "a.wav") return example;
      const error = new Error("no such codec");
      if (isLater) return Promise.reject(error);
      throw error;
    });
    await assert.rejects(all(flow), {
      name: "SoundingsError",
      code: "run",
      message: 'stage "decode" threw on element 1 (b.wav): no such codec',
    });
  }
});

test("outputs before the failing one are still handed on", async () => {
  const seen: number[] = [];
  const flow = numbers(5).map(
    "fails at 3",
    async (n) => {
      if (n === 3) throw new Error("three");
      return n;
    },
    { concurrency: 2 },
  );
  await assert.rejects(async () => {
    for await (const n of pipeline("test", () => flow)) seen.push(n);
  }, /stage "fails at 3" threw on element 3: three/);
  assert.deepEqual(seen, [0, 1, 2]);
});

test("stopping early closes the source", async () => {
  let isClosed = false;
  const flow = source("endless", function* () {
    try {
      for (let n = 0; ; n++) yield n;
    } finally {
      isClosed = true;
    }
  }).map("same", (n) => n);
  for await (const n of pipeline("test", () => flow)) if (n === 3) break;
  assert.equal(isClosed, true);
});

test("parameters come from one dictionary over the defaults", async () => {
  const counted = pipeline("counted", (params) => numbers(Number(params.count)), { count: 2 });
  assert.deepEqual(await collect(counted), [0, 1]);
  assert.deepEqual(await collect(counted.with({ count: 3 })), [0, 1, 2]);
});

test("wrong declarations are refused with what to do", async () => {
  assert.throws(() => numbers(1).map("numbers", (n) => n), /two stages are named "numbers"/);
  assert.throws(() => numbers(1).map("", (n) => n), /a stage needs a name/);
  assert.throws(() => numbers(1).batch("batch", 0), /batch size of "batch" has to be a whole number/);
  await assert.rejects(collect(pipeline("nothing", () => undefined as never)), /builds no flow/);
  assert.equal(isPipeline(pipeline("x", () => numbers(1))), true);
  assert.equal(isPipeline({}), false);
});

test("a pipeline that ends in a consumer is run to its end, and says how many outputs it had", async () => {
  const seen: number[] = [];
  const trained = pipeline("train", () =>
    source("numbers", () => [1, 2, 3, 4, 5])
      .map("double", async (n) => 2 * n, { concurrency: 2 })
      .batch("batch", 2)
      .consume("train", (batch) => {
        seen.push(...batch);
      }),
  );
  assert.equal(await trained.run(), 3);
  assert.deepEqual(seen, [2, 4, 6, 8, 10]);
});

test("functions in a row are run as one, and a promise in the middle of a run changes nothing", async () => {
  const calls: string[] = [];
  const sometimes = (n: number, index: number): number | Promise<number> => {
    calls.push(`${n}@${index}`);
    return n === 3 ? Promise.resolve(30) : n;
  };
  const flow = source("numbers", () => [1, 2, 3, 4, 5])
    .map("first", (n) => n)
    .filter("odd", (n) => n !== 4)
    .map("sometimes", sometimes, { concurrency: 2 })
    .map("last", (n, index) => `${n}:${index}`);
  const outputs: string[] = [];
  for await (const output of iterateFlow(flow)) outputs.push(output);
  assert.deepEqual(outputs, ["1:0", "2:1", "30:2", "5:3"]);
  assert.deepEqual(calls, ["1@0", "2@1", "3@2", "5@3"]);
});

test("a failure in one of several functions in a row names it and its element", async () => {
  const fail = (n: number): number => {
    if (n === 3) throw new Error("odd one");
    return n;
  };
  const flow = source("numbers", () => [1, 2, 3])
    .map("same", (n) => n)
    .map("fail", fail);
  await assert.rejects(async () => {
    for await (const _ of iterateFlow(flow));
  }, /stage "fail" threw on element 2: odd one/);
});
