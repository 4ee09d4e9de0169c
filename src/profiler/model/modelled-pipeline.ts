import type { Reading } from "./away-times.ts";

/** Where the time of a call goes: the main thread, a wait that needs no thread of ours, or threads of the stage's own. */
export type Place = "main" | "await" | "threads";

/** A stage as the model sees it. Times are per call, in seconds, in the order in which they were measured. */
export interface ModelledStage {
  readonly name: string;
  /** What it does with elements: one call each, groups of `size`, or a queue of `size`. */
  readonly kind: "source" | "call" | "batch" | "prefetch";
  readonly place: Place;
  /** Calls that may be under way at once. */
  readonly slotCount: number;
  /** Threads, where its place is threads. */
  readonly threadCount: number;
  /** Elements of a group, or of a full queue. */
  readonly size: number;
  /** Outputs per call: below 1 for a filter, above for an expansion. */
  readonly outputsPerCall: number;
  /** Main-thread time: of the whole call, or of what surrounds a wait or a shipment. */
  readonly mainSeconds: readonly number[];
  /** The wait, or the work in a thread. */
  readonly awaySeconds: readonly number[];
  /** Steps of a wait, each of which ends on the main thread, as the open, the reads and the close of a file do; absent where there is one. */
  readonly stepCount?: number;
  /** Of a wait that is work in threads of the system: the share of it that they work, 0..1; absent for another. */
  readonly poolShare?: number;
  /** Time of a call, on the main thread or in a thread, with nothing between calls, over the one in the run, 0..1; absent where that is not known. */
  readonly aloneRatio?: number;
}

/** A pipeline as the model sees it. */
export interface ModelledPipeline {
  /** From source to end; stages that only pass elements on are left out. */
  readonly stages: readonly ModelledStage[];
  /** Main-thread time per output outside all stages, in seconds. */
  readonly otherSeconds: number;
  /** Cores that the main thread and all threads share; absent where they are no limit. */
  readonly coreCount?: number;
  /** How fast a core is while all others are at work, relative to it alone, 0..1; 1 when absent. */
  readonly coreSpeed?: number;
  /** Share of the time that as many threads as cores are on one while all have work, 0..1; absent where that is not known. */
  readonly onCoreShare?: number;
  /** Share of the time of all cores that is used where at least as many threads as cores always have work, 0..1; absent where that is not known. */
  readonly allCoresShare?: number;
  /** Which end of what is not known this model is; "likely" when absent. */
  readonly reading?: Reading;
}

/** The same pipeline with one stage replaced. */
export function replaceStage(
  model: ModelledPipeline,
  name: string,
  change: (stage: ModelledStage) => ModelledStage,
): ModelledPipeline {
  return { ...model, stages: model.stages.map((stage) => (stage.name === name ? change(stage) : stage)) };
}

/** A stage whose calls take `factor` times as long. */
export function scaleTimes(stage: ModelledStage, factor: number): ModelledStage {
  const scale = (seconds: number): number => seconds * factor;
  return { ...stage, mainSeconds: stage.mainSeconds.map(scale), awaySeconds: stage.awaySeconds.map(scale) };
}
