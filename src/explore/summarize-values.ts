import type { SignalMeasurement } from "../model/clip-measurement.ts";
import type { Distribution, LabelledDistribution } from "../model/distribution.ts";
import type { ProvenanceMeasurement } from "../model/provenance-measurement.ts";
import { summarizeNumbers } from "../stats/distribution.ts";
import { groupBy, mapToRecord } from "./group-by.ts";
import type { MeasuredExample } from "./measured-example.ts";

/** The distribution of one value per example, those without (null) left out. */
export function distributionOf(
  items: readonly MeasuredExample[],
  measure: (item: MeasuredExample) => number | null,
): Distribution {
  return summarizeNumbers(items.map(measure).filter((value) => value !== null));
}

/** The distribution of one value per example, overall and within each label. */
export function labelledDistributionOf(
  items: readonly MeasuredExample[],
  measure: (item: MeasuredExample) => number | null,
): LabelledDistribution {
  const byLabel = groupBy(items, (item) => item.example.label);
  return {
    ...distributionOf(items, measure),
    byLabel: mapToRecord(byLabel, (group) => distributionOf(group, measure)),
  };
}

/** The distribution of one value per clip whose signal was measured, overall and within each label. */
export function signalDistributionOf(
  items: readonly MeasuredExample[],
  measure: (signal: SignalMeasurement) => number | null,
): LabelledDistribution {
  return labelledDistributionOf(items, ({ measurement }) =>
    measurement?.signal ? measure(measurement.signal) : null,
  );
}

/** The distribution of one value per clip whose provenance was measured, overall and within each label. */
export function provenanceDistributionOf(
  items: readonly MeasuredExample[],
  measure: (provenance: ProvenanceMeasurement) => number | null,
): LabelledDistribution {
  return labelledDistributionOf(items, ({ measurement }) =>
    measurement?.provenance ? measure(measurement.provenance) : null,
  );
}
