import type { LeakageStatistics, LeakPair } from "../model/dataset-statistics.ts";
import { duplicateGroups, nearGroupsOf, type PairOfIds } from "./find-duplicates.ts";
import type { ExampleItem, MeasuredExample } from "./measured-example.ts";
import { compareText } from "./measured-example.ts";

/** Pairs that a report lists at most. */
const mostPairs = 1000;

/** Examples of different splits that hold one recording, each paired with the first of its kind; in order of ids. */
export function leakPairs(
  items: readonly MeasuredExample[],
  nearPairs: readonly PairOfIds[],
): Pick<LeakageStatistics, "pairs" | "pairCount"> {
  return leakPairsOf(duplicateGroups(items), nearGroupsOf(items, nearPairs));
}

/** The same, from groups of equal examples and groups of examples that are alike. */
export function leakPairsOf(
  groups: readonly (readonly ExampleItem[])[],
  nearGroups: readonly (readonly ExampleItem[])[],
): Pick<LeakageStatistics, "pairs" | "pairCount"> {
  const exact = groups.flatMap((group) => pairsOf(group, "exact"));
  const near = nearGroups.flatMap((group) => pairsOf(group, "near"));
  // What two exact copies are to each other is said once, however many near pairs name them.
  const byIds = new Map([...near, ...exact].map((pair) => [JSON.stringify([pair.a, pair.b]), pair]));
  const pairs = [...byIds.values()].sort((x, y) => compareText(x.a, y.a) || compareText(x.b, y.b));
  return { pairs: pairs.slice(0, mostPairs), pairCount: pairs.length };
}

function pairsOf(group: readonly ExampleItem[], kind: LeakPair["kind"]): readonly LeakPair[] {
  const [first, ...others] = group
    .flatMap(({ example: { id, split } }) => (split === null ? [] : [{ id, split }]))
    .sort((x, y) => compareText(x.id, y.id));
  if (first === undefined) return [];
  return others
    .filter(({ split }) => split !== first.split)
    .map(({ id, split }) => ({ a: first.id, b: id, splitA: first.split, splitB: split, kind }));
}
