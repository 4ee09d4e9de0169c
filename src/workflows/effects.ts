import { readClock, readLoopIdleSeconds, readProcessCpuSeconds } from "../io/clocks.ts";
import { readEnvironment, readSchedule } from "../io/machine.ts";
import { trackContinuations } from "../io/track-continuations.ts";
import { watchGc } from "../io/watch-gc.ts";
import type { ProfilerEffects } from "../profiler/effects.ts";

/** The real machine, as the profiler sees it. */
export const machineEffects: ProfilerEffects = {
  now: readClock,
  loopIdleSeconds: readLoopIdleSeconds,
  processCpuSeconds: readProcessCpuSeconds,
  mainThreadSchedule: readSchedule,
  coreCount: readEnvironment().logicalCoreCount,
  trackContinuations,
  watchGc,
};
