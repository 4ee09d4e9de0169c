import {
  readClock,
  readLoopIdleSeconds,
  readLoopTurnCount,
  readMachineCpuSeconds,
  readProcessCpuSeconds,
} from "../io/clocks.ts";
import { measureDiskRate, readReadBytes } from "../io/disk-clock.ts";
import { delayPrecisely, spin } from "../io/lose-time.ts";
import { readEnvironment } from "../io/machine.ts";
import { measureCores } from "../io/measure-cores.ts";
import { measureShipping } from "../io/measure-shipping.ts";
import { readAllThreadsSchedule, readHeapBytes, readMainThreadSchedule } from "../io/scheduler-statistics.ts";
import { trackContinuations } from "../io/track-continuations.ts";
import { watchGc } from "../io/watch-gc.ts";
import type { ProfilerEffects } from "../profiler/effects.ts";
import { openThreads } from "./stage-threads.ts";

/** The real machine, as the profiler sees it. */
export const machineEffects: ProfilerEffects = {
  now: readClock,
  loopIdleSeconds: readLoopIdleSeconds,
  loopTurnCount: readLoopTurnCount,
  measureShipping,
  measureCores,
  slowing: { spin, delay: delayPrecisely },
  processCpuSeconds: readProcessCpuSeconds,
  machineCpuSeconds: readMachineCpuSeconds,
  mainThreadSchedule: readMainThreadSchedule,
  coreCount: readEnvironment().logicalCoreCount,
  trackContinuations,
  watchGc,
  openThreads,
  heapBytes: readHeapBytes,
  readBytes: readReadBytes,
  measureDiskRate,
  allThreadsSchedule: readAllThreadsSchedule,
};

const { measureShipping: _, measureCores: __, ...others } = machineEffects;

/** The same without what only predictions need: a gate makes none, and would pay for it in every pass. */
export const gateEffects: ProfilerEffects = others;
