import type { LabelEntry, LabelStatistics } from "../model/dataset-statistics.ts";
import { effectiveClassCount, entropyBalance } from "../stats/entropy.ts";
import { countBy, groupBy } from "./group-by.ts";
import type { MeasuredExample } from "./measured-example.ts";
import { compareText } from "./measured-example.ts";
import { totalDurationSeconds } from "./summarize-counts.ts";

/** How the examples, readable or not, spread over their labels. */
export function summarizeLabels(items: readonly MeasuredExample[]): LabelStatistics {
  const byLabel = groupBy(items, (item) => item.example.label);
  const counts = [...byLabel.values()].map((group) => group.length);
  const labelledCount = counts.reduce((sum, count) => sum + count, 0);
  return {
    count: byLabel.size,
    entries: [...byLabel]
      .map(([label, group]) => labelEntry(label, group, labelledCount))
      .sort((a, b) => b.count - a.count || compareText(a.label, b.label)),
    entropyBalance: entropyBalance(counts),
    imbalanceRatio: counts.length === 0 ? null : largest(counts) / smallest(counts),
    effectiveClassCount: effectiveClassCount(counts),
    unlabelledCount: items.length - labelledCount,
  };
}

function labelEntry(label: string, group: readonly MeasuredExample[], labelledCount: number): LabelEntry {
  return {
    label,
    count: group.length,
    share: group.length / labelledCount,
    totalDurationSeconds: totalDurationSeconds(group),
    bySplit: countBy(group, (item) => item.example.split),
  };
}

// Not Math.max(...counts): a set may have more labels than a call takes arguments.
function largest(counts: readonly number[]): number {
  return counts.reduce((a, b) => Math.max(a, b));
}

function smallest(counts: readonly number[]): number {
  return counts.reduce((a, b) => Math.min(a, b));
}
