import type { Flow } from "../../pipeline/flow.ts";
import type { TransformSpec } from "../../pipeline/stage-spec.ts";
import type { StageThreads } from "../../pipeline/threads.ts";
import { quantile } from "../../stats/quantiles.ts";
import type { ProfilerEffects } from "../effects.ts";
import type { ThreadCosts } from "../run-record.ts";
import { othersShareBetween, readSchedules, type Schedules, scheduleBetween } from "../schedules.ts";
import type { Company } from "./calls-of-others.ts";
import { freeingTensors } from "./free-tensors.ts";

/** What a stage is tried in threads with. */
export interface TrialOptions {
  readonly flow: Flow<unknown>;
  readonly effects: ProfilerEffects;
  /** What the main thread has to do for each call that comes back: calls of the other stages, as in the pipeline. */
  readonly company?: Company | undefined;
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
  // Timed without what freeing takes, as alone: a round may be shorter than that.
  const timedRound = (round: Company): unknown => {
    const calledAt = effects.now();
    const output = round();
    companySeconds.push(effects.now() - calledAt);
    return output;
  };
  // What a call is made of lives until it is back, and the collector has to carry it: as in the pipeline.
  const held: unknown[] = [];
  const slot = async (_: unknown, slotIndex: number): Promise<void> => {
    do {
      const at = sent++ % inputs.length;
      await threads.call(inputs[at], at, ({ sendSeconds, receiveSeconds }) => {
        mainSeconds += sendSeconds + receiveSeconds;
      });
      held[slotIndex] = company && freeingTensors(() => timedRound(company));
      if (effects.now() >= startSeconds + (partCount + 1) * partSeconds) {
        partCount = Math.floor((effects.now() - startSeconds) / partSeconds);
        onPart();
      }
    } while (effects.now() < until);
  };
  await Promise.all(Array.from({ length: slotCount }, slot));
  held.length = 0;
  return { callCount: sent, mainSeconds, companySeconds };
}

/** What a call costs beside threads that are at work, in seconds. */
export interface WatchedCosts {
  /** Processor time of the thread. */
  readonly threadSeconds: number;
  /** What sending it and receiving what comes back took the main thread. */
  readonly shippingSeconds: number;
  /**
   * All that the main thread had to do, but for waiting for a core: shipping, the other stages, turns of the event loop, and the collector. Where
   * that waits for helpers, the thread is neither on a core nor idle; where it is woken late, it is idle and waiting at once.
   */
  readonly mainSeconds: number;
}

/** What the other stages cost between two calls. */
export type CompanyCosts = Pick<ThreadCosts, "companyRatio" | "companySeconds">;

/**
 * What a call in threads costs the main thread as if other cores rested: all that it had to do, but for what the other stages take there; what the
 * collector and turns of the event loop take more is the call's.
 * @param speed of the main thread beside the threads, relative to it alone
 */
export function mainSecondsOf(
  { shippingSeconds, mainSeconds }: WatchedCosts,
  speed: number,
  { companyRatio = 1, companySeconds = 0 }: CompanyCosts,
): number {
  return Math.max(speed * shippingSeconds, speed * mainSeconds - companySeconds / companyRatio);
}

/** What the system's account of threads says of calls. */
export interface WatchedCalls {
  readonly onCoreShare?: number;
  readonly companySeconds: readonly number[];
  readonly costs?: WatchedCosts;
  /** Cores that the main thread and the threads kept busy on average. */
  readonly busyCores?: { readonly main: number; readonly threads: number };
  /** Cores that all threads of the process kept busy in most of the time. */
  readonly usualCores?: number;
  /** Cores that the threads had or waited for on average; absent where the system does not tell. */
  readonly wantedCores?: number;
}

/** The same, with the system's account of all threads before and after. */
export async function watchCalls(trial: Trial, watchedSeconds: number): Promise<WatchedCalls> {
  const readings: Reading[] = [readingOf(trial)];
  const { callCount, mainSeconds, companySeconds } = await sendCalls(trial, watchedSeconds, () => {
    readings.push(readingOf(trial));
  });
  const [before, after] = [readings[0]!, readingOf(trial)];
  const elapsedSeconds = after.atSeconds - before.atSeconds;
  const parts = readings.slice(1).map((reading, index) => ({ from: readings[index]!, to: reading }));
  const [onCoreShare, usualCores] = [
    medianOf(parts.map(({ from, to }) => onCoreShareBetween(from, to, trial.threadCount))),
    medianOf(parts.map(({ from, to }) => busyCoresBetween(from, to))),
  ];
  const watched = {
    companySeconds,
    ...(onCoreShare !== null && { onCoreShare }),
    ...(usualCores !== null && { usualCores }),
  };
  const [main, all] = [scheduleBetween(before.main, after.main), scheduleBetween(before.all, after.all)];
  const [cpuBefore, cpuAfter] = [before.use.cpuSeconds, after.use.cpuSeconds];
  if (cpuBefore === null || cpuAfter === null || main === null) return watched;
  const activeSeconds = elapsedSeconds - (after.idleSeconds - before.idleSeconds);
  return {
    ...watched,
    costs: {
      threadSeconds: (cpuAfter - cpuBefore) / callCount,
      shippingSeconds: mainSeconds / callCount,
      mainSeconds: Math.max(main.onCpuSeconds, activeSeconds - main.runQueueSeconds) / callCount,
    },
    busyCores: {
      main: Math.min(1, main.onCpuSeconds / elapsedSeconds),
      threads: Math.min(trial.threadCount, (cpuAfter - cpuBefore) / elapsedSeconds),
    },
    ...(all !== null && { wantedCores: (readySeconds(all) - readySeconds(main)) / elapsedSeconds }),
  };
}

function medianOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  return known.length === 0 ? null : quantile(known, 0.5);
}

/** What the system's account of threads said at a time. */
interface Reading extends Schedules {
  readonly use: ReturnType<StageThreads["use"]>;
  readonly atSeconds: number;
  /** How long the event loop had waited for something to happen. */
  readonly idleSeconds: number;
}

function readingOf({ effects, threads }: Trial): Reading {
  return {
    ...readSchedules(effects),
    use: threads.use(),
    atSeconds: effects.now(),
    idleSeconds: effects.loopIdleSeconds(),
  };
}

/** Cores that all threads of the process kept busy between two readings. */
function busyCoresBetween(before: Reading, after: Reading): number | null {
  const all = scheduleBetween(before.all, after.all);
  const elapsedSeconds = after.atSeconds - before.atSeconds;
  return all === null || elapsedSeconds <= 0 ? null : all.onCpuSeconds / elapsedSeconds;
}

/**
 * Of the time in which the main thread and the threads all had work, the share that each was on a core; others' share of the waiting is left
 * out. Null where there was too little of that time.
 */
function onCoreShareBetween(before: Reading, after: Reading, threadCount: number): number | null {
  const [main, threads] = [scheduleBetween(before.main, after.main), threadsBetween(before, after)];
  if (main === null || threads === null) return null;
  const { othersShare = 0 } = othersShareBetween(before, after);
  const togetherSeconds = Math.min(readySeconds(main), readySeconds(threads) / threadCount);
  if (togetherSeconds < leastTogether * (after.atSeconds - before.atSeconds)) return null;
  const waitedSeconds = (main.runQueueSeconds + threads.runQueueSeconds) * (1 - othersShare);
  return Math.max(leastOnCore, 1 - waitedSeconds / ((threadCount + 1) * togetherSeconds));
}

type Schedule = NonNullable<Schedules["main"]>;

const readySeconds = ({ onCpuSeconds, runQueueSeconds }: Schedule): number => onCpuSeconds + runQueueSeconds;

/** What the threads of the stage had, by their own account: helpers of the collector are not among them. Else all but the main thread. */
function threadsBetween(before: Reading, after: Reading): Schedule | null {
  const [from, to] = [asSchedule(before.use), asSchedule(after.use)];
  if (from !== null && to !== null) return scheduleBetween(from, to);
  const [all, main] = [scheduleBetween(before.all, after.all), scheduleBetween(before.main, after.main)];
  return scheduleBetween(main, all);
}

function asSchedule({ cpuSeconds, runQueueSeconds }: Reading["use"]): Schedule | null {
  return cpuSeconds === null || runQueueSeconds === null
    ? null
    : { onCpuSeconds: cpuSeconds, runQueueSeconds };
}

/** Share of the time in which all had work without which nothing is said; and two threads on one core, at the least. */
const [leastTogether, leastOnCore] = [0.05, 0.5];
