import type { Drift } from "../model/drift.ts";
import type { DiffFact } from "../model/reference-comparison.ts";
import { displayText } from "./display-text.ts";
import { formatBytes, formatNumber, formatSeconds, formatShare } from "./format-number.ts";
import { columnFormat } from "./table/column-value.ts";

const measures: Readonly<Record<Drift["measure"], string>> = {
  "kolmogorov-smirnov": "KS distance",
  "total-variation": "total variation",
  "share-difference": "missing share",
};

/** The name of a measure of drift. */
export function measureName({ measure }: Pick<Drift, "measure">): string {
  return measures[measure];
}

/** What was compared, as people call it: `column:price` is price, `peakDecibels` is peak. */
export function featureName({ feature }: Pick<Drift, "feature">): string {
  if (feature.startsWith("column:")) return feature.slice("column:".length);
  return feature
    .replace(/(Seconds|Decibels|Lufs|Hertz|Pixels)$/, "")
    .replace(/[A-Z]|\d+$/g, (found) => ` ${found.toLowerCase()}`)
    .replace("root mean square", "RMS level")
    .replace("dc offset", "DC offset");
}

/** The middle of a distribution on one side, in its unit: the median of numbers, the share of missing values; a dash for categories. */
export function centerWords(
  { feature, kind, temporal }: Pick<Drift, "feature" | "kind" | "temporal">,
  value: number | null,
): string {
  if (value === null) return "–";
  if (kind === "missing") return formatShare(value);
  if (temporal !== undefined) return columnFormat(temporal)(value);
  return feature.startsWith("column:") ? formatNumber(value) : inUnit(value, feature);
}

/** A drift in one line: what, how far, how sure. */
export function driftWords(drift: Drift): string {
  const { scope, effect, adjustedPValue, outcome, before, after } = drift;
  const whose = scope === "added" ? " of the added" : "";
  const medians =
    drift.kind === "number" && before !== null && after !== null
      ? `, median ${centerWords(drift, before)} -> ${centerWords(drift, after)}`
      : "";
  return `${outcome === "uncertain" ? "uncertain: " : ""}${displayText(featureName(drift), 60)}${whose}: ${measureName(drift)} ${formatNumber(effect.center)}, adjusted p ${formatNumber(adjustedPValue)}${medians}`;
}

const factNames: Readonly<Record<string, string>> = {
  exampleCount: "examples",
  unreadableCount: "unreadable",
  totalDurationSeconds: "audio in all",
  totalBytes: "size",
  labelCount: "labels",
  unlabelledCount: "without a label",
  entropyBalance: "balance of labels",
  splitCount: "splits",
  medianDurationSeconds: "median duration",
  medianRootMeanSquareDecibels: "median RMS level",
  medianPeakDecibels: "median peak",
  medianLoudnessLufs: "median loudness",
  medianNoiseFloorDecibels: "median noise floor",
  medianCentroidHertz: "median spectral centroid",
  medianEffectiveBandwidthHertz: "median effective bandwidth",
  sizeCount: "sizes",
  medianWidthPixels: "median width",
  medianHeightPixels: "median height",
  medianAspectRatio: "median aspect ratio",
  medianBytesPerPixel: "median bytes per pixel",
  medianBrightness: "median brightness",
  medianContrast: "median contrast",
  medianSharpness: "median sharpness",
  findingCount: "findings",
  rowCount: "rows",
  columnCount: "columns",
  missingCellShare: "missing cells",
  repeatedRowCount: "repeated rows",
  unreadableRowCount: "unreadable rows",
};

/** A fact of two sides in words: its name, its values in their unit, and what changed: of levels the difference, else a share. */
export function factWords({ name, before, after }: DiffFact): {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly change: string;
} {
  const write = (value: number | null): string => (value === null ? "–" : inUnit(value, name));
  return {
    name: factNames[name] ?? name,
    from: write(before),
    to: write(after),
    change: before === null || after === null || before === after ? "" : changeText(before, after, name),
  };
}

function changeText(before: number, after: number, name: string): string {
  const sign = after > before ? "+" : "";
  if (/Decibels$|Lufs$/.test(name))
    return `${sign}${formatNumber(after - before)} ${name.endsWith("Lufs") ? "LU" : "dB"}`;
  return before === 0 ? "new" : `${sign}${formatNumber((100 * (after - before)) / before)}%`;
}

function inUnit(value: number, name: string): string {
  if (name.endsWith("Seconds")) return formatSeconds(value);
  if (name.endsWith("Bytes")) return formatBytes(value);
  if (name.endsWith("Share")) return formatShare(value);
  const suffix = /Decibels$/.test(name)
    ? " dB"
    : /Lufs$/.test(name)
      ? " LUFS"
      : /Hertz$/.test(name)
        ? " Hz"
        : /Pixels$/.test(name)
          ? " px"
          : "";
  return formatNumber(value) + suffix;
}
