import type { DatasetReport } from "../model/dataset-statistics.ts";
import { countsText, labelsText } from "./count-text.ts";
import { methodSentence } from "./dataset/method-text.ts";
import { displayText } from "./display-text.ts";
import { findingLines } from "./finding-text.ts";
import {
  formatBytes,
  formatDecibels,
  formatHertz,
  formatLufs,
  formatPlural,
  formatSamplingRate,
  formatSeconds,
} from "./format-number.ts";
import { referenceLines } from "./reference-section.ts";
import { factLine, type TextLine, textLine } from "./text-line.ts";

/** A dataset in a dozen lines for a terminal. */
export function datasetText(report: DatasetReport): readonly TextLine[] {
  const { dataset, format } = report;
  return [
    textLine(
      `${displayText(dataset.name, 80)}  ${formatPlural(dataset.exampleCount, "example")}, ${formatSeconds(dataset.totalDurationSeconds)} of audio, ${formatBytes(dataset.totalBytes)}`,
      "heading",
    ),
    factLine("labels", labelsText(report.labels)),
    factLine("splits", countsText(dataset.splits)),
    factLine("durations", durationsText(report)),
    factLine(
      "sampling rates",
      countsText(format.sampleRatesHertz, (rate) => formatSamplingRate(Number(rate))),
    ),
    ...(report.method === "exact" ? [factLine("level", levelText(report))] : []),
    factLine("numbers", methodSentence(report)),
    ...(dataset.unreadableCount > 0
      ? [{ ...factLine("unreadable", formatPlural(dataset.unreadableCount, "file")), tone: "bad" as const }]
      : []),
    ...referenceLines(report.reference),
    ...findingLines(report.findings, "dataset.json"),
  ];
}

function durationsText({ duration }: DatasetReport): string {
  const { minSeconds, maxSeconds, quantiles } = duration;
  if (quantiles === null) return "none measured";
  if (minSeconds === maxSeconds) return `${formatSeconds(minSeconds)} each`;
  return `${formatSeconds(minSeconds)} to ${formatSeconds(maxSeconds)}, median ${formatSeconds(quantiles["0.5"])}`;
}

function levelText({ level, frequency }: DatasetReport): string {
  const rms = formatDecibels(level.rootMeanSquareDecibels.quantiles?.["0.5"]);
  const loudness = formatLufs(level.loudnessLufs.quantiles?.["0.5"]);
  const centroid = formatHertz(frequency.centroidHertz.quantiles?.["0.5"]);
  return `median RMS ${rms}, loudness ${loudness}, spectral centroid ${centroid}`;
}
