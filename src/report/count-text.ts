import type { CountByValue } from "../model/count-by-value.ts";
import type { LabelStatistics } from "../model/dataset-statistics.ts";
import type { Estimate } from "../model/estimate.ts";
import { byFallingCount } from "./dataset/overview.ts";
import { displayText } from "./display-text.ts";
import { formatCount, formatRatio, formatShare } from "./format-number.ts";

/** Values that a line lists at most. */
const valueCap = 6;

/** How many labels there are, and how they are balanced. */
export function labelsText(labels: LabelStatistics): string {
  if (labels.count === 0) return "none";
  const balance =
    labels.imbalanceRatio === 1
      ? "all of one size"
      : `largest ${formatRatio(labels.imbalanceRatio)} the smallest, balance ${formatShare(labels.entropyBalance)}`;
  const missing =
    labels.unlabelledCount > 0 ? `; ${formatCount(labels.unlabelledCount)} without a label` : "";
  return `${formatCount(labels.count)}, ${balance}${missing}`;
}

/** Values with their counts, the most frequent first. */
export function countsText(
  counts: CountByValue,
  write: (value: string) => string = (value) => displayText(value, 30),
): string {
  const entries = byFallingCount(counts);
  const shown = entries.slice(0, valueCap).map(([value, count]) => `${write(value)} (${formatCount(count)})`);
  const rest = entries.length - shown.length;
  return entries.length === 0
    ? "none"
    : [...shown, ...(rest > 0 ? [`${formatCount(rest)} more`] : [])].join(", ");
}

/** A count that may be an estimate: `120`, `about 1,200 (1,180 to 1,220)`. */
export function estimatedCount({ method, center, low, high }: Estimate): string {
  if (method === "exact") return formatCount(center);
  return `about ${formatCount(center)} (${formatCount(low)} to ${formatCount(high)})`;
}
