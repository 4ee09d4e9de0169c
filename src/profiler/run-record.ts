import type { ScheduleShare } from "../model/core-use.ts";
import type { DiskRate, ReadBytes } from "../model/disk-use.ts";
import type { AttributeValue } from "../model/example.ts";
import type { Overhead, Parameters, Stage, StageContract } from "../model/pipeline-profile.ts";
import type { Aways } from "./away-log.ts";
import type { GcPause, ShippingCost } from "./effects.ts";

/** The running totals of one stage; all times in seconds. */
export interface StageTotals {
  /** Calls completed. */
  callCount: number;
  inputCount: number;
  outputCount: number;
  /** Main-thread time inside calls, their continuations included. */
  busySeconds: number;
  /** Slot-seconds waiting for input. */
  starvedSeconds: number;
  /** Slot-seconds in service. */
  holdSeconds: number;
  /** The part of service in which a pending result may have been ready but unseen: upper end. */
  loopWaitSeconds: number;
  /** Bytes of typed arrays in outputs. */
  byteCount: number;
  /** Seconds of audio in outputs. */
  audioSeconds: number;
  /** Time inside the stage's function in other threads. */
  workerBusySeconds: number;
  /** Time of the stage's threads on a core, and waiting for one; 0 where the system does not say. */
  workerCpuSeconds: number;
  workerRunQueueSeconds: number;
  /** Garbage collection in the stage's threads. */
  workerGcSeconds: number;
  /** Shipping to and from other threads, on both sides. */
  shipSeconds: number;
  /** The part of `shipSeconds` on the main thread; `busySeconds` holds it too. */
  mainShipSeconds: number;
  /** Bytes of buffers that travelled, and of the arrays that were meant. */
  shippedByteCount: number;
  usedByteCount: number;
}

/** The running totals of a run at the moment one output of the pipeline appeared. */
export interface Snapshot {
  readonly timeSeconds: number;
  /** Outputs of the pipeline so far. */
  readonly outputCount: number;
  readonly idleSeconds: number;
  readonly cpuSeconds: number;
  /** Time in which the main thread waited for a core so far; absent where the system does not say. Read now and then only. */
  readonly runQueueSeconds?: number;
  /** Bytes read so far; absent where the system does not say. Read now and then only. */
  readonly reads?: ReadBytes;
  readonly stages: readonly Readonly<StageTotals>[];
}

/** When a stage held the main thread. */
export interface Slice {
  readonly stageIndex: number;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/** When calls of stages held their slots; of a long run the last ones. */
export interface CallLog {
  /** In the order in which they ended. */
  readonly spans: readonly Slice[];
  readonly droppedCount: number;
}

/** What is known of a stage beyond its totals. */
export interface StageRecord extends Stage {
  /** Whether a call was ever pending; only then do its slots overlap. */
  readonly isAsynchronous: boolean;
  /** Hold times of calls, in order; every `holdStride`-th call. */
  readonly holdsSeconds: readonly number[];
  readonly contract: StageContract | null;
  /** Whether outputs say how long their audio is. */
  readonly hasDuration: boolean;
  /** Threads of a stage with `worker`; absent for one on the main thread. */
  readonly worker?: { readonly threadCount: number; readonly startSeconds: number };
  /** What was seen around some of its synchronous slices; absent where nothing was sampled. */
  readonly sampledSlices?: SampledSlices;
  /** Service time of its calls by example; absent where calls do not follow examples one to one. */
  readonly examples?: ExampleTimes;
  /** Whether two calls with the same input gave different outputs; absent where that was not tried. */
  readonly isRandom?: boolean;
  /** Times of calls with nothing else under way, in seconds; absent where none was tried. */
  readonly aloneSeconds?: readonly number[];
  /** Turns of the event loop in which such a call comes back, on average; absent where none was tried. */
  readonly turnCount?: number;
  /** What a calibration found that calls take alone; absent without one. */
  readonly alone?: AloneCosts;
  /** What a calibration found that a call costs in a thread; absent where that was not tried. */
  readonly threadCosts?: ThreadCosts;
  /** Times of pending calls away from the main thread; absent without any. */
  readonly aways?: Aways;
  /** Elements of a full batch, or of a full queue; absent for other kinds. */
  readonly size?: number;
}

/** What calls of a stage take with nothing else under way. */
export interface AloneCosts {
  /** Hold of each call, in seconds, of a stage that waits: one at a time, or as many together as it has slots where it is no work of cores. */
  readonly awaySeconds?: readonly number[];
  /** Turns of the event loop in which a call of a stage that waits comes back, one call at a time: their median. */
  readonly turnCount?: number;
  /** Share of its wait that the system's threads were at work for it, 0..1; absent where that is little. */
  readonly poolShare?: number;
  /** Seconds of each call of a stage that holds the main thread, call after call; of one that waits, its processor time there. */
  readonly mainSeconds?: readonly number[];
  /** What a call takes alone over what it takes between calls of the other stages, both timed in turn; absent where that was not tried. */
  readonly aloneRatio?: number;
}

/** What a call of a stage costs in a thread, in seconds. */
export interface ThreadCosts {
  /** Processor time of the thread, what it takes to receive and send included, on a core whose neighbours rest. */
  readonly threadSeconds: number;
  /** Main-thread time of sending a call, receiving what comes back, and what else the main thread has to do because of it. */
  readonly mainSeconds: number;
  /** Share of the time that the main thread and the threads were on a core while all had work, 0..1; absent where that was not seen. */
  readonly onCoreShare?: number;
  /** How fast the main thread does the stage's work while threads on all other cores do the same, relative to doing it alone, 0..1. */
  readonly coreSpeed: number;
  /**
   * How fast the main thread did the work of the other stages beside such threads, relative to doing it in turn with this stage, and to what
   * `coreSpeed` says of that; absent where they have too little.
   */
  readonly companyRatio?: number;
  /** What the calls of other stages that come with one of this take in turn with it, the collector's work included; absent where there are none. */
  readonly companySeconds?: number;
  /** The same in as many threads as there are cores; absent where that was not tried. */
  readonly onAllCores?: AllCoresCosts;
}

/** What a call of a stage costs where there are as many threads as cores, and the main thread beside them. */
export interface AllCoresCosts {
  /** As in `ThreadCosts`, in seconds. */
  readonly threadSeconds: number;
  readonly mainSeconds: number;
  /** Share of the time of all cores that the main thread and the threads had them while all threads had work, 0..1; absent where the main thread had too much to do to keep them at work. */
  readonly coresShare?: number;
  /** As in `ThreadCosts`, where threads had no work at times. */
  readonly onCoreShare?: number;
}

/** Sums over slices around which heap and scheduler were read. */
export interface SampledSlices {
  readonly sliceCount: number;
  /** Growth of heap and array buffers, over slices in which it did not shrink. */
  readonly allocatedBytes: number;
  readonly allocatedSliceCount: number;
  /** Over slices that were long enough to tell, in seconds; null where the system does not say. */
  readonly schedule: {
    readonly wallSeconds: number;
    readonly onCpuSeconds: number;
    readonly runQueueSeconds: number;
  } | null;
}

/** Service times of one stage by example, with what is known of the examples; entries of all lists belong together. */
export interface ExampleTimes {
  /** Numbers of the examples in the order in which they came. */
  readonly indices: readonly number[];
  readonly serviceSeconds: readonly number[];
  readonly attributes: readonly ExampleAttributes[];
}

/** What is known of an example, by name; `id` names it. */
export type ExampleAttributes = Readonly<Record<string, AttributeValue>>;

/** The raw record of a run: everything else is computed from it. */
export interface RunRecord {
  readonly pipeline: { readonly name: string; readonly parameters: Parameters };
  readonly stages: readonly StageRecord[];
  /** The state at the start, then after outputs, in order of time; strides grow with the run. */
  readonly snapshots: readonly Snapshot[];
  /** Slices of the main thread in order of time. */
  readonly slices: readonly Slice[];
  readonly gcPauses: readonly GcPause[];
  /** Start time of each pass of a repeated pipeline. */
  readonly epochStartsSeconds: readonly number[];
  /** Calls of the recorder times their calibrated cost, over wall time, 0..1. */
  readonly overheadShare: number;
  /** Main thread on a core, and waiting for one, over the run; null where unknown. */
  readonly schedule: { readonly onCpuSeconds: number; readonly runQueueSeconds: number } | null;
  readonly coreCount: number;
  /** How fast a core is while all others are at work, relative to it alone, 0..1; absent where nobody measured it. */
  readonly coreSpeed?: number;
  /** Speed of the slowest core relative to the fastest while all are at work, 0..1; absent where nobody measured it. */
  readonly slowestCoreSpeed?: number;
  /**
   * Share of the time that as many threads as cores were on one while all had work and sent each other calls, 0..1; absent where nobody
   * measured it.
   */
  readonly onCoreShare?: number;
  /** Calls one by one; absent where nobody asked for a trace. */
  readonly calls?: CallLog;
  /** Totals of all stages when each pass of a repeated pipeline began. */
  readonly epochTotals?: readonly (readonly Readonly<StageTotals>[])[];
  /** `overheadShare` by what it is. */
  readonly overhead?: Overhead;
  /** All threads of the process on a core, and waiting for one, over the run; null where unknown. */
  readonly allThreadsSchedule?: ScheduleShare | null;
  /** Of the time in which the main thread waited for a core, the share that other programs had it, 0..1; absent where that is not known. */
  readonly othersShare?: number;
  /** How fast the disk is; null where nobody says. */
  readonly diskRate?: DiskRate | null;
  /** What shipping to a thread costs on this machine; absent where it was not measured. */
  readonly shipping?: ShippingCost;
}

/** The time and counts between two snapshots. */
export interface Window {
  readonly wallSeconds: number;
  readonly outputCount: number;
  readonly idleSeconds: number;
  readonly cpuSeconds: number;
  /** Time in which the main thread waited for a core; 0 where the system does not say. */
  readonly runQueueSeconds?: number;
  readonly stages: readonly Readonly<StageTotals>[];
}

/** What happened between two snapshots. */
export function windowBetween(from: Snapshot, to: Snapshot): Window {
  return {
    wallSeconds: to.timeSeconds - from.timeSeconds,
    outputCount: to.outputCount - from.outputCount,
    idleSeconds: to.idleSeconds - from.idleSeconds,
    cpuSeconds: to.cpuSeconds - from.cpuSeconds,
    runQueueSeconds: (to.runQueueSeconds ?? 0) - (from.runQueueSeconds ?? 0),
    stages: to.stages.map((totals, index) => difference(totals, from.stages[index] ?? zeroTotals())),
  };
}

/** The sum of windows. */
export function sumWindows(windows: readonly Window[], stageCount: number): Window {
  const stages = Array.from({ length: stageCount }, zeroTotals);
  const sum = { wallSeconds: 0, outputCount: 0, idleSeconds: 0, cpuSeconds: 0, runQueueSeconds: 0, stages };
  for (const window of windows) {
    sum.wallSeconds += window.wallSeconds;
    sum.outputCount += window.outputCount;
    sum.idleSeconds += window.idleSeconds;
    sum.cpuSeconds += window.cpuSeconds;
    sum.runQueueSeconds += window.runQueueSeconds ?? 0;
    window.stages.forEach((totals, index) => {
      const into = stages[index];
      if (into === undefined) return;
      for (const field of totalFields) into[field] += totals[field];
    });
  }
  return sum;
}

/** Totals of a stage that has done nothing. */
export function zeroTotals(): StageTotals {
  return {
    callCount: 0,
    inputCount: 0,
    outputCount: 0,
    busySeconds: 0,
    starvedSeconds: 0,
    holdSeconds: 0,
    loopWaitSeconds: 0,
    byteCount: 0,
    audioSeconds: 0,
    workerBusySeconds: 0,
    workerCpuSeconds: 0,
    workerRunQueueSeconds: 0,
    workerGcSeconds: 0,
    shipSeconds: 0,
    mainShipSeconds: 0,
    shippedByteCount: 0,
    usedByteCount: 0,
  };
}

const totalFields = Object.keys(zeroTotals()) as (keyof StageTotals)[];

function difference(a: Readonly<StageTotals>, b: Readonly<StageTotals>): StageTotals {
  const result = zeroTotals();
  for (const field of totalFields) result[field] = a[field] - b[field];
  return result;
}
