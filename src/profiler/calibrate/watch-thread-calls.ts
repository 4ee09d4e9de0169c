import type { Flow } from "../../pipeline/flow.ts";
import type { TransformSpec } from "../../pipeline/stage-spec.ts";
import type { StageThreads } from "../../pipeline/threads.ts";
import { quantile } from "../../stats/quantiles.ts";
import type { ProfilerEffects } from "../effects.ts";
import type { ThreadCosts } from "../run-record.ts";
import { othersShareBetween, readSchedules, type Schedules, scheduleBetween } from "../schedules.ts";

/** What a stage is tried in threads with. */
export interface TrialOptions {
  readonly flow: Flow<unknown>;
  readonly effects: ProfilerEffects;
  /** What the main thread has to do for each call that comes back: calls of the other stages, as in the pipeline. */
  readonly company?: (() => void) | undefined;
}

/** A stage, its threads, and what both are called with. */
export interface Trial extends Omit<TrialOptions, "flow"> {
  readonly spec: TransformSpec;
  readonly inputs: readonly unknown[];
  readonly threads: StageThreads;
  readonly threadCount: number;
  /** Calls that are under way or wait for a thread. */
  readonly slotCount: number;
}

/** Calls that came back from threads, what they took the main thread, and what its calls of other stages took then, in seconds. */
interface SentCalls {
  readonly callCount: number;
  readonly mainSeconds: number;
  readonly companySeconds: readonly number[];
}

/** How the system places threads changes within tenths of a second: what is usual is the median of parts this long, in seconds. */
const partSeconds = 0.2;

/**
 * Keeps the threads at work on calls that the main thread sends them, and the main thread on what it has to do for each.
 * @param onPart called after each part of the time
 */
export async function sendCalls(
  { inputs, threads, slotCount, effects, company }: Trial,
  seconds: number,
  onPart: () => void = () => {},
): Promise<SentCalls> {
  const startSeconds = effects.now();
  const until = startSeconds + seconds;
  let partCount = 0;
  let [sent, mainSeconds] = [0, 0];
  const companySeconds: number[] = [];
  const slot = async (): Promise<void> => {
    do {
      const at = sent++ % inputs.length;
      await threads.call(inputs[at], at, ({ sendSeconds, receiveSeconds }) => {
        mainSeconds += sendSeconds + receiveSeconds;
      });
      const calledAt = effects.now();
      company?.();
      companySeconds.push(effects.now() - calledAt);
      if (effects.now() >= startSeconds + (partCount + 1) * partSeconds) {
        partCount = Math.floor((effects.now() - startSeconds) / partSeconds);
        onPart();
      }
    } while (effects.now() < until);
  };
  await Promise.all(Array.from({ length: slotCount }, slot));
  return { callCount: sent, mainSeconds, companySeconds };
}

/** What the system's account of threads says of calls. */
export interface WatchedCalls {
  readonly onCoreShare?: number;
  readonly companySeconds: readonly number[];
  readonly costs?: Pick<ThreadCosts, "threadSeconds" | "mainSeconds">;
  /** Cores that the main thread and the threads kept busy on average. */
  readonly busyCores?: { readonly main: number; readonly threads: number };
  /** Cores that all threads of the process kept busy in most of the time. */
  readonly usualCores?: number;
  /** Cores that the threads had or waited for on average; absent where the system does not tell. */
  readonly wantedCores?: number;
}

/** The same, with the system's account of all threads before and after. */
export async function watchCalls(trial: Trial, watchedSeconds: number): Promise<WatchedCalls> {
  const [before, cpuBefore] = [readSchedules(trial.effects), trial.threads.use().cpuSeconds];
  const startSeconds = trial.effects.now();
  const readings: (Schedules & { readonly atSeconds: number })[] = [{ ...before, atSeconds: startSeconds }];
  const { callCount, mainSeconds, companySeconds } = await sendCalls(trial, watchedSeconds, () => {
    readings.push({ ...readSchedules(trial.effects), atSeconds: trial.effects.now() });
  });
  const elapsedSeconds = trial.effects.now() - startSeconds;
  const [after, cpuAfter] = [readSchedules(trial.effects), trial.threads.use().cpuSeconds];
  const parts = readings.slice(1).map((reading, index) => ({ from: readings[index]!, to: reading }));
  const [onCoreShare, usualCores] = [
    medianOf(
      parts.map(({ from, to }) =>
        onCoreShareBetween(from, to, {
          threadCount: trial.threadCount,
          watchedSeconds: to.atSeconds - from.atSeconds,
        }),
      ),
    ),
    medianOf(parts.map(({ from, to }) => busyCoresBetween(from, to))),
  ];
  const watched = {
    companySeconds,
    ...(onCoreShare !== null && { onCoreShare }),
    ...(usualCores !== null && { usualCores }),
  };
  const [main, all] = [scheduleBetween(before.main, after.main), scheduleBetween(before.all, after.all)];
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
    ...(all !== null && {
      wantedCores:
        (all.onCpuSeconds + all.runQueueSeconds - main.onCpuSeconds - main.runQueueSeconds) / elapsedSeconds,
    }),
  };
}

function medianOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  return known.length === 0 ? null : quantile(known, 0.5);
}

/** Cores that all threads of the process kept busy between two readings. */
function busyCoresBetween(
  before: Schedules & { readonly atSeconds: number },
  after: Schedules & { readonly atSeconds: number },
): number | null {
  const all = scheduleBetween(before.all, after.all);
  const elapsedSeconds = after.atSeconds - before.atSeconds;
  return all === null || elapsedSeconds <= 0 ? null : all.onCpuSeconds / elapsedSeconds;
}

/**
 * Of the time in which the main thread and the threads all had work, the share that each was on a core; others' share of the waiting is left
 * out. Null where there was too little of that time.
 */
function onCoreShareBetween(
  before: Schedules,
  after: Schedules,
  { threadCount, watchedSeconds }: { readonly threadCount: number; readonly watchedSeconds: number },
): number | null {
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
