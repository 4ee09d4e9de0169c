import type { ValueDistance } from "../../model/pipeline-diff.ts";
import { compareValues, type ValueComparison } from "./compare-values.ts";

/** How the outputs of one stage relate, output by output. */
export interface OutputComparison {
  readonly kind: ValueComparison["kind"];
  readonly values: ValueDistance;
}

/** Compares outputs in their order, as many as both sides have. */
export function compareOutputs(
  before: readonly unknown[],
  after: readonly unknown[],
  tolerance: number,
): OutputComparison {
  const pairCount = Math.min(before.length, after.length);
  const pairs = Array.from({ length: pairCount }, (_, index) =>
    compareValues(before[index], after[index], tolerance),
  );
  const kinds = pairs.map(({ kind }) => kind);
  const gravest =
    (["different", "unknown", "close"] as const).find((kind) => kinds.includes(kind)) ?? "equal";
  const firstOf = (kind: ValueComparison["kind"]): number => kinds.indexOf(kind);
  const first = firstOf("different") === -1 ? firstOf("close") : firstOf("different");
  return {
    kind: gravest,
    values: {
      comparedCount: pairCount,
      equalCount: kinds.filter((kind) => kind === "equal").length,
      closeCount: kinds.filter((kind) => kind === "close").length,
      largestAbsolute: largest(pairs.map(({ largestAbsolute }) => largestAbsolute)),
      largestRelative: largest(pairs.map(({ largestRelative }) => largestRelative)),
      firstIndex: first === -1 ? null : first,
      firstPlace: first === -1 ? null : pairs[first]!.place,
    },
  };
}

function largest(numbers: readonly (number | null)[]): number | null {
  const known = numbers.filter((number) => number !== null);
  return known.length === 0 ? null : Math.max(...known);
}
