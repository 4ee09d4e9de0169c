import type { SignalMeasurement } from "../model/clip-measurement.ts";
import type { Distribution, LabelledDistribution } from "../model/distribution.ts";
import type { ProvenanceMeasurement } from "../model/provenance-measurement.ts";
import { summarizeNumbers } from "../stats/distribution.ts";
import { countBy } from "./group-by.ts";
import type { MeasuredExample } from "./measured-example.ts";
import type { ExplainMissing } from "./missing-reasons.ts";
import { type Partitions, summarizeParts } from "./partitions.ts";

/** The distribution of one value per example, those without (null) left out. */
export function distributionOf<Item = MeasuredExample>(
  items: readonly Item[],
  measure: (item: Item) => number | null,
): Distribution {
  return summarizeNumbers(items.map(measure).filter((value) => value !== null));
}

/** The distribution of one value per example: overall, by label, by split, and why some have none. */
export function labelledDistributionOf<Item = MeasuredExample>(
  partitions: Partitions<Item>,
  measure: (item: Item) => number | null,
  explain?: (item: Item) => string | null,
): LabelledDistribution {
  const summarize = (items: readonly Item[]): Distribution => distributionOf(items, measure);
  const missing =
    explain === undefined
      ? {}
      : countBy(partitions.all, (item) => (measure(item) === null ? explain(item) : null));
  return {
    ...summarize(partitions.all),
    ...summarizeParts(partitions, summarize),
    ...(Object.keys(missing).length === 0 ? {} : { missingByReason: missing }),
  };
}

/** The distribution of one value per clip whose signal was measured. */
export function signalDistributionOf(
  partitions: Partitions,
  measure: (signal: SignalMeasurement) => number | null,
  explain?: ExplainMissing,
): LabelledDistribution {
  const measureItem = ({ measurement }: MeasuredExample): number | null =>
    measurement?.signal ? measure(measurement.signal) : null;
  return labelledDistributionOf(partitions, measureItem, explain);
}

/** The distribution of one value per clip whose provenance was measured. */
export function provenanceDistributionOf(
  partitions: Partitions,
  measure: (provenance: ProvenanceMeasurement) => number | null,
  explain?: ExplainMissing,
): LabelledDistribution {
  const measureItem = ({ measurement }: MeasuredExample): number | null =>
    measurement?.provenance ? measure(measurement.provenance) : null;
  return labelledDistributionOf(partitions, measureItem, explain);
}
