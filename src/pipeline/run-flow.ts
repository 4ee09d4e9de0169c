import { SoundingsError } from "../model/errors.ts";
import type { Flow } from "./flow.ts";
import { end, isPending, type Operator, type Pulled } from "./operator.ts";
import { openBatch } from "./operators/batch.ts";
import { openCache } from "./operators/cache.ts";
import { openFlatMap } from "./operators/flat-map.ts";
import { openFusedCalls } from "./operators/fused-calls.ts";
import { openPrefetch } from "./operators/prefetch.ts";
import { openRepeat } from "./operators/repeat.ts";
import { openShuffle } from "./operators/shuffle.ts";
import { openSource, sourceCalls } from "./operators/source.ts";
import { callsOf, openTransform } from "./operators/transform.ts";
import type { PipelineProbe, StageProbe } from "./probe.ts";
import { type StageSpec, type TransformSpec, watchedStages } from "./stage-spec.ts";
import { type OpenThreads, type StageThreads, threadRequest } from "./threads.ts";

/** What the operators of one run share: caches and threads that outlive an epoch, and the watcher. */
interface Run {
  readonly caches: Map<StageSpec, unknown[]>;
  readonly threads: ReadonlyMap<StageSpec, StageThreads>;
  readonly probes: readonly (readonly StageProbe[])[];
  readonly probe: PipelineProbe | undefined;
  /** Passes begun so far; seeds of a shuffle differ from epoch to epoch. */
  epochIndex: number;
}

/**
 * Opens a flow: gives the operator of its last stage, from which elements are pulled. Threads start at once, so that
 * they load while the first elements are on their way; closing the operator ends them.
 * @throws SoundingsError ("usage") when a stage asks for threads and there is no way to give it any
 */
export function openFlow<T>(flow: Flow<T>, probe?: PipelineProbe, openThreads?: OpenThreads): Operator<T> {
  const probes = probesOf(flow.stages, probe);
  const threads = threadsOf(flow, probes, openThreads);
  const run: Run = { caches: new Map(), threads, probes, probe, epochIndex: 0 };
  const last = openStage(flow.stages, flow.stages.length - 1, run) as Operator<T>;
  if (threads.size === 0) return last;
  const close = async (): Promise<void> => {
    try {
      await last.close();
    } finally {
      await Promise.all([...threads.values()].map((opened) => opened.close()));
    }
  };
  return { pull: () => last.pull(), close };
}

/** The watchers of each stage: several for a part that runs by itself, none where nobody watches. */
function probesOf(
  stages: readonly StageSpec[],
  probe: PipelineProbe | undefined,
): readonly (readonly StageProbe[])[] {
  let index = 0;
  return stages.map((spec) =>
    probe === undefined ? [] : watchedStages([spec]).map((stage) => probe.stage(index++, stage)),
  );
}

function threadsOf(
  { stages, origin }: Flow<unknown>,
  probes: readonly (readonly StageProbe[])[],
  openThreads: OpenThreads | undefined,
): ReadonlyMap<StageSpec, StageThreads> {
  // All requests before any thread: a stage that cannot have threads leaves none behind.
  const requests = stages.flatMap((spec, index) =>
    "worker" in spec && spec.worker !== null && spec.worker !== undefined
      ? [{ spec, index, request: threadRequest(spec, index, origin) }]
      : [],
  );
  return new Map(
    requests.map(({ spec, index, request }) => {
      if (openThreads === undefined) {
        throw new SoundingsError("usage", `stage "${spec.name}" asks for threads, and this run has none`);
      }
      const opened = openThreads(request);
      probes[index]?.[0]?.threadsOpened(request.threadCount, opened);
      return [spec, opened];
    }),
  );
}

function openStage(stages: readonly StageSpec[], index: number, run: Run): Operator<unknown> {
  const spec = stages[index];
  if (spec === undefined) throw new SoundingsError("usage", "a flow needs a source");
  const [probe] = run.probes[index] ?? [];
  const above = (): Operator<unknown> => openStage(stages, index - 1, run);
  switch (spec.kind) {
    case "source":
      return spec.observed === undefined
        ? openSource(spec, probe)
        : spec.observed.open({
            probes: run.probes[index] ?? [],
            epochBegan: (epochIndex) => run.probe?.epochBegan(epochIndex),
            readsTensors: run.probe?.readsTensors ?? false,
            // A run that is only measured throws its outputs away; what iterates a pipeline itself keeps what it likes.
            ownsOutputs:
              run.probe !== undefined && stages.slice(index + 1).every(({ kind }) => kind === "consume"),
          });
    case "map":
    case "filter":
    case "consume":
      return (
        openFused(stages, index, run) ??
        openTransform(spec, above(), { probe, threads: run.threads.get(spec) })
      );
    case "flatMap":
      return openFlatMap(spec.name, spec.fn, above(), probe);
    case "unbatch":
      return openFlatMap(spec.name, (elements) => elements, above(), probe);
    case "batch":
      return openBatch(spec, above(), probe);
    case "shuffle":
      return openShuffle(spec, above(), { probe, epochIndex: run.epochIndex });
    case "cache":
      return openCache(cacheOf(spec, run), above, probe);
    case "prefetch":
      return openPrefetch(spec, above(), probe);
    case "repeat":
      return openRepeat(spec, (epochIndex) => {
        run.epochIndex = epochIndex;
        run.probe?.epochBegan(epochIndex);
        return above();
      });
  }
}

/** Several transforms in a row that nobody watches run as one, with the source above them; undefined where there are none, or they run in threads. */
function openFused(stages: readonly StageSpec[], index: number, run: Run): Operator<unknown> | undefined {
  if (run.probe !== undefined) return undefined;
  const isFused = (spec: StageSpec | undefined): spec is TransformSpec =>
    (spec?.kind === "map" || spec?.kind === "filter" || spec?.kind === "consume") && !run.threads.has(spec);
  const above = stages.slice(0, index + 1);
  const from = above.findLastIndex((spec) => !isFused(spec)) + 1;
  const fused = above.slice(from).filter(isFused);
  const calls = fused.map((spec) => callsOf(spec));
  const first = stages[from - 1];
  if (first?.kind === "source" && first.observed === undefined) {
    const source = sourceCalls(first);
    return openFusedCalls([source.calls, ...calls], source.above);
  }
  return fused.length < 2 ? undefined : openFusedCalls(calls, openStage(stages, from - 1, run));
}

function cacheOf(spec: StageSpec, run: Run): unknown[] {
  const known = run.caches.get(spec);
  if (known !== undefined) return known;
  const fresh: unknown[] = [];
  run.caches.set(spec, fresh);
  return fresh;
}

/** The elements of a flow, one by one. Stopping early closes the sources. */
export function iterateFlow<T>(flow: Flow<T>, openThreads?: OpenThreads): AsyncIterableIterator<T> {
  let operator: Operator<T> | undefined;
  let isDone = false;
  const finish = async (): Promise<IteratorResult<T>> => {
    isDone = true;
    await operator?.close();
    return { done: true, value: undefined };
  };
  const fail = async (error: unknown): Promise<never> => {
    await finish();
    throw error;
  };
  const step = (value: Pulled<T>): IteratorResult<T> | Promise<IteratorResult<T>> =>
    value === end ? finish() : { done: false, value };
  /** The pull that is waited for: whoever asks before its answer has come waits too, as at most one is under way. */
  let underWay: Promise<IteratorResult<T>> | undefined;
  const later = (pulled: Promise<Pulled<T>>): Promise<IteratorResult<T>> => {
    underWay = pulled.then(
      (value) => {
        underWay = undefined;
        return step(value);
      },
      (error: unknown) => {
        underWay = undefined;
        return fail(error);
      },
    );
    return underWay;
  };
  const next = (): Promise<IteratorResult<T>> => {
    if (underWay !== undefined) return underWay.then(next, next);
    if (isDone) return Promise.resolve({ done: true, value: undefined });
    try {
      operator ??= openFlow(flow, undefined, openThreads);
      const pulled: Pulled<T> | Promise<Pulled<T>> = operator.pull();
      return isPending(pulled) ? later(pulled) : Promise.resolve(step(pulled));
    } catch (error) {
      return fail(error);
    }
  };
  // Written out: an async generator would wait three times as often for each element.
  const iterator: AsyncIterableIterator<T> = {
    next,
    return: () => finish(),
    [Symbol.asyncIterator]: () => iterator,
  };
  return iterator;
}

/** Runs a flow to its end, as one that ends in a `consume` is meant to be; gives the number of its outputs. */
export async function runFlow(flow: Flow<unknown>, openThreads?: OpenThreads): Promise<number> {
  const operator = openFlow(flow, undefined, openThreads);
  try {
    for (let outputCount = 0; ; outputCount++) {
      const pulled = operator.pull();
      const output = isPending(pulled) ? await pulled : pulled;
      if (output === end) return outputCount;
    }
  } finally {
    await operator.close();
  }
}
