import type { DatasetReport } from "../../model/dataset-statistics.ts";
import { tableHtml } from "../components/data-table.ts";
import {
  formatCount,
  formatDecibels,
  formatHertz,
  formatLufs,
  formatSeconds,
  formatShare,
} from "../format-number.ts";
import { html, nameHtml } from "../html.ts";
import type { Section } from "../page.ts";

/** Splits that a table shows at most. */
const splitCap = 20;

/** A median by split. */
type BySplit =
  | Readonly<Record<string, { readonly quantiles: { readonly "0.5": number } | null }>>
  | undefined;

/** What each split holds, side by side: they should differ in nothing but their clips. Null below two splits. */
export function splitSection({ dataset, labels, duration, level, frequency }: DatasetReport): Section | null {
  const splits = Object.entries(dataset.splits).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  if (splits.length < 2) return null;
  const medianOf = (bySplit: BySplit) => {
    const known = new Map(Object.entries(bySplit ?? {}));
    return (split: string): number | null => known.get(split)?.quantiles?.["0.5"] ?? null;
  };
  const seconds = medianOf(duration.bySplit);
  const rms = medianOf(level.rootMeanSquareDecibels.bySplit);
  const loudness = medianOf(level.loudnessLufs.bySplit);
  const floor = medianOf(level.noiseFloorDecibels.bySplit);
  const centroid = medianOf(frequency.centroidHertz.bySplit);
  const bandwidth = medianOf(frequency.effectiveBandwidthHertz.bySplit);
  const labelCounts = labelsBySplit(labels.entries);
  const table = tableHtml(
    splits.length > splitCap
      ? `The ${splitCap} largest of ${formatCount(splits.length)} splits; medians of the clips`
      : "Medians of the clips of each split",
    [
      { title: "Split", cell: ([split]) => nameHtml(split, 60) },
      { title: "Examples", kind: "number", cell: ([, count]) => formatCount(count) },
      { title: "Share", kind: "number", cell: ([, count]) => formatShare(count / dataset.exampleCount) },
      { title: "Labels", kind: "number", cell: ([split]) => formatCount(labelCounts.get(split) ?? 0) },
      { title: "Duration", kind: "number", cell: ([split]) => formatSeconds(seconds(split)) },
      { title: "RMS", kind: "number", cell: ([split]) => formatDecibels(rms(split)) },
      { title: "Loudness", kind: "number", cell: ([split]) => formatLufs(loudness(split)) },
      { title: "Noise floor", kind: "number", cell: ([split]) => formatDecibels(floor(split)) },
      { title: "Centroid", kind: "number", cell: ([split]) => formatHertz(centroid(split)) },
      { title: "Bandwidth", kind: "number", cell: ([split]) => formatHertz(bandwidth(split)) },
    ],
    splits.slice(0, splitCap),
  );
  return { id: "splits", title: "Splits", body: html`${table}` };
}

/** How many labels each split has. */
export function labelsBySplit(entries: DatasetReport["labels"]["entries"]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const split of entries.flatMap(({ bySplit }) => Object.keys(bySplit))) {
    counts.set(split, (counts.get(split) ?? 0) + 1);
  }
  return counts;
}
