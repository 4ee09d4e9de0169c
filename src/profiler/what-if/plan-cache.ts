import type { CachePlan, Change } from "../../model/prediction.ts";
import type { ChangeFacts } from "./stage-facts.ts";

/** A full cache is read, and an empty one filled, in next to no time: it holds the outputs themselves. */
const keepSeconds = 2e-7;

/** What keeping the outputs of a stage would give and take, from the throughput with nothing above them. */
export function cachePlan(
  { examplesPerSecond, facts }: { readonly examplesPerSecond: number; readonly facts: ChangeFacts },
  change: Change,
  speedup: number,
): CachePlan {
  const stage = facts.stages.find(({ name }) => name === change.stage);
  const bytesPerExample = (stage?.outputBytes ?? 0) * (stage?.outputsPerExample ?? 1);
  const firstSeconds = 1 / examplesPerSecond + keepSeconds;
  const laterSeconds = 1 / (examplesPerSecond * speedup) + keepSeconds;
  return {
    firstEpochExamplesPerSecond: 1 / firstSeconds,
    laterEpochsExamplesPerSecond: 1 / laterSeconds,
    bytesPerExample,
    storageBytes: bytesPerExample * facts.exampleCount,
    breakEvenEpochCount: breakEven(1 / examplesPerSecond, firstSeconds, laterSeconds),
  };
}

/** The least number of epochs E with first + (E - 1) later < E plain; null when there is none. */
function breakEven(plainSeconds: number, firstSeconds: number, laterSeconds: number): number | null {
  const savedSeconds = plainSeconds - laterSeconds;
  if (savedSeconds <= 0) return null;
  const lostSeconds = Math.max(0, firstSeconds - plainSeconds);
  return 1 + Math.max(1, Math.ceil(lostSeconds / savedSeconds));
}
