import type { DatasetStatistics } from "../model/dataset-statistics.ts";
import type { DurationDistribution } from "../model/distribution.ts";
import type { MeasuredExample } from "./measured-example.ts";
import { durationSecondsOf } from "./measured-example.ts";
import { partitionsOf, summarizeParts } from "./partitions.ts";
import { distributionOf } from "./summarize-values.ts";

/** Durations of what could be decoded: overall, by label and by split. */
export function summarizeDurations(items: readonly MeasuredExample[]): DatasetStatistics["duration"] {
  return { ...durationsOf(items), ...summarizeParts(partitionsOf(items), durationsOf) };
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
