import type { Stage } from "../model/pipeline-profile.ts";
import type { ObservedPart, ObservedStage } from "./observed-part.ts";
import type { WorkerOptions } from "./worker-options.ts";

/** Where elements come from: anything that can be iterated, opened anew for each pass. */
export type OpenSource = () => Iterable<unknown> | AsyncIterable<unknown>;

/** A function over elements. `index` counts the inputs of the stage from 0. */
export type StageFunction = (value: never, index: number) => unknown;

/** Where elements enter. */
export interface SourceSpec extends Stage {
  readonly kind: "source";
  readonly open: OpenSource;
  /** A pipeline of another library that runs by itself: its stages stand in place of this one. */
  readonly observed?: ObservedPart;
}

/** One call per input. */
export interface TransformSpec extends Stage {
  readonly kind: "map" | "filter" | "consume";
  readonly fn: StageFunction;
  /** How it runs in other threads; null on the main thread. */
  readonly worker: WorkerOptions | null;
}

/** Any number of outputs per input. */
export interface FlatMapSpec extends Stage {
  readonly kind: "flatMap";
  readonly fn: StageFunction;
}

/** Groups of elements. */
export interface BatchSpec extends Stage {
  readonly kind: "batch";
  /** Elements in a full batch. */
  readonly size: number;
  /** Whether a last batch that is not full is left out. */
  readonly dropRemainder: boolean;
  /** Makes the batch of its elements; null gives the array. */
  readonly collate: ((elements: never) => unknown) | null;
}

/** Random order within a buffer. */
export interface ShuffleSpec extends Stage {
  readonly kind: "shuffle";
  /** Elements to draw from. */
  readonly bufferSize: number;
  readonly seed: number;
}

/** Work ahead. */
export interface PrefetchSpec extends Stage {
  readonly kind: "prefetch";
  /** Elements ahead at most. */
  readonly size: number;
}

/** Several passes over what is above. */
export interface RepeatSpec extends Stage {
  readonly kind: "repeat";
  readonly epochCount: number;
}

/** A stage without parameters of its own. */
export interface PlainSpec extends Stage {
  readonly kind: "unbatch" | "cache";
}

/** A stage as declared: what it is, and what it needs to run. */
export type StageSpec =
  | SourceSpec
  | TransformSpec
  | FlatMapSpec
  | BatchSpec
  | ShuffleSpec
  | PrefetchSpec
  | RepeatSpec
  | PlainSpec;

/** A stage as a watcher sees it. */
export type WatchedStage = StageSpec | ObservedStage;

/** The stages that a watcher sees: those of a part that runs by itself in place of its source. */
export function watchedStages(specs: readonly StageSpec[]): readonly WatchedStage[] {
  return specs.flatMap((spec): readonly WatchedStage[] =>
    spec.kind === "source" && spec.observed !== undefined ? spec.observed.stages : [spec],
  );
}

/** Whether a flow begins with a pipeline that runs by itself: it can be run once, and its stages cannot be called one by one. */
export function runsByItself({ stages }: { readonly stages: readonly StageSpec[] }): boolean {
  return stages.some((spec) => spec.kind === "source" && spec.observed !== undefined);
}
