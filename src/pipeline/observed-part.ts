import type { Stage } from "../model/pipeline-profile.ts";
import type { Operator } from "./operator.ts";
import type { StageProbe } from "./probe.ts";

/** A stage that runs by itself. */
export interface ObservedStage extends Stage {
  /** Elements of a batch, or of a full queue. */
  readonly size?: number;
}

/**
 * A pipeline of another library, or of none: it runs by itself, as it does without us, and its stages are watched from
 * outside. It can be run and measured; what a change of one of its stages gives can be predicted, but not tried.
 */
export interface ObservedPart {
  /** Its stages, those that feed others before them. */
  readonly stages: readonly ObservedStage[];
  /** Examples in one of its outputs, by the sizes of its batches. */
  readonly examplesPerOutput: number;
  /** Runs it from its beginning. */
  open(watch: PartWatch): Operator<unknown>;
}

/** Who watches a part, and how. */
export interface PartWatch {
  /** The watchers of its stages, in order; empty runs it as if nobody looked. */
  readonly probes: readonly StageProbe[];
  /** A repeated pipeline begins its pass `index`. */
  epochBegan(index: number): void;
  /** Waits within each call for the device to have made its tensors; slow, and only for calibration. */
  readonly readsTensors: boolean;
  /** Whether nobody uses an output once the next one is asked for: its tensors are given back. */
  readonly ownsOutputs: boolean;
}
