import type { DuplicateStatistics, NearCandidate, NearPair } from "../model/dataset-statistics.ts";
import { groupBy } from "./group-by.ts";
import type { MeasuredExample } from "./measured-example.ts";
import { compareText, hasAudio } from "./measured-example.ts";
import { fingerprintedCount } from "./near-duplicates.ts";

/** Groups of two or more examples whose decoded samples are equal, whatever file holds them; in order of their first id. */
export function duplicateGroups(items: readonly MeasuredExample[]): readonly (readonly MeasuredExample[])[] {
  const byHash = groupBy(items.filter(hasAudio), (item) => item.measurement?.pcmSha256 ?? null);
  return [...byHash.values()]
    .filter((group) => group.length > 1)
    .sort(([a], [b]) => compareText(a!.example.id, b!.example.id));
}

/** How many different splits the examples of `group` lie in; those without a split do not count. */
export function splitCount(group: readonly MeasuredExample[]): number {
  return new Set(group.map((item) => item.example.split).filter((split) => split !== null)).size;
}

/** What the search for recordings that sound alike came to. */
export interface NearPairs {
  /** Pairs whose waveforms agree. */
  readonly nearPairs: readonly NearPair[];
  /** Pairs of which only the fingerprints could be compared. */
  readonly unverifiedPairs: readonly NearCandidate[];
}

/** Recordings that are in the set more than once: of equal samples, or alike. */
export function findDuplicates(
  items: readonly MeasuredExample[],
  { nearPairs, unverifiedPairs }: NearPairs = { nearPairs: [], unverifiedPairs: [] },
): DuplicateStatistics {
  const groups = duplicateGroups(items);
  const nearGroups = nearGroupsOf(items, nearPairs);
  return {
    exactGroups: groups.map(idsOf),
    nearPairs,
    ...(unverifiedPairs.length === 0 ? {} : { unverifiedPairs }),
    fingerprintedCount: fingerprintedCount(items),
    acrossSplits: [...groups, ...nearGroups].filter((group) => splitCount(group) > 1).map(idsOf),
  };
}

/**
 * The examples of each of `nearPairs`, in its order, those with the samples of either included: a copy may lie in another
 * split than the one that stands for it.
 */
export function nearGroupsOf(
  items: readonly MeasuredExample[],
  nearPairs: readonly NearPair[],
): readonly (readonly MeasuredExample[])[] {
  const byId = new Map(items.map((item) => [item.example.id, item]));
  const copies = new Map(
    duplicateGroups(items).flatMap((group) => group.map((item) => [item.example.id, group])),
  );
  const itemsOf = (id: string): readonly MeasuredExample[] => {
    const item = byId.get(id);
    return copies.get(id) ?? (item === undefined ? [] : [item]);
  };
  return nearPairs.map(({ a, b }) => [...itemsOf(a), ...itemsOf(b)]);
}

function idsOf(group: readonly MeasuredExample[]): readonly string[] {
  return group.map((item) => item.example.id);
}
