import type { NearPair } from "../model/dataset-statistics.ts";
import type { MeasuredExample } from "./measured-example.ts";

/** `pairs` with how much louder the second of each is, as a whole. */
export function withLevelDifferences(
  pairs: readonly NearPair[],
  items: readonly MeasuredExample[],
): readonly NearPair[] {
  const levels = new Map(
    items.map(({ example, measurement }) => [
      example.id,
      measurement?.signal?.rootMeanSquareDecibels ?? null,
    ]),
  );
  return pairs.map((pair) => {
    const [a = null, b = null] = [levels.get(pair.a), levels.get(pair.b)];
    return { ...pair, levelDifferenceDecibels: a === null || b === null ? null : b - a };
  });
}
