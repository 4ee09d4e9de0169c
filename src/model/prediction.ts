import type { Estimate } from "./estimate.ts";

/**
 * What is changed about a stage. `free`: it costs nothing, as when its recorded outputs are replayed. `faster`: each call takes
 * `amount` times less. `parallel`: its calls run in `amount` worker threads. `batched`: batches of `amount` elements.
 * `cached`: its outputs are kept in memory from the first epoch on. `concurrent`: up to `amount` calls at once. `prefetched`: up
 * to `amount` of its outputs are made ahead. `allocated`: the best shares of `amount` cores, as its `parts` say.
 */
export type ChangeKind =
  | "free"
  | "faster"
  | "parallel"
  | "batched"
  | "cached"
  | "concurrent"
  | "prefetched"
  | "allocated";

/** A change that the model can predict. */
export interface Change {
  readonly stage: string;
  readonly kind: ChangeKind;
  /** How much, by kind; null for `free` and `cached`. */
  readonly amount: number | null;
  /** Calls under way at once, over all threads; of `parallel` only, and two per thread where it is left out. */
  readonly slotCount?: number;
  /** The changes it consists of; of `allocated` only. */
  readonly parts?: readonly Change[];
}

/** What keeping a stage's outputs would cost and give, over epochs. */
export interface CachePlan {
  /** Throughput while the cache is filled, in examples of the source per second. */
  readonly firstEpochExamplesPerSecond: number;
  /** Throughput once it is full. */
  readonly laterEpochsExamplesPerSecond: number;
  /** Memory that one example's outputs take, in bytes of typed arrays; 0 where outputs hold none. */
  readonly bytesPerExample: number;
  /** Memory for the examples that were seen, in bytes. */
  readonly storageBytes: number;
  /** Epochs from which the whole is faster than without a cache; null when it never is. */
  readonly breakEvenEpochCount: number | null;
}

/** What was measured of a change, beside what was predicted. */
export interface Outcome {
  /** Measured throughput with the change over that without, from interleaved pairs. */
  readonly speedup: Estimate;
  /** Pairs of runs. */
  readonly pairCount: number;
  /** Of a change to threads: speed of the slowest core relative to the fastest, before or after, 0..1; absent where that cannot be told. */
  readonly slowestCoreSpeed?: number;
  /** Predicted over measured speed-up, less 1; of a prediction of the least gain 0 where it gave more. */
  readonly relativeError: number;
  /** Whether the measured speed-up, as far as it is known, lies in the predicted interval. A miss is a miss. */
  readonly isWithin: boolean;
}

/** What a change would give. */
export interface Prediction {
  readonly change: Change;
  /** Throughput after the change, in examples of the source per second. */
  readonly examplesPerSecond: Estimate;
  /** Predicted over measured throughput. */
  readonly speedup: number;
  /**
   * Present where what is left is mostly the cost of passing elements on, which the profiler adds to, or is less than the model leaves out: the
   * gain is this or more, and the upper end of the interval says nothing.
   */
  readonly isLeast?: true;
  /** What would bind after the change, in one sentence. */
  readonly nextBound: string;
  /** Work of a person that the change takes: 1 an option, 2 an option with a price in memory or copies, 4 a rewrite, 8 a limit. */
  readonly effort?: number;
  /** `speedup` less 1, over `effort`: predictions are in falling order of it. */
  readonly gainPerEffort?: number;
  /** Of `cached` only. */
  readonly cache?: CachePlan;
  /** What was measured; absent until the change has been tried. */
  readonly outcome?: Outcome;
}

/** A change that is not predicted, and why. */
export interface Refusal {
  readonly change: Change;
  /** One sentence for a person. */
  readonly reason: string;
}

/** Whether to go on optimising. */
export interface Advice {
  readonly isWorthwhile: boolean;
  /** One sentence for a person. */
  readonly reason: string;
}

/** How well the model repeats the run that it was made from. */
export interface ModelFit {
  /** Throughput of the simulated pipeline, without any change, in examples of the source per second. */
  readonly examplesPerSecond: number;
  /** The same as measured, less the time in which the main thread waited for a core. */
  readonly measuredExamplesPerSecond: number;
  /** Simulated over measured, less 1. */
  readonly relativeError: number;
}

/** What a virtual speed-up gave: everything else was slowed down instead. */
export interface CausalEffect {
  readonly stage: string;
  /** Virtual speed-up of the stage's work, 0..1: 0.5 halves it. */
  readonly share: number;
  /** Throughput over that without any speed-up. */
  readonly speedup: Estimate;
  /** Windows that it rests on. */
  readonly windowCount: number;
}

/** Times of one stage alone on an idle event loop, per call, in seconds. */
export interface StageCalibration {
  readonly stage: string;
  readonly callCount: number;
  /** Median hold of one call alone; of a stage that holds the main thread, call after call. */
  readonly serviceSeconds: number;
  /** Median hold with as many calls at once as it has slots; null for a stage with one. */
  readonly crowdedSeconds: number | null;
  /** Cost of a call on a batch: fixed and per element, with the sizes it was fitted from; absent where it takes no batches. */
  readonly batchCost?: BatchCost;
}

/** Seconds of a call on a batch of B elements: `fixedSeconds + B * secondsPerElement`. */
export interface BatchCost {
  readonly fixedSeconds: number;
  readonly secondsPerElement: number;
  /** Batch sizes that were timed, rising; at least two. */
  readonly sizes: readonly number[];
}

/** The change to keep, and the options of the stages that it moves or adds. */
export interface Tuning {
  readonly change: Change;
  /** Measured throughput with the change over that without. */
  readonly speedup: Estimate;
  readonly stages: readonly TunedStage[];
}

/** Options of one stage after tuning. */
export interface TunedStage {
  readonly name: string;
  /** As in the pipeline's declaration. */
  readonly kind: string;
  readonly concurrency: number;
  /** Threads of a stage with `worker`. */
  readonly threadCount?: number;
  /** Elements of a batch or a queue. */
  readonly size?: number;
}
