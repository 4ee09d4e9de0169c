import type { SelectionLeaks, SelectionRule, StratumCount } from "../model/selection.ts";
import type { CopyGroup } from "./find-duplicates.ts";
import { groupBy } from "./group-by.ts";
import type { ExampleItem } from "./measured-example.ts";
import { type DividedDataset, fieldOf, stratumValues } from "./selection-units.ts";

/** Examples of each stratum in a part of the dataset, against what its `share` would give. */
export function strataOf(
  { units, strata }: DividedDataset,
  isIn: (id: string) => boolean,
  share: number,
): readonly StratumCount[] {
  const counts = new Map<string, number>();
  for (const unit of units) {
    if (!isIn(unit.ids[0]!)) continue;
    for (const [stratum, count] of unit.strata) counts.set(stratum, (counts.get(stratum) ?? 0) + count);
  }
  return [...strata].map(([key, wholeCount]) => ({
    stratum: stratumValues(key),
    wholeCount,
    count: counts.get(key) ?? 0,
    expected: share * wholeCount,
  }));
}

/** Largest distance of a stratum from its proportion, in examples. */
export function worstDeviation(strata: readonly StratumCount[]): number {
  return strata.reduce((worst, { count, expected }) => Math.max(worst, Math.abs(count - expected)), 0);
}

/** What crosses the border between parts, counted anew from the result and not from how it was made. */
export function countLeaks(
  items: readonly ExampleItem[],
  rule: SelectionRule,
  {
    partOf,
    copies,
    hasListened,
  }: {
    readonly partOf: (id: string) => string;
    readonly copies: readonly CopyGroup[];
    /** Whether copies were looked for. */
    readonly hasListened: boolean;
  },
): SelectionLeaks {
  const isSpread = (ids: readonly string[]): boolean => new Set(ids.map(partOf)).size > 1;
  const groups =
    rule.group === null ? [] : [...groupBy(items, (item) => fieldOf(item, rule.group!)).values()];
  const idsOf = (group: readonly ExampleItem[]): readonly string[] => group.map(({ example }) => example.id);
  return {
    groupCount: groups.filter((group) => isSpread(idsOf(group))).length,
    duplicateCount: hasListened ? copies.filter(isSpread).length : null,
  };
}
