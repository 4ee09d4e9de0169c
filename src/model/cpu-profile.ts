/** A profile of the processor as V8 gives it and as `.cpuprofile` files hold it. Times are microseconds. */
export interface CpuProfile {
  readonly nodes: readonly CpuProfileNode[];
  readonly startTime: number;
  readonly endTime: number;
  /** Ids of the nodes that were on top of the stack, sample by sample. */
  readonly samples: readonly number[];
  /** From one sample to the next; the first from `startTime`. */
  readonly timeDeltas: readonly number[];
}

/** One place in the tree of calls. */
export interface CpuProfileNode {
  readonly id: number;
  readonly callFrame: CpuCallFrame;
  readonly hitCount?: number;
  /** Ids of the places that were called from here. */
  readonly children?: readonly number[];
  readonly positionTicks?: readonly { readonly line: number; readonly ticks: number }[];
}

/** A function, as V8 names it; lines and columns count from 0. */
export interface CpuCallFrame {
  readonly functionName: string;
  readonly scriptId: string;
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

/** Which functions the main thread was in, by stage: from samples, over the whole run. */
export interface CpuDrillDown {
  /** Samples of the run in which the main thread was not idle. */
  readonly sampleCount: number;
  /** Share of them that fell into the work of a stage, 0..1; the rest is the runtime, the profiler and Node.js. */
  readonly attributedShare: number;
  /** In order of stages; those without a sample are left out. */
  readonly stages: readonly StageFunctions[];
}

/** The functions of one stage. */
export interface StageFunctions {
  readonly name: string;
  readonly sampleCount: number;
  /** Time between these samples, in seconds. */
  readonly seconds: number;
  /** By falling time of their own; at most 20. */
  readonly functions: readonly SampledFunction[];
}

/** One function within a stage. */
export interface SampledFunction {
  readonly name: string;
  /** File and line of the code as it ran, from 1; null for what is within V8. */
  readonly place: string | null;
  /** With it on top of the stack, in seconds. */
  readonly selfSeconds: number;
  /** With it anywhere in the stack, in seconds. */
  readonly totalSeconds: number;
  /** `selfSeconds` over all of the stage, 0..1. */
  readonly selfShare: number;
}
