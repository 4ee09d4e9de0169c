import type { Snapshot } from "./run-record.ts";

/** What a stage has done so far in a run that goes on. */
export interface LiveStage {
  readonly name: string;
  readonly outputCount: number;
  /** Share of the time that it had the main thread, 0..1. */
  readonly busyShare: number;
  /** Mean number of its slots in service. */
  readonly servingCount: number;
}

/** The stages of a run at its latest output; what was counted before its start, by calibration, is left out. */
export function liveStages(
  first: Snapshot,
  latest: Snapshot,
  names: readonly string[],
): readonly LiveStage[] {
  const elapsedSeconds = latest.timeSeconds - first.timeSeconds;
  return latest.stages.map(({ busySeconds, holdSeconds, outputCount }, index) => {
    const before = first.stages[index];
    return {
      name: names[index] ?? "",
      outputCount,
      busyShare: (busySeconds - (before?.busySeconds ?? 0)) / elapsedSeconds,
      servingCount: (holdSeconds - (before?.holdSeconds ?? 0)) / elapsedSeconds,
    };
  });
}
