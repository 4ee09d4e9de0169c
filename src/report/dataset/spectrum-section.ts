import type { DatasetReport } from "../../model/dataset-statistics.ts";
import { formatHertz, formatNumber } from "../format-number.ts";
import { html } from "../html.ts";
import type { Section } from "../page.ts";
import { distributionTable } from "./distribution-table.ts";
import { originTable } from "./origin-table.ts";
import { rangesOf } from "./ranges.ts";

/** Where the energy of the clips lies; null when no clip has a spectrum. */
export function spectrumSection(report: DatasetReport): Section | null {
  const { centroidHertz, rolloff85Hertz, bandwidthHertz, flatness, effectiveBandwidthHertz } =
    report.frequency;
  if (centroidHertz.count === 0) return null;
  const labels = report.labels.entries.map((entry) => entry.label);
  const centroids = rangesOf(
    {
      title: "Spectral centroid",
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
    {
      name: "Effective bandwidth",
      distribution: effectiveBandwidthHertz,
      write: formatHertz,
      method: "sampled",
    },
  ]);
  return {
    id: "frequency",
    title: "Frequency",
    body: html`${table}${centroids}${originTable(report)}`,
  };
}
