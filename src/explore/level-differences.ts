import type { NearPair } from "../model/dataset-statistics.ts";
import { itemsById, type MeasuredExample } from "./measured-example.ts";

/** `pairs` with how much louder the second of each is, as a whole. */
export function withLevelDifferences(
  pairs: readonly NearPair[],
  items: readonly MeasuredExample[],
): readonly NearPair[] {
  const byId = itemsById(items, new Set(pairs.flatMap(({ a, b }) => [a, b])));
  const levelOf = (id: string): number | null =>
    byId.get(id)?.measurement?.signal?.rootMeanSquareDecibels ?? null;
  return pairs.map((pair) => {
    const [a, b] = [levelOf(pair.a), levelOf(pair.b)];
    return { ...pair, levelDifferenceDecibels: a === null || b === null ? null : b - a };
  });
}
