import type { DatasetStatistics } from "../model/dataset-statistics.ts";
import type { DurationDistribution } from "../model/distribution.ts";
import { groupBy, mapToRecord } from "./group-by.ts";
import type { MeasuredExample } from "./measured-example.ts";
import { durationSecondsOf } from "./measured-example.ts";
import { distributionOf } from "./summarize-values.ts";

/** Durations of what could be decoded, overall and within each label. */
export function summarizeDurations(items: readonly MeasuredExample[]): DatasetStatistics["duration"] {
  const byLabel = groupBy(items, (item) => item.example.label);
  return { ...durationsOf(items), byLabel: mapToRecord(byLabel, durationsOf) };
}

function durationsOf(items: readonly MeasuredExample[]): DurationDistribution {
  const { count, min, max, mean, standardDeviation, quantiles, histogram } = distributionOf(
    items,
    durationSecondsOf,
  );
  return {
    count,
    minSeconds: min,
    maxSeconds: max,
    meanSeconds: mean,
    standardDeviationSeconds: standardDeviation,
    quantiles,
    histogram,
  };
}
