import type { TransformSpec } from "../../pipeline/stage-spec.ts";
import type { StageThreads } from "../../pipeline/threads.ts";
import { quantile } from "../../stats/quantiles.ts";
import { speedOfRunnable } from "../model/core-sharing.ts";
import { slotsPerThread } from "../model/slots-per-thread.ts";
import type { ThreadCosts } from "../run-record.ts";
import { scheduleBetween } from "../schedules.ts";
import { freeingTensors } from "./free-tensors.ts";
import { trialRequest } from "./trial-request.ts";
import {
  type CompanyCosts,
  mainSecondsOf,
  sendCalls,
  type Trial,
  type TrialOptions,
  watchCalls,
} from "./watch-thread-calls.ts";

/** Beyond this many cores, threads of one pipeline hardly share any. */
const mostCores = 8;
/** Calls that keep each thread busy at most, and the part of their time in which the main thread is timed. */
const [callsPerThread, timedShare] = [400, 0.5];
/** How long the main thread is timed alone, and beside the threads at most, in seconds. */
const timedSeconds = 0.2;
/** How long the other stages are timed: long enough for the collector to have its share. */
const companyTimedSeconds = 0.4;
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
  { flow, effects, company }: TrialOptions,
): Promise<ThreadTrial | null> {
  const { openThreads, coreCount } = effects;
  const request = trialRequest(spec, flow, coreCount - 1);
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
    const { costs, ...watched } = await watchCalls(trial, watchedSeconds);
    const companyAlone = companyTimes(trial, companyTimedSeconds);
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
    const companySpeed = speedBetween(companyAlone.times, companySeconds);
    const companyCosts: CompanyCosts = {
      ...(companySpeed !== null && { companyRatio: companySpeed / mainSpeed }),
      ...(companyAlone.meanSeconds > 0 && { companySeconds: companyAlone.meanSeconds }),
    };
    return {
      ...placed,
      costs: {
        ...placed,
        threadSeconds: costs.threadSeconds * threadSpeed,
        mainSeconds: mainSecondsOf(costs, mainSpeed, companyCosts),
        ...companyCosts,
      },
    };
  } catch {
    // Inputs that cannot be copied, or functions that cannot be found again: the work of others has to do.
    return null;
  } finally {
    await threads.close();
  }
}

/** Calls of other stages that are timed at most. */
const mostTimed = 5000;

/**
 * What calls of the other stages take in turn with calls on the main thread, while threads have nothing to do; on average with what the collector
 * takes meanwhile, and without what the main thread waited for a core.
 */
function companyTimes(
  { spec, company, inputs, effects }: Trial,
  seconds: number,
): { readonly times: readonly number[]; readonly meanSeconds: number } {
  if (company === undefined) return { times: [], meanSeconds: 0 };
  const call = spec.fn as (value: unknown, index: number) => unknown;
  const times: number[] = [];
  const startSeconds = effects.now();
  const before = effects.mainThreadSchedule();
  const timedRound = (index: number) => (): number => {
    call(inputs[index % inputs.length], index);
    const calledAt = effects.now();
    company();
    return effects.now() - calledAt;
  };
  do times.push(freeingTensors(timedRound(times.length)));
  while (times.length < mostTimed && effects.now() < startSeconds + seconds);
  const waited = scheduleBetween(before, effects.mainThreadSchedule())?.runQueueSeconds ?? 0;
  const onCoreShare = Math.max(0, 1 - waited / (effects.now() - startSeconds));
  return { times, meanSeconds: (onCoreShare * times.reduce((sum, time) => sum + time, 0)) / times.length };
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
    freeingTensors(() => {
      for (let index = 0; index < inputs.length; index++) call(inputs[index], index);
    });
    passes.push((cpuSeconds() - before) / inputs.length);
  } while (effects.now() < until);
  return quantile(
    passes.sort((a, b) => a - b),
    0.25,
  );
}
