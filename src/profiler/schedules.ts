import type { ProfilerEffects } from "./effects.ts";
import type { RunRecord } from "./run-record.ts";

type Schedule = NonNullable<RunRecord["schedule"]>;

/** What the operating system has given until now, in seconds; null where it does not say. */
export interface Schedules {
  readonly main: Schedule | null;
  readonly all: Schedule | null;
  readonly processSeconds: number;
  readonly machineSeconds: number | null;
}

/** Reads all of them. */
export function readSchedules(effects: ProfilerEffects): Schedules {
  return {
    main: effects.mainThreadSchedule(),
    all: effects.allThreadsSchedule?.() ?? null,
    processSeconds: effects.processCpuSeconds(),
    machineSeconds: effects.machineCpuSeconds?.() ?? null,
  };
}

/** What came between two readings. */
export function scheduleBetween(before: Schedule | null, after: Schedule | null): Schedule | null {
  if (before === null || after === null) return null;
  return {
    onCpuSeconds: after.onCpuSeconds - before.onCpuSeconds,
    runQueueSeconds: after.runQueueSeconds - before.runQueueSeconds,
  };
}

/** `othersShare` of a run record, where the system tells it. */
export function othersShareBetween(before: Schedules, after: Schedules): Pick<RunRecord, "othersShare"> {
  const main = scheduleBetween(before.main, after.main);
  if (main === null || before.machineSeconds === null || after.machineSeconds === null) return {};
  return {
    othersShare: othersShare({
      mainSeconds: main.onCpuSeconds,
      processSeconds: after.processSeconds - before.processSeconds,
      machineSeconds: after.machineSeconds - before.machineSeconds,
    }),
  };
}

/**
 * Of what keeps the main thread from a core, the share that is other programs and not threads of its own, 0..1: by the processor time of
 * either, in seconds. 0 when there was neither.
 */
export function othersShare(used: {
  readonly mainSeconds: number;
  readonly processSeconds: number;
  readonly machineSeconds: number;
}): number {
  const others = Math.max(0, used.machineSeconds - used.processSeconds);
  const ownThreads = Math.max(0, used.processSeconds - used.mainSeconds);
  return others > 0 ? others / (others + ownThreads) : 0;
}
