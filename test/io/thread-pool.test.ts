import assert from "node:assert/strict";
import { test } from "node:test";
import { mapInThreads, siblingModule } from "../../src/io/thread-pool.ts";

type Item = number | "throw" | "throw later" | "exit" | "hang";

const module = new URL("../fixtures/threads/square.mjs", import.meta.url);
const square = (items: readonly Item[], threadCount: number): Promise<readonly (number | string)[]> =>
  mapInThreads<Item, number | string>({
    module,
    items,
    threadCount,
    onCrash: (item, reason) => `${item}: ${reason}`,
    keep: (result) => result,
  });

const numbers = Array.from({ length: 40 }, (_, index) => index);

for (const threadCount of [1, 2, 3]) {
  test(`${threadCount} threads give results in the order of the items, however long each takes`, async () => {
    assert.deepEqual(
      await square(numbers, threadCount),
      numbers.map((n) => n * n),
    );
  });

  test(`in ${threadCount} threads, an item that brings its thread down costs itself only`, async () => {
    const items: Item[] = [...numbers];
    const expected: (number | string)[] = numbers.map((n) => n * n);
    const crashes = {
      throw: /^throw: no such number$/,
      exit: /^exit: its thread ended with code 7$/,
      "throw later": /^throw later: too late$/,
    } as const;
    Object.keys(crashes).forEach((item, index) => {
      items[3 + 10 * index] = item as Item;
    });
    const results = [...(await square(items, threadCount))];
    Object.values(crashes).forEach((pattern, index) => {
      assert.match(String(results[3 + 10 * index]), pattern);
      results[3 + 10 * index] = expected[3 + 10 * index] ?? "";
    });
    assert.deepEqual(results, expected);
  });
}

test("an item that never ends costs itself only: its thread is ended after the limit", async () => {
  const items: Item[] = [1, 2, "hang", 4, 5, "hang", 7];
  const results = await mapInThreads<Item, number | string>({
    module,
    items,
    threadCount: 2,
    onCrash: (item, reason) => `${item}: ${reason}`,
    keep: (result) => result,
    limitSeconds: (item) => (item === "hang" ? 0.5 : 60),
  });
  const late = "hang: it took longer than 0.5 s";
  assert.deepEqual(results, [1, 4, late, 16, 25, late, 49]);
});

test("results sent before a thread dies are kept: one crash after each result", async () => {
  const items = Array.from({ length: 24 }, (_, index): Item => (index % 2 === 0 ? index : "throw"));
  const results = await square(items, 2);
  const crashed = "throw: no such number";
  assert.deepEqual(
    results,
    items.map((item) => (typeof item === "number" ? item * item : crashed)),
  );
});

test("progress counts every item once", async () => {
  const doneCounts: number[] = [];
  const onResult = (_: unknown, doneCount: number): void => void doneCounts.push(doneCount);
  const items: Item[] = [1, "throw", 3, "exit", 5];
  await mapInThreads<Item, unknown>({
    module,
    items,
    threadCount: 2,
    onCrash: String,
    keep: String,
    onResult,
  });
  assert.deepEqual(doneCounts, [1, 2, 3, 4, 5]);
});

test("no items are no results", async () => {
  assert.deepEqual(await square([], 2), []);
});

test("a module that does not load is an error, for no item is at fault", async () => {
  const work = {
    module: new URL("../fixtures/threads/does-not-load.mjs", import.meta.url),
    items: [1, 2, 3],
    threadCount: 2,
    onCrash: String,
    keep: String,
  };
  await assert.rejects(mapInThreads(work), /this thread has no work/);
});

test("a sibling is TypeScript in the sources and JavaScript once built", () => {
  assert.equal(siblingModule("file:///src/a.ts", "thread").href, "file:///src/thread.ts");
  assert.equal(siblingModule("file:///dist/a.js", "thread").href, "file:///dist/thread.js");
});
