import type { CoreUse } from "./core-use.ts";
import type { CostByData } from "./cost-by-data.ts";
import type { CpuDrillDown } from "./cpu-profile.ts";
import type { DiskUse } from "./disk-use.ts";
import type { Environment, Tool } from "./environment.ts";
import type { Estimate } from "./estimate.ts";
import type { Finding } from "./finding.ts";
import type {
  Advice,
  CausalEffect,
  ModelFit,
  Prediction,
  Refusal,
  StageCalibration,
  Tuning,
} from "./prediction.ts";
import type { WorkerUse } from "./worker-use.ts";

/** Version of `pipeline.json`; raised when a field changes its meaning. */
export const pipelineSchemaVersion = 1;

/** What a stage does with the examples that pass through it. */
export type StageKind =
  | "source"
  | "map"
  | "filter"
  | "flatMap"
  | "batch"
  | "unbatch"
  | "shuffle"
  | "cache"
  | "prefetch"
  | "repeat"
  /** One output of one element of each of several branches, listed before it. */
  | "zip"
  /** All elements of several branches, listed before it, one branch after the other. */
  | "concatenate"
  /** The end of the pipeline that uses what it is given, such as a training step. */
  | "consume";

/** One step of a pipeline, as its author declared it. */
export interface Stage {
  /** Unique within its pipeline. */
  readonly name: string;
  readonly kind: StageKind;
  /** Calls that may be under way at once: slots. */
  readonly concurrency: number;
}

/** Values a pipeline module receives as one dictionary. */
export type Parameters = Readonly<Record<string, string | number | boolean>>;

/** What a stage was seen to emit. */
export interface StageContract {
  /** Element type, such as float32; null when it emits no typed array. */
  readonly dtype: string | null;
  /** Shape of the first typed array it emits, such as [32, 40, 101]; null entries differ between outputs. */
  readonly shape: readonly (number | null)[] | null;
  readonly min: number | null;
  readonly max: number | null;
  /** NaN values among those looked at. */
  readonly nanCount: number;
  /** Outputs looked at. */
  readonly sampledCount: number;
  /** Infinite values among those looked at. */
  readonly infinityCount?: number;
  /** Finite values looked at. */
  readonly valueCount?: number;
  /** Distinct shapes seen, in order of appearance; at most 8. */
  readonly shapes?: readonly SeenShape[];
  /** Distinct sampling rates that outputs state, in Hertz, rising; at most 8. */
  readonly sampleRatesHertz?: readonly number[];
  /** Least and greatest duration that outputs state or imply, in seconds; null where they do neither. */
  readonly durationSeconds?: { readonly min: number; readonly max: number } | null;
  /** Outputs whose stated duration is not their length over their rate, within 1 %. */
  readonly durationMismatchCount?: number;
  /** Mean and deviation per channel, or of all values where there are no channels; at most 8. */
  readonly channels?: readonly ChannelMoments[];
}

/** A shape and how often it was seen. */
export interface SeenShape {
  readonly shape: readonly number[];
  readonly count: number;
}

/** Moments of the finite values of one channel. */
export interface ChannelMoments {
  readonly mean: number;
  readonly standardDeviation: number;
}

/** Quantiles of the time a call holds its slot, in seconds. */
export interface ServiceQuantiles {
  readonly "0.05": number;
  readonly "0.5": number;
  readonly "0.95": number;
}

/** Where the time of one stage went, over the steady part of a run. */
export interface StageProfile extends Stage {
  /** Calls completed. */
  readonly callCount: number;
  /** Elements taken in. */
  readonly inputCount: number;
  /** Elements handed on. */
  readonly outputCount: number;
  /** Calls per output of the pipeline (V). */
  readonly visitRatio: number;
  /** Synchronous work on the main thread, in seconds, its asynchronous continuations included. */
  readonly busySeconds: number;
  /** `busySeconds` times the share of time the main thread was on a core; null where the system does not say. */
  readonly cpuSeconds: number | null;
  /** Slot-seconds spent waiting for input. */
  readonly starvedSeconds: number;
  /** Slot-seconds spent holding a finished output that nobody had asked for. */
  readonly backPressuredSeconds: number;
  /** Slot-seconds in service: from the call to its result, waiting for the event loop included. */
  readonly holdSeconds: number;
  /** The part of `holdSeconds` in which a result may have been ready but the main thread was busy elsewhere: upper end. */
  readonly eventLoopWaitSeconds: number;
  /** Garbage collection that fell into this stage's work, in seconds. */
  readonly gcSeconds: number;
  /** Quantiles of hold time per call; null without a call. */
  readonly serviceSeconds: { readonly quantiles: ServiceQuantiles | null };
  /** Outputs of this stage per second of wall time. */
  readonly examplesPerSecond: number;
  /** Seconds of audio in its outputs per second of wall time; null where outputs do not say. */
  readonly audioSecondsPerSecond: number | null;
  /** Bytes of typed arrays in its outputs per second of wall time. */
  readonly bytesPerSecond: number;
  /** Share of its slots' time in service, 0..1. */
  readonly utilization: number;
  readonly contract: StageContract | null;
  /** What its threads did; absent for a stage on the main thread. */
  readonly worker?: WorkerUse;
  /**
   * Bytes allocated in its synchronous slices, heap and array buffers: mean growth over sampled slices times their number.
   * A collection within a sampled slice makes it a lower end. Null when no slice was sampled.
   */
  readonly allocatedBytes?: number | null;
  /**
   * Main-thread time in which it neither ran nor waited for a core, in seconds: a synchronous wait. From sampled slices; null
   * where the system does not say, or slices are too short to tell.
   */
  readonly blockedSeconds?: number | null;
  /** Hold time of its first call, in seconds: cold code, cold files. */
  readonly firstCallSeconds?: number;
  /** Whether two calls with the same input gave different outputs; absent where that was not tried. */
  readonly isRandom?: boolean;
  /** Elements in its queue, buffer or slots over the whole run; absent for a stage that holds none. */
  readonly occupancy?: StageOccupancy;
  /** Which examples make it slow; absent where calls cannot be told apart by example. */
  readonly costByData?: CostByData;
}

/** How many elements a stage held over time. */
export interface StageOccupancy {
  /** Elements that it can hold; null where that is not known. */
  readonly capacity: number | null;
  /** From the start of the run, in seconds: moments at which an output of the pipeline appeared; at most 120. */
  readonly atSeconds: readonly number[];
  /** Elements taken in and not yet handed on, at each of these moments. */
  readonly elementCounts: readonly number[];
}

/** What throughput can be bound by. */
export type Resource = "main" | "cores" | "disk" | "consumer" | `slots:${string}` | `threads:${string}`;

/** An upper limit on throughput, with the inequality that proves it. */
export interface Bound {
  readonly resource: Resource;
  /** Seconds of the resource that one output of the pipeline needs (D). */
  readonly demandSeconds: number;
  /** How much of it there is: threads, cores or slots (C). */
  readonly capacity: number;
  /** `capacity / demandSeconds`, in outputs of the pipeline per second. */
  readonly outputsPerSecond: number;
  /** The same in examples of the source per second. */
  readonly examplesPerSecond: number;
  /** The proof with its numbers, for a person. */
  readonly inequality: string;
}

/** The stage that holds the pipeline back. */
export interface Bottleneck {
  readonly stage: string;
  readonly resource: Resource;
  /** Share of the binding resource in use, 0..1. */
  readonly utilization: number;
  /** One sentence for a person. */
  readonly reason: string;
}

/** The run as a whole. */
export interface RunSummary extends CoreUse {
  /** Examples that left the source, in the steady part. */
  readonly exampleCount: number;
  /** Outputs of the pipeline in the steady part (batches, if it ends in batches). */
  readonly outputCount: number;
  /** Length of the steady part, in seconds. */
  readonly wallSeconds: number;
  readonly examplesPerSecond: number;
  /** Interval of `examplesPerSecond` over the windows of the run. */
  readonly examplesPerSecondEstimate: Estimate;
  readonly outputsPerSecond: number;
  readonly audioSecondsPerSecond: number | null;
  /** Index of the first output of the steady part. */
  readonly steadyFromExample: number;
  /** Whether a steady part was found. */
  readonly isSteady: boolean;
  /** Time before the steady part, in seconds: start-up and warm-up. */
  readonly warmUpSeconds: number;
  /** Instrumentation over wall time, 0..1: its calls times their cost, calibrated in the same run. */
  readonly overheadShare: number;
  /** Share of wall time the main thread waited for a core, 0..1; null where the system does not say. */
  readonly runQueueShare: number | null;
  /** Share of the main thread's time inside the event loop's poll, 0..1. */
  readonly idleShare: number;
  /** Garbage collection over the steady part, in seconds. */
  readonly gcSeconds: number;
  /** Main-thread time outside every stage: the runtime, the profiler, the rest; in seconds. */
  readonly otherBusySeconds: number;
  /** Wall time per epoch where the pipeline repeats, in seconds. */
  readonly epochs: readonly {
    readonly index: number;
    readonly wallSeconds: number;
    readonly outputCount: number;
    /** Main-thread time of each stage in this epoch, in order of stages, in seconds. */
    readonly busySeconds?: readonly number[];
  }[];
  /** From the start to the first output of the pipeline, in seconds: opening, loading, cold code. */
  readonly firstOutputSeconds?: number;
  /** Parts of `overheadShare` by what they are, each over wall time, 0..1. */
  readonly overhead?: Overhead;
  /** What the steady part has read, and how fast the disk is; null where the system does not say. */
  readonly disk?: DiskUse | null;
}

/** What measuring costs, over wall time, 0..1. */
export interface Overhead {
  /** Clock readings and sums around calls: their number times their cost, calibrated before the run. */
  readonly events: number;
  /** Following asynchronous continuations: callbacks times their cost, calibrated before the run. */
  readonly continuations: number;
  /** Looking at what stages emit, timed. */
  readonly contracts: number;
  /** Readings of heap and scheduler around sampled slices, timed. */
  readonly samples: number;
  /** Totals taken after outputs, timed. */
  readonly snapshots: number;
}

/** Where the time of a run went. */
export interface PipelineProfile {
  readonly pipeline: { readonly name: string; readonly parameters: Parameters };
  readonly run: RunSummary;
  readonly stages: readonly StageProfile[];
  readonly bounds: readonly Bound[];
  readonly bottleneck: Bottleneck;
  /** By falling gain per effort. Empty when the run breaks an identity (see `findings`). */
  readonly predictions: readonly Prediction[];
  readonly findings: readonly Finding[];
  /** Changes that are not predicted, and why. */
  readonly refusals?: readonly Refusal[];
  /** Whether to go on. */
  readonly advice?: Advice;
  readonly modelFit?: ModelFit;
  /** Virtual speed-ups, where they were tried. */
  readonly causalEffects?: readonly CausalEffect[];
  /** Stages timed alone, where they were. */
  readonly calibrations?: readonly StageCalibration[];
  /** Functions by stage, where they were sampled. */
  readonly cpu?: CpuDrillDown;
  /** The best change that was measured, with the options to keep; absent where none was looked for, or none gained. */
  readonly tuning?: Tuning;
}

/** The whole of `pipeline.json`. */
export interface PipelineReport extends PipelineProfile {
  readonly schemaVersion: typeof pipelineSchemaVersion;
  readonly tool: Tool;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly environment: Environment;
}
