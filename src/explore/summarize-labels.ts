import type { LabelEntry, LabelStatistics } from "../model/dataset-statistics.ts";
import { effectiveClassCount, entropyBalance } from "../stats/entropy.ts";
import { boundCounts } from "./bound-rows.ts";
import { countBy, groupBy } from "./group-by.ts";
import type { MeasuredExample } from "./measured-example.ts";
import { compareText } from "./measured-example.ts";
import { totalDurationSeconds } from "./summarize-counts.ts";

/** Labels that have an entry of their own at most. */
const mostEntries = 1000;

/** How the examples, readable or not, spread over their labels. */
export function summarizeLabels(items: readonly MeasuredExample[]): LabelStatistics {
  const byLabel = groupBy(items, (item) => item.example.label);
  const falling = [...byLabel].sort(
    ([a, these], [b, those]) => those.length - these.length || compareText(a, b),
  );
  const counts = [...byLabel.values()].map((group) => group.length);
  const labelledCount = counts.reduce((sum, count) => sum + count, 0);
  return {
    count: byLabel.size,
    entries: falling
      .slice(0, mostEntries)
      .map(([label, group]) => ({ label, ...entryOf(group, labelledCount) })),
    ...otherEntries(falling.slice(mostEntries), labelledCount),
    entropyBalance: entropyBalance(counts),
    imbalanceRatio: counts.length === 0 ? null : largest(counts) / smallest(counts),
    effectiveClassCount: effectiveClassCount(counts),
    unlabelledCount: items.length - labelledCount,
  };
}

function otherEntries(
  others: readonly (readonly [string, readonly MeasuredExample[]])[],
  labelledCount: number,
): Pick<LabelStatistics, "otherEntries"> {
  if (others.length === 0) return {};
  const group = others.flatMap(([, items]) => items);
  return { otherEntries: { labelCount: others.length, ...entryOf(group, labelledCount) } };
}

function entryOf(group: readonly MeasuredExample[], labelledCount: number): Omit<LabelEntry, "label"> {
  return {
    count: group.length,
    share: group.length / labelledCount,
    totalDurationSeconds: totalDurationSeconds(group),
    bySplit: boundCounts(countBy(group, (item) => item.example.split)),
  };
}

// Not Math.max(...counts): a set may have more labels than a call takes arguments.
function largest(counts: readonly number[]): number {
  return counts.reduce((a, b) => Math.max(a, b));
}

function smallest(counts: readonly number[]): number {
  return counts.reduce((a, b) => Math.min(a, b));
}
