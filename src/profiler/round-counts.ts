import type { Count } from "../model/round.ts";
import { median } from "../stats/quantiles.ts";
import { type RunRecord, windowBetween } from "./run-record.ts";

/**
 * What stages took in, gave out and allocated in one pass, from passes over the same examples that were recorded on a clock of bytes
 * (`io/heap-clock`). Allocated bytes: the sum, over calls, of the median pass of each call, for a collection hides what one call
 * allocates in one pass, not in most. Only of synchronous stages: what runs behind an `await` is nobody's slice.
 */
export function roundCounts(passes: readonly RunRecord[]): readonly Count[] {
  const [first] = passes;
  if (first === undefined) return [];
  const window = windowBetween(first.snapshots[0]!, first.snapshots.at(-1)!);
  return first.stages.flatMap(({ name, isAsynchronous }, index): Count[] => {
    const { inputCount, outputCount, byteCount } = window.stages[index]!;
    const allocatedBytes = allocatedIn(passes, index);
    return [
      { stage: name, quantity: "inputCount", value: inputCount },
      { stage: name, quantity: "outputCount", value: outputCount },
      { stage: name, quantity: "byteCount", value: byteCount },
      ...(isAsynchronous
        ? []
        : [{ stage: name, quantity: "allocatedBytes", value: allocatedBytes } as const]),
    ];
  });
}

function allocatedIn(passes: readonly RunRecord[], stageIndex: number): number {
  const byPass = passes.map(({ slices }) =>
    slices
      .filter((slice) => slice.stageIndex === stageIndex)
      .map(({ startSeconds, endSeconds }) => endSeconds - startSeconds),
  );
  const callCount = Math.min(...byPass.map((calls) => calls.length));
  let bytes = 0;
  for (let call = 0; call < callCount; call++) bytes += median(byPass.map((calls) => calls[call]!)) ?? 0;
  return Math.round(bytes);
}
