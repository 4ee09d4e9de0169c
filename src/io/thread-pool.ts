import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { messageOf } from "../model/errors.ts";

/** Work over many items in threads. */
export interface ThreadedWork<Item, Result> {
  /** Module to run in each thread; it calls `serveThread`. */
  readonly module: URL;
  readonly items: readonly Item[];
  /** Threads, at least 1. */
  readonly threadCount: number;
  /** What becomes of an item whose thread died over it. */
  readonly onCrash: (item: Item, reason: string) => Result;
  /** Told after each item. */
  readonly onResult?: (result: Result, doneCount: number) => void;
  /** Aborted, no further item is begun. */
  readonly signal?: AbortSignal | undefined;
}

/** What a thread is given. */
interface ThreadData {
  readonly items: readonly unknown[];
  /** Two integers: the next item to hand out, then one entry per thread, the item under way (-1 for none). */
  readonly shared: SharedArrayBuffer;
  readonly threadIndex: number;
}

const nextItem = 0;
const firstThread = 1;

/**
 * The results of all items, in item order; of those that were begun, once `signal` is aborted. Threads take items from a shared counter, so that a slow file holds up nobody.
 * A thread that dies costs the item it was working on, and is replaced.
 */
export async function mapInThreads<Item, Result>(
  work: ThreadedWork<Item, Result>,
): Promise<readonly Result[]> {
  const shared = new SharedArrayBuffer(4 * (firstThread + work.threadCount));
  const state = new Int32Array(shared);
  const results = new Map<number, Result>();
  const settle = (index: number, result: Result): void => {
    results.set(index, result);
    work.onResult?.(result, results.size);
  };
  const runThread = async (threadIndex: number): Promise<void> => {
    while (Atomics.load(state, nextItem) < work.items.length) {
      Atomics.store(state, firstThread + threadIndex, -1);
      const crash = await untilExit(work.module, { items: work.items, shared, threadIndex }, settle as never);
      const index = Atomics.load(state, firstThread + threadIndex);
      const item = work.items[index];
      if (crash !== null && item !== undefined && !results.has(index))
        settle(index, work.onCrash(item, crash));
      if (crash !== null && index === -1) throw new Error(crash);
    }
  };
  const handOutNoMore = (): void => {
    Atomics.store(state, nextItem, work.items.length);
  };
  if (work.signal?.aborted) handOutNoMore();
  work.signal?.addEventListener("abort", handOutNoMore);
  await Promise.all(Array.from({ length: work.threadCount }, (_, threadIndex) => runThread(threadIndex)));
  work.signal?.removeEventListener("abort", handOutNoMore);
  return work.items.flatMap((item, index) => {
    const result = results.get(index);
    if (result !== undefined) return [result];
    return work.signal?.aborted ? [] : [work.onCrash(item, "no result came back")];
  });
}

/** Runs one thread to its end: null when it ended well, else why it died. */
function untilExit(
  module: URL,
  data: ThreadData,
  settle: (index: number, result: unknown) => void,
): Promise<string | null> {
  return new Promise((resolve) => {
    const worker = new Worker(module, { workerData: data });
    let reason: string | null = null;
    worker.on("message", ({ index, result }: { index: number; result: unknown }) => settle(index, result));
    worker.on("error", (error) => {
      reason = messageOf(error);
    });
    // Results that the thread sent before it died may come after its error, but never after its exit.
    worker.on("exit", (code) =>
      resolve(code === 0 ? null : (reason ?? `its thread ended with code ${code}`)),
    );
  });
}

/** In a thread: works on items until none is left. */
export async function serveThread<Item, Result>(work: (item: Item) => Promise<Result>): Promise<void> {
  if (isMainThread) return;
  const { items, shared, threadIndex } = workerData as ThreadData;
  const state = new Int32Array(shared);
  for (;;) {
    const index = Atomics.add(state, nextItem, 1);
    if (index >= items.length) return;
    Atomics.store(state, firstThread + threadIndex, index);
    const result = await work(items[index] as Item);
    parentPort?.postMessage({ index, result });
  }
}

/** The module beside `here` with this name, as it is called here: TypeScript in the sources, JavaScript once built. */
export function siblingModule(here: string, name: string): URL {
  return new URL(`./${name}${here.endsWith(".ts") ? ".ts" : ".js"}`, here);
}
