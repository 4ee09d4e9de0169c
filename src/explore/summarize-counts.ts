import type { Dataset } from "../model/dataset.ts";
import type { DatasetCounts } from "../model/dataset-statistics.ts";
import { boundCounts } from "./bound-rows.ts";
import { countBy } from "./group-by.ts";
import type { ExampleItem, MeasuredExample } from "./measured-example.ts";
import { durationSecondsOf, hasAudio } from "./measured-example.ts";

/** Head counts: examples, audio, time, bytes, splits and groups. Examples that were not measured count as listed only. */
export function summarizeCounts(dataset: Dataset, items: readonly MeasuredExample[]): DatasetCounts {
  const measured = items.filter((item) => item.measurement !== null);
  const audioCount = measured.filter(hasAudio).length;
  const unknownCount = measured.filter(({ measurement }) => measurement?.openHeader !== undefined).length;
  return {
    name: dataset.name,
    exampleCount: items.length,
    audioCount,
    unreadableCount: measured.length - audioCount - unknownCount,
    totalDurationSeconds: totalDurationSeconds(items),
    totalBytes: measured.reduce((sum, item) => sum + (item.measurement?.sizeBytes ?? 0), 0),
    ...countSplits(items),
  };
}

/** Examples by split and by group. */
export function countSplits(
  items: readonly ExampleItem[],
): Pick<DatasetCounts, "splits" | "groups" | "splitCount" | "groupCount"> {
  const splits = countBy(items, (item) => item.example.split);
  const groups = countBy(items, (item) => item.example.group);
  return {
    splits: boundCounts(splits),
    groups: boundCounts(groups),
    ...(isWhole(splits) ? {} : { splitCount: Object.keys(splits).length }),
    ...(isWhole(groups) ? {} : { groupCount: Object.keys(groups).length }),
  };
}

function isWhole(counts: Readonly<Record<string, number>>): boolean {
  return boundCounts(counts) === counts;
}

/** Sum of the durations of what could be decoded, in seconds. */
export function totalDurationSeconds(items: readonly MeasuredExample[]): number {
  return items.reduce((sum, item) => sum + (durationSecondsOf(item) ?? 0), 0);
}
