import type { DatasetReport } from "../../model/dataset-statistics.ts";
import type { Distribution } from "../../model/distribution.ts";
import { histogramBars } from "../charts/histogram-bars.ts";
import { figureHtml } from "../components/figure.ts";
import {
  formatDecibels,
  formatLufs,
  formatNumber,
  formatPlural,
  formatShare,
  type NumberFormat,
} from "../format-number.ts";
import { type Html, html } from "../html.ts";
import type { Section } from "../page.ts";
import { distributionTable } from "./distribution-table.ts";
import { rangesFigure } from "./ranges-figure.ts";

/** How loud the clips are; null when nothing was measured. */
export async function levelSection({ level, labels }: DatasetReport): Promise<Section | null> {
  if (level.dcOffset.count === 0) return null;
  const histograms = await Promise.all([
    histogram("Peak", "dB of full scale", level.peakDecibels, formatDecibels),
    histogram("RMS", "dB of full scale", level.rootMeanSquareDecibels, formatDecibels),
    histogram("Loudness", "LUFS", level.loudnessLufs, formatLufs),
  ]);
  const ranges = await rangesFigure(
    {
      title: "RMS level",
      axisTitle: "RMS (dB of full scale)",
      write: formatDecibels,
      overall: level.rootMeanSquareDecibels.quantiles,
      byLabel: level.rootMeanSquareDecibels.byLabel,
    },
    labels.entries.map((entry) => entry.label),
  );
  const table = distributionTable("Level of the clips", [
    { name: "Peak", distribution: level.peakDecibels, write: formatDecibels },
    { name: "RMS", distribution: level.rootMeanSquareDecibels, write: formatDecibels },
    { name: "Loudness", distribution: level.loudnessLufs, write: formatLufs },
    { name: "DC offset (share of full scale)", distribution: level.dcOffset, write: formatNumber },
    { name: "True peak (dBTP)", distribution: level.truePeakDecibels, write: formatDecibels },
    { name: "Loudness range (LU)", distribution: level.loudnessRangeLufs, write: formatNumber },
    { name: "Noise floor", distribution: level.noiseFloorDecibels, write: formatDecibels },
    { name: "Modulation depth", distribution: level.modulationDepthDecibels, write: formatDecibels },
    { name: "Clipped samples", distribution: level.clipping, write: formatShare },
    { name: "Silent frames", distribution: level.silence, write: formatShare },
  ]);
  return {
    id: "level",
    title: "Level",
    body: html`<div class="columns">${histograms}</div>${ranges}${table}`,
  };
}

async function histogram(
  name: string,
  unit: string,
  distribution: Distribution,
  write: NumberFormat,
): Promise<Html | null> {
  if (distribution.histogram === null || distribution.min === distribution.max) return null;
  const median = write(distribution.quantiles?.["0.5"]);
  const gist = `Histogram of ${name} over ${formatPlural(distribution.count, "clip")}: from ${write(distribution.min)} to ${write(distribution.max)}, median ${median}.`;
  return figureHtml(
    histogramBars(distribution.histogram, { axisTitle: `${name} (${unit})`, gist, place: "beside" }),
    {
      title: name,
      caption: `Median ${median}.`,
    },
  );
}
