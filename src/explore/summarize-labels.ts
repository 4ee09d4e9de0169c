import type { LabelEntry, LabelStatistics } from "../model/dataset-statistics.ts";
import { effectiveClassCount, entropyBalance } from "../stats/entropy.ts";
import { boundCounts } from "./bound-rows.ts";
import { countBy, groupByEach } from "./group-by.ts";
import { compareText, type ExampleItem, itemLabels } from "./measured-example.ts";

/** Labels that have an entry of their own at most. */
const mostEntries = 1000;

/** How the examples, readable or not, spread over their labels; `secondsOf` says how long some of them last together. */
export function summarizeLabels<Item extends ExampleItem>(
  items: readonly Item[],
  secondsOf: (group: readonly Item[]) => number,
): LabelStatistics {
  const byLabel = groupByEach(items, itemLabels);
  const falling = [...byLabel].sort(
    ([a, these], [b, those]) => those.length - these.length || compareText(a, b),
  );
  const counts = [...byLabel.values()].map((group) => group.length);
  const labelledCount = items.filter((item) => itemLabels(item).length > 0).length;
  const entryOf = (group: readonly Item[]): Omit<LabelEntry, "label"> => ({
    count: group.length,
    share: group.length / labelledCount,
    totalDurationSeconds: secondsOf(group),
    bySplit: boundCounts(countBy(group, (item) => item.example.split)),
  });
  const others = falling.slice(mostEntries);
  return {
    count: byLabel.size,
    entries: falling.slice(0, mostEntries).map(([label, group]) => ({ label, ...entryOf(group) })),
    ...(others.length === 0
      ? {}
      : { otherEntries: { labelCount: others.length, ...entryOf(others.flatMap(([, group]) => group)) } }),
    entropyBalance: entropyBalance(counts),
    imbalanceRatio: counts.length === 0 ? null : largest(counts) / smallest(counts),
    effectiveClassCount: effectiveClassCount(counts),
    unlabelledCount: items.length - labelledCount,
    ...severalLabels(items),
  };
}

/** Pairs of labels that are listed at most. */
const mostPairs = 100;

/** How examples with several labels have them; nothing where there is none. */
function severalLabels(items: readonly ExampleItem[]): Pick<LabelStatistics, "several"> {
  const sets = items.map(itemLabels);
  const exampleCount = sets.filter((labels) => labels.length > 1).length;
  if (exampleCount === 0) return {};
  const pairs = new Map<string, { readonly a: string; readonly b: string; count: number }>();
  for (const labels of sets) {
    for (const [a, b] of pairsOf([...labels].sort(compareText))) {
      const key = JSON.stringify([a, b]);
      const pair = pairs.get(key) ?? { a, b, count: 0 };
      pair.count++;
      pairs.set(key, pair);
    }
  }
  const byFallingCount = [...pairs.values()].sort(
    (x, y) => y.count - x.count || compareText(x.a, y.a) || compareText(x.b, y.b),
  );
  return {
    several: {
      exampleCount,
      assignmentCount: sets.reduce((sum, labels) => sum + labels.length, 0),
      mostPerExample: sets.reduce((most, labels) => Math.max(most, labels.length), 0),
      pairCount: pairs.size,
      pairs: byFallingCount.slice(0, mostPairs),
    },
  };
}

function pairsOf(labels: readonly string[]): readonly (readonly [string, string])[] {
  return labels.flatMap((a, index) => labels.slice(index + 1).map((b) => [a, b] as const));
}

// Not Math.max(...counts): a set may have more labels than a call takes arguments.
function largest(counts: readonly number[]): number {
  return counts.reduce((a, b) => Math.max(a, b));
}

function smallest(counts: readonly number[]): number {
  return counts.reduce((a, b) => Math.min(a, b));
}
