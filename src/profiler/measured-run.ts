import type { RunSummary } from "../model/pipeline-profile.ts";
import type { RunRecord, StageTotals } from "./run-record.ts";

/** What was measured of a run besides its steady part: the first output, each epoch by stage, overhead by part, cores, the scheduler. */
export function measuredRun(
  record: RunRecord,
  epochs: RunSummary["epochs"],
): Pick<
  RunSummary,
  | "coreSpeed"
  | "slowestCoreSpeed"
  | "onCoreShare"
  | "othersShare"
  | "epochs"
  | "firstOutputSeconds"
  | "overhead"
  | "schedule"
> {
  const [start, first] = record.snapshots;
  return {
    epochs: epochs.map((epoch) => ({ ...epoch, ...inEpoch(record, epoch.index) })),
    ...(start && first && { firstOutputSeconds: first.timeSeconds - start.timeSeconds }),
    ...(record.overhead && { overhead: record.overhead }),
    ...(record.coreSpeed !== undefined && { coreSpeed: record.coreSpeed }),
    ...(record.slowestCoreSpeed !== undefined && { slowestCoreSpeed: record.slowestCoreSpeed }),
    ...(record.onCoreShare !== undefined && { onCoreShare: record.onCoreShare }),
    ...(record.othersShare !== undefined && { othersShare: record.othersShare }),
    schedule:
      record.schedule === null
        ? null
        : { main: record.schedule, allThreads: record.allThreadsSchedule ?? null },
  };
}

/** Outputs of the pipeline, and main-thread time of each stage, between the start of an epoch and that of the next one, or the end. */
function inEpoch(
  record: RunRecord,
  index: number,
): { readonly outputCount?: number; readonly busySeconds?: readonly number[] } {
  const from = record.epochTotals?.[index];
  const to: readonly Readonly<StageTotals>[] | undefined =
    record.epochTotals?.[index + 1] ?? record.snapshots.at(-1)?.stages;
  if (from === undefined || to === undefined) return {};
  // A repeat hands on what it is given, without a call of its own.
  const last = record.stages.findLastIndex(({ kind }) => kind !== "repeat");
  return {
    outputCount: (to[last]?.outputCount ?? 0) - (from[last]?.outputCount ?? 0),
    busySeconds: to.map((totals, stage) => totals.busySeconds - (from[stage]?.busySeconds ?? 0)),
  };
}
