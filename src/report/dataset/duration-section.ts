import type { DatasetReport } from "../../model/dataset-statistics.ts";
import type { Distribution, DurationDistribution } from "../../model/distribution.ts";
import { histogramBars } from "../charts/histogram-bars.ts";
import { histogramCap, histogramMultiples } from "../charts/histogram-multiples.ts";
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
  const labelNames = labels.entries.map((entry) => entry.label);
  const ranges = await rangesFigure(
    {
      title: "Duration",
      axisTitle: "duration (s)",
      write: formatSeconds,
      overall: duration.quantiles,
      byLabel: duration.byLabel,
    },
    labelNames,
  );
  const table = distributionTable("Duration of the clips", [
    { name: "Duration", distribution: withoutUnits(duration), write: formatSeconds },
  ]);
  return {
    id: "durations",
    title: "Durations",
    body: html`${table}${await histogram(duration)}${await labelHistograms(duration, labelNames)}${ranges}`,
  };
}

/** A histogram for each of the largest labels; null below two labels. */
async function labelHistograms(
  duration: DatasetReport["duration"],
  labels: readonly string[],
): Promise<Html | null> {
  const byLabel = new Map(Object.entries(duration.byLabel));
  const all = labels.flatMap((label) => {
    const own = byLabel.get(label)?.histogram ?? null;
    return own === null ? [] : [{ label, histogram: own }];
  });
  if (all.length < 2) return null;
  const shown = all.slice(0, histogramCap);
  const cut = shown.length < all.length ? ` The ${histogramCap} largest of ${all.length} labels.` : "";
  const gist = `Histograms of durations in seconds, one for each of ${formatPlural(shown.length, "label")}.`;
  return figureHtml(histogramMultiples(shown, gist), {
    title: "Durations of each label",
    caption: `Clips over seconds, each label in bins of its own; the axes are the same for all.${cut}`,
  });
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
