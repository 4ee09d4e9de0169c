import { SoundingsError } from "../model/errors.ts";
import type { ObservedPart } from "./observed-part.ts";
import { type OpenSource, type StageFunction, type StageSpec, watchedStages } from "./stage-spec.ts";
import type { FlowOrigin } from "./threads.ts";
import type { WorkerOptions } from "./worker-options.ts";

/** Options of a stage that calls a function. */
export interface CallOptions {
  /** Asynchronous calls that may be under way at once, at least 1 (default 1). Outputs keep their order. */
  readonly concurrency?: number;
  /**
   * Runs the function in worker threads, one per slot unless said otherwise. Threads share no state: what goes in and comes out
   * is copied, and what a builder keeps in variables exists once per thread. `true` needs a pipeline that is loaded from a
   * module, or that says its module; see `WorkerOptions`.
   */
  readonly worker?: boolean | WorkerOptions;
}

/** Options of `batch`. */
export interface BatchOptions<T, B> {
  /** Leave out a last batch that is not full (default false). */
  readonly dropRemainder?: boolean;
  /** Makes the batch of its elements, such as one tensor; default: the array itself. */
  readonly collate?: (elements: readonly T[]) => B;
}

/** What `fn` may give: a value, or a promise of one. */
export type Awaitable<T> = T | Promise<T>;

/**
 * A declared sequence of stages. Every method gives a new flow and changes nothing; nothing runs until it is
 * iterated. Every stage has a name, unique in its pipeline: reports and gates speak of stages by name.
 */
export interface Flow<T> {
  /** The stages in order. */
  readonly stages: readonly StageSpec[];
  /** Where it was declared, where that is known. */
  readonly origin?: FlowOrigin;
  /** One output per input. */
  map<U>(name: string, fn: (value: T, index: number) => Awaitable<U>, options?: CallOptions): Flow<U>;
  /** Keeps the elements for which `fn` gives true. */
  filter(name: string, fn: (value: T, index: number) => Awaitable<boolean>, options?: CallOptions): Flow<T>;
  /** Any number of outputs per input. */
  flatMap<U>(name: string, fn: (value: T, index: number) => Iterable<U> | AsyncIterable<U>): Flow<U>;
  /** Groups of `size` elements in order. */
  batch<B = readonly T[]>(name: string, size: number, options?: BatchOptions<T, B>): Flow<B>;
  /** The elements of each group one by one. */
  unbatch(name: string): Flow<T extends Iterable<infer U> ? U : never>;
  /** Draws at random from a buffer of `bufferSize` elements; the same seed gives the same order in the same epoch. */
  shuffle(name: string, bufferSize: number, options?: { readonly seed?: number }): Flow<T>;
  /** Keeps all elements in memory in the first epoch and gives them again in the later ones. */
  cache(name: string): Flow<T>;
  /** Works ahead by up to `size` elements while the main thread has nothing else to do. */
  prefetch(name: string, size: number): Flow<T>;
  /** Runs all stages above it `epochCount` times. */
  repeat(name: string, epochCount: number): Flow<T>;
  /** Uses each element, as a training step does, and hands it on. */
  consume(name: string, fn: (value: T, index: number) => Awaitable<unknown>, options?: CallOptions): Flow<T>;
}

/**
 * The start of a flow.
 * @param open gives what to iterate; called once per epoch
 */
export function source<T>(name: string, open: () => Iterable<T> | AsyncIterable<T>): Flow<T> {
  return flowOf<T>([
    { name: checkedName(name, []), kind: "source", concurrency: 1, open: open as OpenSource },
  ]);
}

/** The start of a flow whose first stages run by themselves and are watched. */
export function observedFlow<T>(part: ObservedPart): Flow<T> {
  const open: OpenSource = () => {
    throw new SoundingsError("usage", "a pipeline that runs by itself is opened as a whole");
  };
  return flowOf<T>([{ name: part.stages[0]!.name, kind: "source", concurrency: 1, open, observed: part }]);
}

function flowOf<T>(stages: readonly StageSpec[]): Flow<T> {
  const add = <U>(spec: StageSpec): Flow<U> => flowOf<U>([...stages, spec]);
  const call = <U>(
    kind: "map" | "filter" | "consume",
    name: string,
    fn: unknown,
    options?: CallOptions,
  ): Flow<U> =>
    add({
      ...stage(stages, name, options?.concurrency ?? 1),
      kind,
      fn: fn as StageFunction,
      worker: workerOf(name, options?.worker),
    });
  return {
    stages,
    map: (name, fn, options) => call("map", name, fn, options),
    filter: (name, fn, options) => call("filter", name, fn, options),
    consume: (name, fn, options) => call("consume", name, fn, options),
    flatMap: (name, fn) => add({ ...stage(stages, name), kind: "flatMap", fn: fn as StageFunction }),
    batch: (name, size, options) =>
      add({
        ...stage(stages, name),
        kind: "batch",
        size: wholeNumber(`batch size of "${name}"`, size),
        dropRemainder: options?.dropRemainder ?? false,
        collate: (options?.collate ?? null) as ((elements: never) => unknown) | null,
      }),
    unbatch: (name) => add({ ...stage(stages, name), kind: "unbatch" }),
    shuffle: (name, bufferSize, options) =>
      add({
        ...stage(stages, name),
        kind: "shuffle",
        bufferSize: wholeNumber(`buffer size of "${name}"`, bufferSize),
        seed: options?.seed ?? 0,
      }),
    cache: (name) => add({ ...stage(stages, name), kind: "cache" }),
    prefetch: (name, size) => add({ ...stage(stages, name, size), kind: "prefetch", size }),
    repeat: (name, epochCount) =>
      add({
        ...stage(stages, name),
        kind: "repeat",
        epochCount: wholeNumber(`epochs of "${name}"`, epochCount),
      }),
  };
}

function stage(
  above: readonly StageSpec[],
  name: string,
  concurrency = 1,
): { name: string; concurrency: number } {
  return {
    name: checkedName(name, above),
    concurrency: wholeNumber(`concurrency of "${name}"`, concurrency),
  };
}

function workerOf(name: string, worker: boolean | WorkerOptions | undefined): WorkerOptions | null {
  if (worker === undefined || worker === false) return null;
  if (worker === true) return {};
  if (worker.threadCount !== undefined) wholeNumber(`threads of "${name}"`, worker.threadCount);
  return worker;
}

function checkedName(name: unknown, above: readonly StageSpec[]): string {
  if (typeof name !== "string" || name.trim() === "") {
    throw new SoundingsError("usage", `a stage needs a name, not ${JSON.stringify(name)}`, {
      hint: 'name each stage, as in .map("decode", decode)',
    });
  }
  if (watchedStages(above).some((stage) => stage.name === name)) {
    throw new SoundingsError("usage", `two stages are named "${name}"`, {
      hint: "reports and gates speak of stages by name: give each its own",
    });
  }
  return name;
}

function wholeNumber(what: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new SoundingsError("usage", `${what} has to be a whole number of at least 1, not ${value}`);
}
