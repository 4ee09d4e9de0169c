import type { DatasetReport } from "../model/dataset-statistics.ts";
import type { Distribution } from "../model/distribution.ts";
import { type FileReport, type ImageReport, isImageReport } from "../model/image-report.ts";
import { displayText } from "./display-text.ts";
import { formatBytes, formatCount, formatNumber, formatSeconds, formatShare } from "./format-number.ts";

/** Rows of a table that a card holds at most. */
const shownRows = 40;

/**
 * A data card in Markdown, from what a report says: composition, format, splits, labels, quality. What only people can say (purpose,
 * consent, licence) is left to them, in so many words.
 */
export function dataCard(report: FileReport): string {
  const { dataset, labels, tool, method } = report;
  const parts = [
    `# ${inline(dataset.name)}`,
    `Made by ${tool.name} ${tool.version} from ${method === "exact" ? `every ${isImageReport(report) ? "pixel" : "sample"} of every file` : "the headers of all files"}; source \`${inline(report.source)}\`.`,
    "## To be filled in by people",
    ["Purpose", "Collected by, when and how", "Consent and personal data", "Licence", "Known gaps"]
      .map((name) => `- ${name}: _not stated_`)
      .join("\n"),
    "## Composition",
    table(["", ""], compositionRows(report)),
    ...(labels.count === 0 ? [] : ["## Labels", labelTable(report)]),
    ...(Object.keys(dataset.splits).length === 0
      ? []
      : ["## Splits", countTable("Split", dataset.splits, dataset.exampleCount)]),
    ...(isImageReport(report)
      ? ["## Pixels", table(["per image", "5%", "median", "95%"], pixelRows(report))]
      : ["## Signal", table(["per clip", "5%", "median", "95%"], signalRows(report))]),
    "## Quality",
    qualityText(report),
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

function labelTable(report: FileReport): string {
  const { labels } = report;
  const isOfSound = !isImageReport(report);
  const rows = labels.entries
    .slice(0, shownRows)
    .map(({ label, count, share, totalDurationSeconds }) => [
      inline(label),
      formatCount(count),
      formatShare(share),
      ...(isOfSound ? [formatSeconds(totalDurationSeconds)] : []),
    ]);
  const rest = labels.count - rows.length;
  return (
    table(["Label", "Examples", "Share", ...(isOfSound ? ["Audio"] : [])], rows) +
    (rest > 0 ? `\n\nand ${formatCount(rest)} more.` : "")
  );
}

function countTable(name: string, counts: Readonly<Record<string, number>>, whole: number): string {
  const rows = Object.entries(counts)
    .slice(0, shownRows)
    .map(([value, count]) => [inline(value), formatCount(count), formatShare(count / whole)]);
  return table([name, "Examples", "Share"], rows);
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

function qualityText({ findings }: FileReport): string {
  if (findings.length === 0) return "Nothing was found.";
  const lines = findings
    .slice(0, shownRows)
    .map(({ severity, code, message }) => `- **${severity}** \`${code}\`: ${inline(message)}`);
  const rest = findings.length - lines.length;
  return [...lines, ...(rest > 0 ? [`- and ${formatCount(rest)} more`] : [])].join("\n");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Text from data as Markdown takes it for text. */
function inline(text: string): string {
  return displayText(text, 300).replace(/[\\`*_[\]<>|]/g, "\\$&");
}
