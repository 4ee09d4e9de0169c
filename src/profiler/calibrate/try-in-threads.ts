import type { Flow } from "../../pipeline/flow.ts";
import type { TransformSpec } from "../../pipeline/stage-spec.ts";
import { type StageThreads, type ThreadRequest, threadRequest } from "../../pipeline/threads.ts";
import { quantile } from "../../stats/quantiles.ts";
import type { ProfilerEffects } from "../effects.ts";
import { speedOfRunnable } from "../model/core-sharing.ts";
import { slotsPerThread } from "../model/slots-per-thread.ts";
import type { ThreadCosts } from "../run-record.ts";
import { othersShareBetween, readSchedules, type Schedules, scheduleBetween } from "../schedules.ts";

/** Beyond this many cores, threads of one pipeline hardly share any. */
const mostCores = 8;
/** Calls that keep each thread busy at most, and the part of their time in which the main thread is timed. */
const [callsPerThread, timedShare] = [400, 0.5];
/** How long the main thread is timed alone, and beside the threads at most, in seconds. */
const timedSeconds = 0.2;
/** How long a stage is timed before it is tried, in seconds. */
const shortPassSeconds = 0.05;
/** How long calls are sent before anything is timed, for threads to compile their code, and then watched, in seconds. */
const [warmUpSeconds, watchedSeconds] = [0.5, 1];

/** What the work of a stage loses where all cores do it, and what it costs in threads. */
export interface ThreadTrial {
  /**
   * How fast the main thread does it while threads on all other cores do the same, relative to doing it alone, 0..1: what cores share
   * depends on the work. In processor time, so that waiting for a core does not count.
   */
  readonly coreSpeed: number;
  /**
   * Share of the time that the main thread and the threads were on a core while all had work, 0..1, when they sent each other calls: the
   * system does not always wake a thread where a core is free. Absent where they hardly had work at once, or the system does not say.
   */
  readonly onCoreShare?: number;
  /** Absent where the system does not tell processor time of threads. */
  readonly costs?: ThreadCosts;
}

/** Tries a stage in threads on all cores but one. Null where there are none to be had, or the system does not tell processor time. */
export async function tryInThreads(
  spec: TransformSpec,
  inputs: readonly unknown[],
  {
    flow,
    effects,
    company,
  }: {
    readonly flow: Flow<unknown>;
    readonly effects: ProfilerEffects;
    /** What the main thread has to do for each call that comes back: calls of the other stages, as in the pipeline. */
    readonly company?: ((index: number) => void) | undefined;
  },
): Promise<ThreadTrial | null> {
  const { openThreads, coreCount } = effects;
  const request = requestFor(spec, flow, coreCount - 1);
  if (request === null || openThreads === undefined || inputs.length === 0) return null;
  if (coreCount < 2 || coreCount > mostCores || effects.mainThreadSchedule() === null) return null;
  const threads = openThreads(request);
  const { threadCount } = request;
  const calls = { spec, inputs, threads, threadCount, effects, company };
  try {
    // As many at once as a change to threads gets: a thread that sleeps between calls is woken elsewhere than one that never does.
    const slotCount = slotsPerThread(timedPass(calls, shortPassSeconds)) * threadCount;
    const trial: Trial = { ...calls, slotCount };
    await sendCalls(trial, warmUpSeconds);
    const { costs, ...watched } = await watchCalls(trial);
    const companyAlone = companyTimes(trial, timedSeconds);
    const alone = timedPass(trial, timedSeconds);
    const queued = callsOf(threads, inputs, callsPerThread * request.threadCount);
    for (const call of queued) call.catch(() => {});
    const seconds = Math.min(timedSeconds, timedShare * callsPerThread * alone);
    const coreSpeed = Math.min(1, alone / timedPass(trial, seconds));
    const { onCoreShare, companySeconds, busyCores } = watched;
    const placed = { coreSpeed, ...(onCoreShare !== undefined && { onCoreShare }) };
    if (costs === undefined || busyCores === undefined) return placed;
    const speedAt = (runnable: number): number => speedOfRunnable(runnable, { coreCount, coreSpeed });
    // Their processor time was that of cores in company: on resting ones it is less.
    const [threadSpeed, mainSpeed] = [
      speedAt(Math.max(1, busyCores.threads) + busyCores.main),
      speedAt(1 + busyCores.threads),
    ];
    const companySpeed = speedBetween(companyAlone, companySeconds);
    return {
      ...placed,
      costs: {
        ...placed,
        threadSeconds: costs.threadSeconds * threadSpeed,
        mainSeconds: costs.mainSeconds * mainSpeed,
        ...(companySpeed !== null && { companyRatio: companySpeed / mainSpeed }),
      },
    };
  } catch {
    // Inputs that cannot be copied, or functions that cannot be found again: the work of others has to do.
    return null;
  } finally {
    await threads.close();
  }
}

/** A stage, its threads, and what both are called with. */
interface Trial {
  readonly spec: TransformSpec;
  readonly inputs: readonly unknown[];
  readonly threads: StageThreads;
  readonly threadCount: number;
  readonly effects: ProfilerEffects;
  readonly company: ((index: number) => void) | undefined;
  /** Calls that are under way or wait for a thread. */
  readonly slotCount: number;
}

/** Calls that came back from threads, what they took the main thread, and what its calls of other stages took then, in seconds. */
interface SentCalls {
  readonly callCount: number;
  readonly mainSeconds: number;
  readonly companySeconds: readonly number[];
}

/** Keeps the threads at work on calls that the main thread sends them, and the main thread on what it has to do for each. */
async function sendCalls(
  { inputs, threads, slotCount, effects, company }: Trial,
  seconds: number,
): Promise<SentCalls> {
  const until = effects.now() + seconds;
  let [sent, mainSeconds] = [0, 0];
  const companySeconds: number[] = [];
  const slot = async (): Promise<void> => {
    do {
      const at = sent++ % inputs.length;
      await threads.call(inputs[at], at, ({ sendSeconds, receiveSeconds }) => {
        mainSeconds += sendSeconds + receiveSeconds;
      });
      const calledAt = effects.now();
      company?.(at);
      companySeconds.push(effects.now() - calledAt);
    } while (effects.now() < until);
  };
  await Promise.all(Array.from({ length: slotCount }, slot));
  return { callCount: sent, mainSeconds, companySeconds };
}

/** Calls of other stages that are timed at most. */
const mostTimed = 5000;

/** What calls of the other stages take in turn with calls on the main thread, while threads have nothing to do. */
function companyTimes({ spec, company, inputs, effects }: Trial, seconds: number): readonly number[] {
  const call = spec.fn as (value: unknown, index: number) => unknown;
  const times: number[] = [];
  const until = effects.now() + seconds;
  for (let index = 0; company !== undefined && index < mostTimed && effects.now() < until; index++) {
    call(inputs[index % inputs.length], index);
    const calledAt = effects.now();
    company(index % inputs.length);
    times.push(effects.now() - calledAt);
  }
  return times;
}

/** How fast calls are, relative to them alone, 0..1, by medians, which leave out what waited for a core; null where there were too few. */
function speedBetween(alone: readonly number[], together: readonly number[]): number | null {
  const fewest = 20;
  if (Math.min(alone.length, together.length) < fewest) return null;
  const [before, after] = [alone, together].map((seconds) =>
    quantile(
      [...seconds].sort((a, b) => a - b),
      0.5,
    ),
  );
  return before! > 0 ? Math.max(leastSpeed, Math.min(1, before! / after!)) : null;
}

/** Cores that share all units are half as fast together. */
const leastSpeed = 0.4;

/** What the system's account of threads says of calls. */
interface WatchedCalls {
  readonly onCoreShare?: number;
  readonly companySeconds: readonly number[];
  readonly costs?: Pick<ThreadCosts, "threadSeconds" | "mainSeconds">;
  /** Cores that the main thread and the threads kept busy on average. */
  readonly busyCores?: { readonly main: number; readonly threads: number };
}

/** The same, with the system's account of all threads before and after. */
async function watchCalls(trial: Trial): Promise<WatchedCalls> {
  const [before, cpuBefore] = [readSchedules(trial.effects), trial.threads.use().cpuSeconds];
  const startSeconds = trial.effects.now();
  const { callCount, mainSeconds, companySeconds } = await sendCalls(trial, watchedSeconds);
  const elapsedSeconds = trial.effects.now() - startSeconds;
  const [after, cpuAfter] = [readSchedules(trial.effects), trial.threads.use().cpuSeconds];
  const onCoreShare = onCoreShareBetween(before, after, trial.threadCount);
  const watched = { companySeconds, ...(onCoreShare !== null && { onCoreShare }) };
  const main = scheduleBetween(before.main, after.main);
  if (cpuBefore === null || cpuAfter === null || main === null) return watched;
  return {
    ...watched,
    costs: {
      threadSeconds: (cpuAfter - cpuBefore) / callCount,
      mainSeconds: mainSeconds / callCount,
    },
    busyCores: {
      main: Math.min(1, main.onCpuSeconds / elapsedSeconds),
      threads: Math.min(trial.threadCount, (cpuAfter - cpuBefore) / elapsedSeconds),
    },
  };
}

/**
 * Of the time in which the main thread and the threads all had work, the share that each was on a core; others' share of the waiting is left
 * out. Null where there was too little of that time.
 */
function onCoreShareBetween(before: Schedules, after: Schedules, threadCount: number): number | null {
  const [all, main] = [scheduleBetween(before.all, after.all), scheduleBetween(before.main, after.main)];
  if (all === null || main === null) return null;
  const { othersShare = 0 } = othersShareBetween(before, after);
  const mainSeconds = main.onCpuSeconds + main.runQueueSeconds;
  const threadsSeconds = all.onCpuSeconds + all.runQueueSeconds - mainSeconds;
  const togetherSeconds = Math.min(mainSeconds, threadsSeconds / threadCount);
  if (togetherSeconds < leastTogether * watchedSeconds) return null;
  const waitedShare = (all.runQueueSeconds * (1 - othersShare)) / ((threadCount + 1) * togetherSeconds);
  return Math.max(leastOnCore, 1 - waitedShare);
}

/** Share of the time in which all had work without which nothing is said; and two threads on one core, at the least. */
const [leastTogether, leastOnCore] = [0.05, 0.5];

function requestFor(spec: TransformSpec, flow: Flow<unknown>, threadCount: number): ThreadRequest | null {
  if (flow.origin === undefined && spec.worker?.module === undefined) return null;
  return threadRequest(
    { ...spec, worker: { ...spec.worker, threadCount } },
    flow.stages.indexOf(spec),
    flow.origin,
  );
}

function callsOf(threads: StageThreads, inputs: readonly unknown[], count: number): Promise<unknown>[] {
  return Array.from({ length: count }, (_, index) => {
    const at = index % inputs.length;
    return threads.call(inputs[at], at, () => {});
  });
}

/** Processor time of a call: the lower quartile over passes over the inputs. */
function timedPass({ spec, inputs, effects }: Omit<Trial, "slotCount">, seconds: number): number {
  const call = spec.fn as (value: unknown, index: number) => unknown;
  const cpuSeconds = (): number => effects.mainThreadSchedule()?.onCpuSeconds ?? 0;
  const passes: number[] = [];
  const until = effects.now() + seconds;
  do {
    const before = cpuSeconds();
    for (let index = 0; index < inputs.length; index++) call(inputs[index], index);
    passes.push((cpuSeconds() - before) / inputs.length);
  } while (effects.now() < until);
  return quantile(
    passes.sort((a, b) => a - b),
    0.25,
  );
}
