import type { DatasetReport } from "../../model/dataset-statistics.ts";
import { spectrumCap, spectrumMultiples, spectrumRangeDecibels } from "../charts/spectrum-multiples.ts";
import { figureHtml } from "../components/figure.ts";
import { legendHtml } from "../components/legend.ts";
import { formatHertz, formatNumber, formatPlural } from "../format-number.ts";
import { type Html, html } from "../html.ts";
import type { Section } from "../page.ts";
import { distributionTable } from "./distribution-table.ts";
import { rangesFigure } from "./ranges-figure.ts";

/** Where the energy of the clips lies; null when no clip has a spectrum. */
export async function spectrumSection(report: DatasetReport): Promise<Section | null> {
  const { centroidHertz, rolloff85Hertz, bandwidthHertz, flatness, effectiveBandwidthHertz } =
    report.frequency;
  if (centroidHertz.count === 0) return null;
  const labels = report.labels.entries.map((entry) => entry.label);
  const centroids = await rangesFigure(
    {
      title: "Spectral centroid",
      axisTitle: "centroid (Hz)",
      write: formatHertz,
      overall: centroidHertz.quantiles,
      byLabel: centroidHertz.byLabel,
    },
    labels,
  );
  const table = distributionTable("Spectral features, mean over the sounding frames of each clip", [
    { name: "Centroid", distribution: centroidHertz, write: formatHertz },
    { name: "Roll-off (85%)", distribution: rolloff85Hertz, write: formatHertz },
    { name: "Bandwidth", distribution: bandwidthHertz, write: formatHertz },
    { name: "Flatness (0 to 1)", distribution: flatness, write: formatNumber },
    { name: "Effective bandwidth", distribution: effectiveBandwidthHertz, write: formatHertz },
  ]);
  return {
    id: "frequency",
    title: "Frequency",
    body: html`${await spectra(report, labels)}${centroids}${table}`,
  };
}

async function spectra(report: DatasetReport, labels: readonly string[]): Promise<Html | null> {
  const { averageSpectrum } = report.frequency;
  const known = new Set(Object.keys(averageSpectrum.byLabel));
  const all = labels.filter((label) => known.has(label));
  // Without labels the mean of all clips is still worth a picture, against itself.
  const isWhole = all.length === 0;
  const spectrum = isWhole
    ? { ...averageSpectrum, byLabel: { "all clips": averageSpectrum.decibels } }
    : averageSpectrum;
  const shown = isWhole ? ["all clips"] : all.slice(0, spectrumCap);
  const gist = `Average third-octave spectra of ${formatPlural(shown.length, "label")}, each against the mean of all clips; the strongest band overall is ${strongestBand(report)}.`;
  const cut = shown.length < all.length ? ` The ${spectrumCap} largest of ${all.length} labels.` : "";
  return figureHtml(spectrumMultiples(spectrum, shown, gist), {
    title: isWhole ? "Average spectrum" : "Average spectrum by label",
    caption: `Power per third-octave band in dB of the clip's total, so that loud and quiet clips count alike. Bands more than ${spectrumRangeDecibels} dB down lie on the lower edge.${cut}`,
    legend: legendHtml([
      { name: isWhole ? "all clips" : "the label", color: "var(--accent)" },
      { name: "mean of all clips", color: "var(--muted)" },
      { name: "difference", color: "var(--accent-soft)" },
    ]),
  });
}

function strongestBand({ frequency }: DatasetReport): string {
  const { decibels, bandCentersHertz } = frequency.averageSpectrum;
  const best = decibels.reduce<number>(
    (top, value, index) => ((value ?? -Infinity) > (decibels[top] ?? -Infinity) ? index : top),
    0,
  );
  return formatHertz(Math.round(bandCentersHertz[best] ?? Number.NaN));
}
