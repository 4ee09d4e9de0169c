import type { DatasetReport } from "../../model/dataset-statistics.ts";
import type { Distribution, DurationDistribution } from "../../model/distribution.ts";
import { formatPlural, formatSeconds } from "../format-number.ts";
import { html } from "../html.ts";
import type { Section } from "../page.ts";
import { distributionTable } from "./distribution-table.ts";
import { rangesOf } from "./ranges.ts";

/** How long the clips are; null when nothing was measured. */
export function durationSection({ duration, labels }: DatasetReport): Section | null {
  if (duration.count === 0) return null;
  if (duration.minSeconds === duration.maxSeconds) {
    const body = html`<p>All ${formatPlural(duration.count, "clip")} last ${formatSeconds(duration.minSeconds)}.</p>`;
    return { id: "durations", title: "Durations", body };
  }
  const ranges = rangesOf(
    { title: "Duration", write: formatSeconds, overall: duration.quantiles, byLabel: duration.byLabel },
    labels.entries.map((entry) => entry.label),
  );
  const table = distributionTable("Duration of the clips", [
    { name: "Duration", distribution: withoutUnits(duration), write: formatSeconds },
  ]);
  return { id: "durations", title: "Durations", body: html`${table}${ranges}` };
}

function withoutUnits(duration: DurationDistribution): Distribution {
  const { count, quantiles, histogram } = duration;
  return {
    count,
    quantiles,
    histogram,
    min: duration.minSeconds,
    max: duration.maxSeconds,
    mean: duration.meanSeconds,
    standardDeviation: duration.standardDeviationSeconds,
  };
}
