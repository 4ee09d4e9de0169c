import type { DuplicateStatistics } from "../model/dataset-statistics.ts";
import { groupBy } from "./group-by.ts";
import type { MeasuredExample } from "./measured-example.ts";
import { compareText, hasAudio } from "./measured-example.ts";

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

/** Recordings that are in the set more than once. */
export function findDuplicates(items: readonly MeasuredExample[]): DuplicateStatistics {
  const groups = duplicateGroups(items);
  return {
    exactGroups: groups.map(idsOf),
    acrossSplits: groups.filter((group) => splitCount(group) > 1).map(idsOf),
  };
}

function idsOf(group: readonly MeasuredExample[]): readonly string[] {
  return group.map((item) => item.example.id);
}
