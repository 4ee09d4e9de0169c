import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { messageOf } from "../model/errors.ts";
import { type Batch, beginBatch, type Encode, parseJson, writeJson } from "./result-batch.ts";
import { packTexts, type TextPack, unpackText } from "./text-pack.ts";

/** Work over many items in threads. Items are data that JSON can hold, and so are results where `decode` is left out. */
export interface ThreadedWork<Item, Result, Kept = Result> {
  /** Module to run in each thread; it calls `serveThread`. */
  readonly module: URL;
  readonly items: readonly Item[];
  /** What a thread is told of an item: the item itself where left out. */
  readonly taskOf?: (item: Item) => object;
  /** Fields that all tasks have, told once. */
  readonly common?: object;
  /** Threads, at least 1. */
  readonly threadCount: number;
  /** What becomes of an item whose thread died over it. */
  readonly onCrash: (item: Item, reason: string) => Result;
  /** The result in the bytes that the thread's `encode` wrote, which may be views of them; JSON where left out. */
  readonly decode?: (bytes: Uint8Array) => Result;
  /** What of a result is held until all are there; with the bytes in which it came, null where its thread died. */
  readonly keep: (result: Result, item: Item, bytes: Uint8Array | null) => Kept;
  /** Told after each item. */
  readonly onResult?: (result: Result, doneCount: number) => void;
  /** Aborted, no further item is begun. */
  readonly signal?: AbortSignal | undefined;
  /** How long an item may take, in seconds, before its thread is ended as if it had died; without a limit where left out. */
  readonly limitSeconds?: (item: Item) => number;
}

/** What a thread is given. */
interface ThreadData {
  readonly items: TextPack;
  /** Fields of all items. */
  readonly common: object | undefined;
  /** Integers: the next item to hand out, then one entry per thread, the item under way (-1 for none). */
  readonly shared: SharedArrayBuffer;
  readonly threadIndex: number;
  /** Time for which results may wait to be sent together, in milliseconds. */
  readonly patienceMilliseconds: number;
}

type Settle = (index: number, bytes: Uint8Array) => void;

const nextItem = 0;
const firstThread = 1;
/** What a thread has made for an item is garbage with the next: room for more of it than a processor's caches hold costs memory and saves no time. */
const resourceLimits = { maxYoungGenerationSizeMb: 6 } as const;
/** A message costs as much as a small file: results of this much time go together. */
const patienceMilliseconds = 25;

/**
 * The results of all items, in item order; of those that were begun, once `signal` is aborted. Threads take items from a shared counter, so that a slow file holds up nobody.
 * A thread that dies costs the item it was working on, and is replaced.
 */
export async function mapInThreads<Item, Result, Kept = Result>(
  work: ThreadedWork<Item, Result, Kept>,
): Promise<readonly Kept[]> {
  const { items, signal, onCrash, keep } = work;
  const results: (Kept | undefined)[] = new Array(items.length);
  await runPass(work, { indices: items.map((_, index) => index), patienceMilliseconds, results });
  // A thread that died took along what it had not sent yet: that is done again, and sent at once.
  const lost = [...items.keys()].filter((index) => results[index] === undefined);
  if (lost.length > 0 && !signal?.aborted) {
    await runPass(work, { indices: lost, patienceMilliseconds: 0, results });
  }
  const kept: Kept[] = [];
  items.forEach((item, index) => {
    const result = results[index];
    if (result !== undefined) kept.push(result);
    else if (!signal?.aborted) kept.push(keep(onCrash(item, "no result came back"), item, null));
  });
  return kept;
}

/** Time between two looks at how long threads have been at work, in milliseconds. */
const watchMilliseconds = 250;

/** Works on the items of `indices`, and puts what comes of them into `results`. */
async function runPass<Item, Result, Kept>(
  work: ThreadedWork<Item, Result, Kept>,
  pass: {
    readonly indices: readonly number[];
    readonly patienceMilliseconds: number;
    readonly results: (Kept | undefined)[];
  },
): Promise<void> {
  const { module, items, threadCount, onCrash, onResult, signal, limitSeconds, keep } = work;
  const { decode = parseJson<Result>, taskOf = (item: Item): unknown => item, common } = work;
  const { indices, results } = pass;
  let doneCount = items.length - indices.length;
  const shared = new SharedArrayBuffer(4 * (firstThread + threadCount));
  const state = new Int32Array(shared);
  const packed = packTexts(indices.length, (at) => JSON.stringify(taskOf(items[indices[at]!]!)));
  const settle = (at: number, result: Result, bytes: Uint8Array | null): void => {
    const index = indices[at]!;
    results[index] = keep(result, items[index]!, bytes);
    doneCount += 1;
    onResult?.(result, doneCount);
  };
  const runThread = async (threadIndex: number): Promise<void> => {
    while (Atomics.load(state, nextItem) < indices.length) {
      Atomics.store(state, firstThread + threadIndex, -1);
      const { patienceMilliseconds } = pass;
      const data = { items: packed, common, shared, threadIndex, patienceMilliseconds };
      const limit = limitSeconds && ((at: number) => limitSeconds(items[indices[at]!]!));
      const settleBytes: Settle = (at, bytes) => settle(at, decode(bytes), bytes);
      const crash = await untilExit(module, data, settleBytes, limit);
      const at = Atomics.load(state, firstThread + threadIndex);
      if (crash === null) continue;
      if (at === -1) throw new Error(crash);
      const index = indices[at]!;
      if (results[index] === undefined) settle(at, onCrash(items[index]!, crash), null);
    }
  };
  const handOutNoMore = (): void => {
    Atomics.store(state, nextItem, indices.length);
  };
  if (signal?.aborted) handOutNoMore();
  signal?.addEventListener("abort", handOutNoMore);
  await Promise.all(Array.from({ length: threadCount }, (_, threadIndex) => runThread(threadIndex)));
  signal?.removeEventListener("abort", handOutNoMore);
}

/** Runs one thread to its end: null when it ended well, else why it died. */
function untilExit(
  module: URL,
  data: ThreadData,
  settle: Settle,
  limitSeconds?: (at: number) => number,
): Promise<string | null> {
  return new Promise((resolve) => {
    const worker = new Worker(module, { workerData: data, resourceLimits });
    let reason: string | null = null;
    const unwatch = watch(data, limitSeconds, (seconds) => {
      reason ??= `it took longer than ${seconds} s`;
      void worker.terminate();
    });
    worker.on("message", ({ bytes, results }: Batch) => {
      for (const { index, start, length } of results) settle(index, bytes.subarray(start, start + length));
    });
    worker.on("error", (error) => {
      reason = messageOf(error);
    });
    // Results that the thread sent before it died may come after its error, but never after its exit.
    worker.on("exit", (code) => {
      unwatch();
      resolve(code === 0 ? null : (reason ?? `its thread ended with code ${code}`));
    });
  });
}

/** Calls `onLate` when a thread has been at one item for longer than allowed. Gives what ends the watch. */
function watch(
  { shared, threadIndex }: ThreadData,
  limitSeconds: ((at: number) => number) | undefined,
  onLate: (limitSeconds: number) => void,
): () => void {
  if (limitSeconds === undefined) return () => {};
  const state = new Int32Array(shared);
  let item = -1;
  let limit = 0;
  let since = 0;
  const timer = setInterval(() => {
    const at = Atomics.load(state, firstThread + threadIndex);
    if (at !== item) [item, since, limit] = [at, performance.now(), at < 0 ? 0 : limitSeconds(at)];
    else if (at >= 0 && performance.now() - since > 1000 * limit) onLate(limit);
  }, watchMilliseconds);
  return () => clearInterval(timer);
}

/** In a thread: works on items until none is left. Results go as JSON where `encode` is left out. */
export async function serveThread<Item, Result>(
  work: (item: Item) => Promise<Result>,
  encode: Encode<Result> = writeJson,
): Promise<void> {
  if (isMainThread) return;
  const { items, common, shared, threadIndex, patienceMilliseconds: patience } = workerData as ThreadData;
  const state = new Int32Array(shared);
  const batch = beginBatch();
  let sentAt = performance.now();
  const send = (): void => {
    const { value, transfer } = batch.take();
    if (value.results.length > 0) parentPort?.postMessage(value, transfer);
    sentAt = performance.now();
  };
  for (;;) {
    const index = Atomics.add(state, nextItem, 1);
    if (index >= items.count) break;
    Atomics.store(state, firstThread + threadIndex, index);
    const own = JSON.parse(unpackText(items, index));
    const result = await work((common === undefined ? own : { ...common, ...own }) as Item);
    encode(result, (byteCount) => batch.claim(index, byteCount));
    if (performance.now() - sentAt >= patience) send();
  }
  send();
}

/** The module beside `here` with this name, as it is called here: TypeScript in the sources, JavaScript once built. */
export function siblingModule(here: string, name: string): URL {
  return new URL(`./${name}${here.endsWith(".ts") ? ".ts" : ".js"}`, here);
}
