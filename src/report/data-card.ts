import type { DatasetReport } from "../model/dataset-statistics.ts";
import type { Distribution } from "../model/distribution.ts";
import { type FileReport, type ImageReport, isImageReport } from "../model/image-report.ts";
import { countTable, forPeople, inline, labelTable, qualityText, table } from "./card-parts.ts";
import { formatBytes, formatCount, formatNumber, formatSeconds } from "./format-number.ts";

/**
 * A data card in Markdown, from what a report says: composition, format, splits, labels, quality. What only people can say (purpose,
 * consent, licence) is left to them, in so many words.
 */
export function dataCard(report: FileReport): string {
  const { dataset, labels, tool, method } = report;
  const parts = [
    `# ${inline(dataset.name)}`,
    `Made by ${tool.name} ${tool.version} from ${method === "exact" ? `every ${isImageReport(report) ? "pixel" : "sample"} of every file` : "the headers of all files"}; source \`${inline(report.source)}\`.`,
    ...forPeople,
    "## Composition",
    table(["", ""], compositionRows(report)),
    ...(labels.count === 0 ? [] : ["## Labels", labelTable(labels, !isImageReport(report))]),
    ...(Object.keys(dataset.splits).length === 0
      ? []
      : ["## Splits", countTable("Split", dataset.splits, dataset.exampleCount)]),
    ...(isImageReport(report)
      ? ["## Pixels", table(["per image", "5%", "median", "95%"], pixelRows(report))]
      : ["## Signal", table(["per clip", "5%", "median", "95%"], signalRows(report))]),
    "## Quality",
    qualityText(report.findings),
  ];
  return `${parts.join("\n\n")}\n`;
}

function compositionRows(report: FileReport): readonly (readonly string[])[] {
  const { dataset, labels } = report;
  return [
    ["Examples", formatCount(dataset.exampleCount)],
    ["Unreadable", formatCount(dataset.unreadableCount)],
    ...(isImageReport(report) ? [] : [["Audio in all", formatSeconds(dataset.totalDurationSeconds)]]),
    ["Size", formatBytes(dataset.totalBytes)],
    ["Labels", `${formatCount(labels.count)}; ${formatCount(labels.unlabelledCount)} examples without`],
    ["Groups", formatCount(dataset.groupCount ?? Object.keys(dataset.groups).length)],
    ...formatRows(report),
  ];
}

function formatRows(report: FileReport): readonly (readonly string[])[] {
  if (isImageReport(report)) {
    const { sizes, sizeCount, formats, modes } = report.images;
    return [
      [sizeCount > 6 ? `Sizes (${formatCount(sizeCount)} in all)` : "Sizes", counts(sizes)],
      ["Formats", counts(formats)],
      ["Modes", counts(modes)],
    ];
  }
  const { sampleRatesHertz, channelCounts, codecs } = report.format;
  return [
    ["Sampling rates in Hz", counts(sampleRatesHertz)],
    ["Channels", counts(channelCounts)],
    ["Codecs", counts(codecs)],
  ];
}

/** The most frequent values. */
function counts(values: Readonly<Record<string, number>>): string {
  const shown = Object.entries(values)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 6)
    .map(([value, count]) => `${inline(value)} (${formatCount(count)})`);
  return shown.join(", ") || "none";
}

function row(
  name: string,
  { quantiles }: Pick<Distribution, "quantiles">,
  write: (value: number) => string,
): readonly string[] {
  return quantiles === null
    ? [name, "–", "–", "–"]
    : [name, write(quantiles["0.05"]), write(quantiles["0.5"]), write(quantiles["0.95"])];
}

function pixelRows({ images }: ImageReport): readonly (readonly string[])[] {
  return [
    row("Width in pixels", images.widthPixels, formatNumber),
    row("Height in pixels", images.heightPixels, formatNumber),
    row("Aspect ratio", images.aspectRatio, formatNumber),
    row("Bytes per pixel", images.bytesPerPixel, formatNumber),
    row("Brightness, 0 to 255", images.brightness, formatNumber),
    row("Contrast", images.contrast, formatNumber),
    row("Sharpness", images.sharpness, formatNumber),
  ];
}

function signalRows({ duration, level, frequency }: DatasetReport): readonly (readonly string[])[] {
  const decibels = (value: number): string => `${formatNumber(value)} dB`;
  return [
    row("Duration", duration, formatSeconds),
    row("RMS level", level.rootMeanSquareDecibels, decibels),
    row("Peak", level.peakDecibels, decibels),
    row("Noise floor", level.noiseFloorDecibels, decibels),
    row("Spectral centroid", frequency.centroidHertz, (value) => `${formatNumber(value)} Hz`),
  ];
}
