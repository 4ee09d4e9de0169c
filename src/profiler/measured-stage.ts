import type { StageProfile } from "../model/pipeline-profile.ts";
import type { WorkerUse } from "../model/worker-use.ts";
import { costByData } from "./cost-by-data.ts";
import type { StageRecord, StageTotals } from "./run-record.ts";

/** What a stage's profile holds beyond the model's quantities. */
type MeasuredFields = Pick<
  StageProfile,
  "worker" | "allocatedBytes" | "blockedSeconds" | "firstCallSeconds" | "isRandom" | "costByData"
> & { readonly cpuSeconds?: number };

/** Time in sampled slices below which they say nothing of the processor. */
const leastSampledSeconds = 0.01;

/** What was measured of one stage besides its slots: threads, allocation, processor time, first call, costly examples. */
export function measuredStage(stage: StageRecord, totals: Readonly<StageTotals>): MeasuredFields {
  const [firstCallSeconds] = stage.holdsSeconds;
  const costs = stage.examples === undefined ? null : costByData(stage.examples);
  return {
    allocatedBytes: allocatedBytes(stage, totals),
    ...processorTime(stage, totals),
    ...(stage.worker && { worker: workerUse(stage, totals) }),
    ...(firstCallSeconds !== undefined && { firstCallSeconds }),
    ...(stage.isRandom !== undefined && { isRandom: stage.isRandom }),
    ...(costs && { costByData: costs }),
  };
}

function workerUse(stage: StageRecord, totals: Readonly<StageTotals>): WorkerUse {
  const { threadCount, startSeconds } = stage.worker ?? { threadCount: 0, startSeconds: 0 };
  const isKnown = totals.workerCpuSeconds > 0;
  return {
    threadCount,
    startSeconds,
    busySeconds: totals.workerBusySeconds,
    cpuSeconds: isKnown ? totals.workerCpuSeconds : null,
    runQueueSeconds: isKnown ? totals.workerRunQueueSeconds : null,
    gcSeconds: totals.workerGcSeconds,
    shipSeconds: totals.shipSeconds,
    mainShipSeconds: totals.mainShipSeconds,
    shippedBytes: totals.shippedByteCount,
    usedBytes: totals.usedByteCount,
  };
}

function allocatedBytes({ sampledSlices }: StageRecord, totals: Readonly<StageTotals>): number | null {
  if (sampledSlices === undefined || sampledSlices.allocatedSliceCount === 0) return null;
  return (sampledSlices.allocatedBytes / sampledSlices.allocatedSliceCount) * totals.callCount;
}

/** From the sampled slices of the stage itself where they were long enough; the share of the whole main thread stands in otherwise. */
function processorTime(
  { sampledSlices, isAsynchronous }: StageRecord,
  totals: Readonly<StageTotals>,
): { readonly cpuSeconds?: number; readonly blockedSeconds: number | null } {
  const schedule = sampledSlices?.schedule ?? null;
  // What happens behind an await is in none of the sampled slices.
  if (schedule === null || schedule.wallSeconds < leastSampledSeconds || isAsynchronous) {
    return { blockedSeconds: null };
  }
  const { wallSeconds, onCpuSeconds, runQueueSeconds } = schedule;
  const blockedShare = Math.max(0, 1 - (onCpuSeconds + runQueueSeconds) / wallSeconds);
  return {
    cpuSeconds: totals.busySeconds * (onCpuSeconds / wallSeconds),
    blockedSeconds: totals.busySeconds * blockedShare,
  };
}
