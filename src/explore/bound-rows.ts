import type { GroupKey } from "../model/dataset-statistics.ts";

/** Rows that a list of a report holds at most, and ids that groups hold together. */
const mostRows = 1000;
const mostGroupedIds = 5000;

/** The `counts` of the most frequent names, in their order, 1,000 at most: those of the others are left out. */
export function boundCounts(counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const entries = Object.entries(counts);
  if (entries.length <= mostRows) return counts;
  const least = entries.map(([, count]) => count).sort((a, b) => b - a)[mostRows - 1]!;
  const above = entries.filter(([, count]) => count > least);
  let room = mostRows - above.length;
  return Object.fromEntries(entries.filter(([, count]) => count > least || (count === least && room-- > 0)));
}

/** What lists of copies have in common, whatever they are copies of. */
interface Copies {
  readonly exactGroups: readonly (readonly string[])[];
  readonly nearPairs: readonly unknown[];
  readonly unverifiedPairs?: readonly unknown[];
  readonly acrossSplits: readonly (readonly string[])[];
}

/** The first of each list of `copies`, with how many there are of each that is cut. */
export function boundCopies<Lists extends Copies>(copies: Lists): Lists {
  const { exactGroups, nearPairs, unverifiedPairs = [], acrossSplits } = copies;
  const bounded = {
    ...copies,
    exactGroups: boundGroups(exactGroups),
    nearPairs: nearPairs.slice(0, mostRows),
    acrossSplits: boundGroups(acrossSplits),
  };
  const isCut = (name: "exactGroups" | "nearPairs" | "acrossSplits"): boolean =>
    copies[name].flat().length > bounded[name].flat().length;
  return {
    ...bounded,
    ...(isCut("exactGroups") ? { exactGroupCount: exactGroups.length } : {}),
    ...(isCut("nearPairs") ? { nearPairCount: nearPairs.length } : {}),
    ...(isCut("acrossSplits") ? { acrossSplitCount: acrossSplits.length } : {}),
    ...(unverifiedPairs.length === 0 ? {} : { unverifiedPairs: unverifiedPairs.slice(0, mostRows) }),
    ...(unverifiedPairs.length > mostRows ? { unverifiedPairCount: unverifiedPairs.length } : {}),
  };
}

/** `groupKey` with the first 1,000 of the values that lie in several splits, and how many there are if more. */
export function boundGroupKey(groupKey: GroupKey | null): GroupKey | null {
  if (groupKey === null || groupKey.acrossSplits.length <= mostRows) return groupKey;
  const { acrossSplits } = groupKey;
  return {
    ...groupKey,
    acrossSplits: acrossSplits.slice(0, mostRows),
    acrossSplitCount: acrossSplits.length,
  };
}

function boundGroups(groups: readonly (readonly string[])[]): readonly (readonly string[])[] {
  let room = mostGroupedIds;
  return groups.flatMap((group) => {
    const kept = group.slice(0, room);
    room -= kept.length;
    return kept.length > 1 ? [kept] : [];
  });
}
