import type { DiskUse } from "../model/disk-use.ts";
import type { Change } from "../model/prediction.ts";
import type { StageRecord, Window } from "./run-record.ts";

/** What one output of the pipeline demands of one stage; all in seconds. */
export interface StageDemand {
  readonly name: string;
  /** Slots that can overlap: the declared concurrency of an asynchronous stage, else 1. */
  readonly slotCount: number;
  readonly isAsynchronous: boolean;
  readonly isConsumer: boolean;
  /** Main-thread time per output. */
  readonly busySeconds: number;
  /** Slot time per output, as seen: waiting for the event loop included. */
  readonly loadedHoldSeconds: number;
  /** Slot time per output, surely its own: without any time in which the result may have been ready unseen. */
  readonly intrinsicHoldSeconds: number;
  /** Threads of a stage in threads, and their work per output; absent for others. */
  readonly threads?: { readonly count: number; readonly busySeconds: number };
}

/** What one output of the pipeline demands of the machine. */
export interface Demands {
  readonly outputCount: number;
  readonly wallSeconds: number;
  /** Examples in one output. */
  readonly examplesPerOutput: number;
  readonly stages: readonly StageDemand[];
  /** Main-thread time per output outside every stage, in seconds. */
  readonly otherSeconds: number;
  /** Processor time per output over all threads, in seconds. */
  readonly cpuSeconds: number;
  readonly coreCount: number;
  /** What was read from a disk, and how fast it is; absent where that is not known. */
  readonly disk?: { readonly deviceBytes: number; readonly bytesPerSecond: number };
}

/** What a run has read, as a demand; nothing where the disk's rate is not known. */
export function diskDemand(use: DiskUse | null): Pick<Demands, "disk"> {
  if (use === null || use.rate === null) return {};
  return { disk: { deviceBytes: use.deviceBytes, bytesPerSecond: use.rate.bytesPerSecond } };
}

/** The demands of a window: operational quantities, counts and times only. */
export function demandsOf(window: Window, stages: readonly StageRecord[], coreCount: number): Demands {
  const outputCount = Math.max(1, window.outputCount);
  const busySeconds = window.stages.reduce((sum, totals) => sum + totals.busySeconds, 0);
  return {
    outputCount,
    wallSeconds: window.wallSeconds,
    examplesPerOutput: examplesIn(window, stages) / outputCount,
    stages: stages.map((stage, index) => stageDemand(stage, window, index)),
    otherSeconds: Math.max(0, window.wallSeconds - window.idleSeconds - busySeconds) / outputCount,
    cpuSeconds: window.cpuSeconds / outputCount,
    coreCount,
  };
}

function stageDemand(stage: StageRecord, window: Window, index: number): StageDemand {
  const outputCount = Math.max(1, window.outputCount);
  const {
    busySeconds = 0,
    holdSeconds = 0,
    loopWaitSeconds = 0,
    workerBusySeconds = 0,
  } = window.stages[index] ?? {};
  return {
    name: stage.name,
    slotCount: slotCountOf(stage),
    isAsynchronous: stage.isAsynchronous,
    isConsumer: stage.kind === "consume",
    busySeconds: busySeconds / outputCount,
    loadedHoldSeconds: holdSeconds / outputCount,
    intrinsicHoldSeconds: Math.max(0, holdSeconds - loopWaitSeconds) / outputCount,
    ...(stage.worker && {
      threads: { count: stage.worker.threadCount, busySeconds: workerBusySeconds / outputCount },
    }),
  };
}

/** Slots of a stage that can be in use at once: a synchronous function never overlaps itself. */
export function slotCountOf(stage: StageRecord): number {
  return stage.isAsynchronous || stage.kind === "prefetch" ? stage.concurrency : 1;
}

/**
 * Examples that reached the end: what entered the first batch, or the outputs where nothing is batched.
 * Later stages only regroup them.
 */
export function examplesIn(window: Window, stages: readonly StageRecord[]): number {
  const batchIndex = stages.findIndex((stage) => stage.kind === "batch");
  return batchIndex === -1
    ? window.outputCount
    : (window.stages[batchIndex]?.inputCount ?? window.outputCount);
}

/** Measured outputs per second. */
export function throughputOf({ outputCount, wallSeconds }: Demands): number {
  return outputCount / wallSeconds;
}

/** The demands after a change: the stage's own work divided by the amount; `free` takes it away. */
export function changed(demands: Demands, change: Change): Demands {
  const keep = change.kind === "free" ? 0 : 1 / (change.amount ?? 1);
  const before = demands.stages.find((stage) => stage.name === change.stage);
  if (before === undefined) return demands;
  const saved = before.busySeconds * (1 - keep);
  return {
    ...demands,
    cpuSeconds: Math.max(0, demands.cpuSeconds - saved),
    stages: demands.stages.map((stage) =>
      stage === before
        ? {
            ...stage,
            busySeconds: stage.busySeconds * keep,
            loadedHoldSeconds: stage.loadedHoldSeconds * keep,
            intrinsicHoldSeconds: stage.intrinsicHoldSeconds * keep,
            ...(stage.threads && {
              threads: { ...stage.threads, busySeconds: stage.threads.busySeconds * keep },
            }),
          }
        : stage,
    ),
  };
}
