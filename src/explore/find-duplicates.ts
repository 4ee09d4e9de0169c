import type { DuplicateStatistics, NearCandidate, NearPair } from "../model/dataset-statistics.ts";
import { groupBy } from "./group-by.ts";
import type { ExampleItem, MeasuredExample } from "./measured-example.ts";
import { compareText, hasAudio, itemsById } from "./measured-example.ts";
import { fingerprintedCount } from "./near-duplicates.ts";
import { possibleRepeats } from "./possible-repeats.ts";

type Groups = readonly (readonly MeasuredExample[])[];

// Several sections and findings ask for the groups of one list.
const groupsByItems = new WeakMap<readonly MeasuredExample[], Groups>();

/** Groups of two or more examples whose decoded samples are equal, whatever file holds them; in order of their first id. */
export function duplicateGroups(items: readonly MeasuredExample[]): Groups {
  const hashOf = (item: MeasuredExample): string | null =>
    hasAudio(item) ? (item.measurement?.pcmSha256 ?? null) : null;
  const groups = groupsByItems.get(items) ?? groupsOfCopies(items, hashOf);
  groupsByItems.set(items, groups);
  return groups;
}

/** Groups of two or more examples of one hash; those without (null) are no copies. In order of their first id. */
export function groupsOfCopies<Item extends ExampleItem>(
  items: readonly Item[],
  hashOf: (item: Item) => string | null,
): readonly (readonly Item[])[] {
  return [...groupBy(possibleRepeats(items, hashOf), hashOf).values()]
    .filter((group) => group.length > 1)
    .sort(([a], [b]) => compareText(a!.example.id, b!.example.id));
}

/** How many different splits the examples of `group` lie in; those without a split do not count. */
export function splitCount(group: readonly ExampleItem[]): number {
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
    acrossSplits: acrossSplitsOf([...groups, ...nearGroups]),
  };
}

/** Ids of those of `groups` that lie in more than one split. */
export function acrossSplitsOf(groups: readonly (readonly ExampleItem[])[]): readonly (readonly string[])[] {
  return groups.filter((group) => splitCount(group) > 1).map(idsOf);
}

/** The ids of two examples that are alike. */
export type PairOfIds = Pick<NearCandidate, "a" | "b">;

/** Ids of examples of one recording or one picture: two or more. */
export type CopyGroup = readonly string[];

/** Groups of equal examples, and pairs of those that are alike, by their ids. */
export function copyGroups(
  groups: readonly (readonly ExampleItem[])[],
  pairs: readonly PairOfIds[],
): readonly CopyGroup[] {
  return [...groups.map(idsOf), ...pairs.map(({ a, b }) => [a, b])];
}

/**
 * The examples of each of `nearPairs`, in its order, those with the samples of either included: a copy may lie in another
 * split than the one that stands for it.
 */
export function nearGroupsOf(
  items: readonly MeasuredExample[],
  nearPairs: readonly PairOfIds[],
): readonly (readonly MeasuredExample[])[] {
  return groupsOfPairs(items, nearPairs, duplicateGroups(items));
}

/** The same, where `groups` of equal examples are known. */
export function groupsOfPairs<Item extends ExampleItem>(
  items: readonly Item[],
  pairs: readonly PairOfIds[],
  groups: readonly (readonly Item[])[],
): readonly (readonly Item[])[] {
  const byId = itemsById(items, new Set(pairs.flatMap(({ a, b }) => [a, b])));
  const copies = new Map(groups.flatMap((group) => group.map((item) => [item.example.id, group])));
  const itemsOf = (id: string): readonly Item[] => {
    const item = byId.get(id);
    return copies.get(id) ?? (item === undefined ? [] : [item]);
  };
  return pairs.map(({ a, b }) => [...itemsOf(a), ...itemsOf(b)]);
}

function idsOf(group: readonly ExampleItem[]): readonly string[] {
  return group.map((item) => item.example.id);
}
