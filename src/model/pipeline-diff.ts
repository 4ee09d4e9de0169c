import type { Tool } from "./environment.ts";
import type { Parameters, StageContract } from "./pipeline-profile.ts";

/** Version of the `diff.json` of two pipelines; raised when a field changes its meaning. */
export const pipelineDiffSchemaVersion = 1;

/** One of two versions of a pipeline that are compared. */
export interface PipelineSide {
  readonly name: string;
  /** The module as it was given; with a revision, where it was checked out from. */
  readonly module: string;
  readonly parameters: Parameters;
  /** Full hash of the revision it was taken from; null for the working tree. */
  readonly commit: string | null;
  /** Outputs of the pipeline that were looked at. */
  readonly outputCount: number;
}

/**
 * What came of a stage. `equal`: every output is the same, bit for bit. `close`: within the tolerance. `different`: beyond it, or of
 * another shape, type or number. `random`: it gives other values each time it is run, so that only what it emits is compared. `unread`: nothing
 * is in its outputs that can be looked at. `added` and `removed`: one version alone has it.
 */
export type StageOutcome = "equal" | "close" | "different" | "random" | "unread" | "added" | "removed";

/** Whether the versions part there: what is random or cannot be read is no difference. */
export function isDifference(outcome: StageOutcome): boolean {
  return outcome === "different" || outcome === "added" || outcome === "removed";
}

/**
 * Why a stage's outputs are not equal. `itself`: its own function gives other outputs for the same inputs. `inputs`: for the same inputs it gives
 * the same; they differ already above. `unknown`: it could not be called alone.
 */
export type DifferenceCause = "itself" | "inputs" | "unknown";

/** How far the values of a stage's outputs are apart, output by output. */
export interface ValueDistance {
  /** Pairs of outputs that were compared. */
  readonly comparedCount: number;
  /** Bit for bit. */
  readonly equalCount: number;
  /** Within the tolerance, and not equal. */
  readonly closeCount: number;
  /** Largest difference of two numbers in the same place; null without one. */
  readonly largestAbsolute: number | null;
  /** Largest difference over the larger magnitude of the two, 0..2; null without one. */
  readonly largestRelative: number | null;
  /** The first output that is beyond the tolerance, or, where none is, that is not equal; null where all are equal. */
  readonly firstIndex: number | null;
  /** Where in it, such as `.samples[12]`; null where all are equal. */
  readonly firstPlace: string | null;
}

/** One fact of what a stage emits, on both sides. */
export interface ContractFact {
  /** Such as `shape`, `dtype`, `min`, `nanCount`, `sampleRatesHertz`, or `mean of channel 1`. */
  readonly name: string;
  /** Null where a side says nothing. */
  readonly before: number | string | null;
  readonly after: number | string | null;
  /** Whether the two agree, within the tolerance. */
  readonly isSame: boolean;
}

/** One stage of both versions. */
export interface StageDiff {
  readonly name: string;
  /** As in the pipeline's declaration; of the version that has it. */
  readonly kind: string;
  readonly outcome: StageOutcome;
  /** Absent where all is equal, or there is nothing to compare with. */
  readonly cause?: DifferenceCause;
  /** Absent where one version lacks the stage. */
  readonly values?: ValueDistance;
  readonly facts: readonly ContractFact[];
  readonly before: StageContract | null;
  readonly after: StageContract | null;
}

/** Two versions of a pipeline side by side, on the same inputs: `diff.json`. */
export interface PipelineDiff {
  readonly schemaVersion: typeof pipelineDiffSchemaVersion;
  readonly kind: "pipeline";
  readonly tool: Tool;
  readonly before: PipelineSide;
  readonly after: PipelineSide;
  /** Examples that both were run on, at most. */
  readonly exampleCount: number;
  /** Seed of every draw of chance. */
  readonly seed: number;
  /** Difference of two numbers that is no difference, over the larger magnitude. */
  readonly tolerance: number;
  /** In the order of the stages of the later version; those that are gone where they were. */
  readonly stages: readonly StageDiff[];
  /** The first stage at which the versions part; null where none does. */
  readonly partsAt: string | null;
  /** Whether the pipelines' own outputs, those of the last stages, differ. */
  readonly hasOtherOutputs: boolean;
  /** Whether any stage differs, is added or is gone. */
  readonly hasDiffered: boolean;
}
