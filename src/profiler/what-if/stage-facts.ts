import type { BatchCost } from "../../model/prediction.ts";
import { examplesIn } from "../demands.ts";
import type { ShippingCost } from "../effects.ts";
import type { StageRecord, ThreadCosts, Window } from "../run-record.ts";

/** What is known of a stage beyond its times: what a change of it needs. */
export interface StageFacts {
  readonly name: string;
  readonly kind: StageRecord["kind"];
  /** Bytes of typed arrays in what one call takes in and gives. */
  readonly inputBytes: number;
  readonly outputBytes: number;
  /** Outputs of the stage for one example of the source. */
  readonly outputsPerExample: number;
  /** Whether two calls with one input gave different outputs; undefined where that was not tried. */
  readonly isRandom: boolean | undefined;
  /** What a call on a batch costs, where at least two sizes were timed. */
  readonly batchCost: BatchCost | undefined;
  /** What a call costs in a thread, where that was tried. */
  readonly threadCosts?: ThreadCosts;
}

/** What changes are worked out from. */
export interface ChangeFacts {
  readonly stages: readonly StageFacts[];
  readonly shipping: ShippingCost;
  /** Examples of the source in one output of the pipeline. */
  readonly examplesPerOutput: number;
  /** Elements of the source that were seen in one pass. */
  readonly exampleCount: number;
  /** Whether the pipeline makes more than one pass over its source. */
  readonly isRepeated: boolean;
}

/** Facts of the stages of a run. */
export function stageFacts(
  records: readonly StageRecord[],
  steady: Window,
  batchCosts: ReadonlyMap<string, BatchCost>,
): readonly StageFacts[] {
  const exampleCount = examplesIn(steady, records);
  const outputBytes = steady.stages.map(({ byteCount, outputCount }) => byteCount / Math.max(1, outputCount));
  return records.map(({ name, kind, isRandom, threadCosts }, index) => ({
    name,
    kind,
    inputBytes: (outputBytes[index - 1] ?? 0) * inputsPerCall(steady, index),
    outputBytes: outputBytes[index] ?? 0,
    outputsPerExample: (steady.stages[index]?.outputCount ?? 0) / Math.max(1, exampleCount),
    isRandom,
    batchCost: batchCosts.get(name),
    ...(threadCosts && { threadCosts }),
  }));
}

function inputsPerCall({ stages }: Window, index: number): number {
  const { inputCount = 0, callCount = 0 } = stages[index] ?? {};
  return callCount > 0 ? inputCount / callCount : 1;
}
