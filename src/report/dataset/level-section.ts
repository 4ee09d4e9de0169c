import type { DatasetReport } from "../../model/dataset-statistics.ts";
import { formatDecibels, formatLufs, formatNumber, formatShare } from "../format-number.ts";
import { html } from "../html.ts";
import type { Section } from "../page.ts";
import { distributionTable } from "./distribution-table.ts";
import { rangesOf } from "./ranges.ts";

/** How loud the clips are; null when nothing was measured. */
export function levelSection({ level, labels }: DatasetReport): Section | null {
  if (level.dcOffset.count === 0) return null;
  const ranges = rangesOf(
    {
      title: "RMS level",
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
    ...(level.speechSnrDecibels === undefined
      ? []
      : [{ name: "Speech SNR (WADA)", distribution: level.speechSnrDecibels, write: formatDecibels }]),
    { name: "Clipped samples", distribution: level.clipping, write: formatShare },
    { name: "Silent frames", distribution: level.silence, write: formatShare },
  ]);
  return {
    id: "level",
    title: "Level",
    body: html`${table}${ranges}`,
  };
}
