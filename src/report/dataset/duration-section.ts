import type { DatasetReport } from "../../model/dataset-statistics.ts";
import type { Distribution, DurationDistribution } from "../../model/distribution.ts";
import { histogramBars } from "../charts/histogram-bars.ts";
import { figureHtml } from "../components/figure.ts";
import { formatPlural, formatSeconds } from "../format-number.ts";
import { type Html, html } from "../html.ts";
import type { Section } from "../page.ts";
import { distributionTable } from "./distribution-table.ts";
import { rangesFigure } from "./ranges-figure.ts";

/** How long the clips are; null when nothing was measured. */
export async function durationSection({ duration, labels }: DatasetReport): Promise<Section | null> {
  if (duration.count === 0) return null;
  if (duration.minSeconds === duration.maxSeconds) {
    const body = html`<p>All ${formatPlural(duration.count, "clip")} last ${formatSeconds(duration.minSeconds)}.</p>`;
    return { id: "durations", title: "Durations", body };
  }
  const ranges = await rangesFigure(
    {
      title: "Duration",
      axisTitle: "duration (s)",
      write: formatSeconds,
      overall: duration.quantiles,
      byLabel: duration.byLabel,
    },
    labels.entries.map((entry) => entry.label),
  );
  const table = distributionTable("Duration of the clips", [
    { name: "Duration", distribution: withoutUnits(duration), write: formatSeconds },
  ]);
  return { id: "durations", title: "Durations", body: html`${table}${await histogram(duration)}${ranges}` };
}

async function histogram(duration: DurationDistribution): Promise<Html | null> {
  if (duration.histogram === null) return null;
  const range = `from ${formatSeconds(duration.minSeconds)} to ${formatSeconds(duration.maxSeconds)}`;
  const gist = `Histogram of durations: ${formatPlural(duration.count, "clip")} ${range}, median ${formatSeconds(duration.quantiles?.["0.5"])}.`;
  return figureHtml(histogramBars(duration.histogram, { axisTitle: "duration (s)", gist, place: "across" }), {
    title: "Durations of all clips",
    caption: `${formatPlural(duration.count, "clip")} ${range}.`,
  });
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
