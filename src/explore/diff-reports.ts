import type { CountByValue } from "../model/count-by-value.ts";
import type { DatasetReport } from "../model/dataset-statistics.ts";
import type { Distribution } from "../model/distribution.ts";
import type { DriftRule } from "../model/drift.ts";
import { type FileReport, type ImageReport, isImageReport } from "../model/image-report.ts";
import type { DiffCount, DiffFact } from "../model/reference-comparison.ts";
import type { DriftColumn } from "./drift-column.ts";
import { defaultDriftRule } from "./find-drift.ts";
import { compareText } from "./measured-example.ts";

/**
 * When a difference counts for `profile diff` and `--reference`: at the 5 % level, from 3 % of examples in another category on. A label that gains 5 points
 * among 2,000 examples is then found in 97 of 100 draws, at the 1 % level in 91 only; equal sets alarm in less than 5 of 100 (test/explore/drift-trial.test.ts).
 */
export const diffRule: DriftRule = { ...defaultDriftRule, alpha: 0.05, leastShareDistance: 0.03 };

/** Labels and splits that are set side by side at most. */
const mostCounts = 1000;

const median = ({ quantiles }: Pick<Distribution, "quantiles">): number | null => quantiles?.["0.5"] ?? null;

/** The headline numbers of a report, by name; null for what it does not know. */
function factsOf(report: FileReport): Readonly<Record<string, number | null>> {
  const { dataset, labels, findings } = report;
  return {
    exampleCount: dataset.exampleCount,
    unreadableCount: dataset.unreadableCount,
    ...(isImageReport(report) ? {} : { totalDurationSeconds: dataset.totalDurationSeconds }),
    totalBytes: dataset.totalBytes,
    labelCount: labels.count,
    unlabelledCount: labels.unlabelledCount,
    entropyBalance: labels.entropyBalance,
    splitCount: dataset.splitCount ?? Object.keys(dataset.splits).length,
    ...(isImageReport(report) ? imageFacts(report) : soundFacts(report)),
    findingCount: findings.length,
  };
}

function soundFacts({ duration, level, frequency }: DatasetReport): Readonly<Record<string, number | null>> {
  return {
    medianDurationSeconds: median(duration),
    medianRootMeanSquareDecibels: median(level.rootMeanSquareDecibels),
    medianPeakDecibels: median(level.peakDecibels),
    medianLoudnessLufs: median(level.loudnessLufs),
    medianNoiseFloorDecibels: median(level.noiseFloorDecibels),
    medianCentroidHertz: median(frequency.centroidHertz),
    medianEffectiveBandwidthHertz: median(frequency.effectiveBandwidthHertz),
  };
}

function imageFacts({ images }: ImageReport): Readonly<Record<string, number | null>> {
  return {
    sizeCount: images.sizeCount,
    medianWidthPixels: median(images.widthPixels),
    medianHeightPixels: median(images.heightPixels),
    medianAspectRatio: median(images.aspectRatio),
    medianBytesPerPixel: median(images.bytesPerPixel),
    medianBrightness: median(images.brightness),
    medianContrast: median(images.contrast),
    medianSharpness: median(images.sharpness),
  };
}

/** The headline facts of two reports, side by side; those that neither says are left out. */
export function diffFacts(before: FileReport, after: FileReport): readonly DiffFact[] {
  const [was, is] = [factsOf(before), factsOf(after)];
  return Object.keys(was)
    .map((name) => ({ name, before: was[name] ?? null, after: is[name] ?? null }))
    .filter((fact) => fact.before !== null || fact.after !== null);
}

/** What every report counts, of files or of a table. */
type Counted = Pick<DatasetReport, "labels" | "dataset">;

/** Examples of each label and split of two reports. */
export function diffCounts(before: Counted, after: Counted) {
  return {
    labels: sideBySide(labelCounts(before), labelCounts(after)),
    splits: sideBySide(before.dataset.splits, after.dataset.splits),
  };
}

/**
 * Categories that two reports count, as columns that can be compared: exact, for a count says as much as its examples. Numbers are not
 * among them: what a report keeps of a distribution is too little to test with.
 */
export function reportColumns(before: FileReport, after: FileReport): readonly DriftColumn[] {
  const column = (feature: string, was: CountByValue, is: CountByValue): DriftColumn => ({
    ...{ feature, scope: "all", isCategory: true, before: spread(was), after: spread(is) },
  });
  return [
    column("label", labelCounts(before), labelCounts(after)),
    column("split", before.dataset.splits, after.dataset.splits),
    ...sharedFormats(before, after).map(([was, is, name]) => column(name, was, is)),
  ];
}

/** How the files of two reports are stored: before, now, and the name of each property of which both count every value. */
export function sharedFormats(
  before: FileReport,
  after: FileReport,
): readonly (readonly [CountByValue, CountByValue, string])[] {
  const now = formatCounts(after);
  return Object.entries(formatCounts(before)).flatMap(([name, was]) => {
    const is = now[name];
    return is === undefined ? [] : [[was, is, name] as const];
  });
}

function formatCounts(report: FileReport): Readonly<Record<string, CountByValue>> {
  if (!isImageReport(report)) {
    const { sampleRatesHertz, channelCounts, bitDepths, codecs, containers } = report.format;
    return {
      sampleRateHertz: sampleRatesHertz,
      channelCount: channelCounts,
      bitDepth: bitDepths,
      codec: codecs,
      container: containers,
    };
  }
  const { formats, modes, bitDepths, orientations, sizes, sizeCount } = report.images;
  const isWhole = Object.keys(sizes).length === sizeCount;
  return {
    ...{ format: formats, mode: modes, bitDepth: bitDepths, orientation: orientations },
    ...(isWhole ? { size: sizes } : {}),
  };
}

/** Examples of each label that a report names. */
export function labelCounts({ labels }: Counted): CountByValue {
  return Object.fromEntries(labels.entries.map(({ label, count }) => [label, count]));
}

function spread(counts: CountByValue): readonly string[] {
  return Object.entries(counts).flatMap(([value, count]) => Array<string>(count).fill(value));
}

function sideBySide(before: CountByValue, after: CountByValue): readonly DiffCount[] {
  const of = (counts: CountByValue, value: string): number =>
    Object.hasOwn(counts, value) ? counts[value]! : 0;
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((value) => ({ value, before: of(before, value), after: of(after, value) }))
    .sort((a, b) => b.before + b.after - a.before - a.after || compareText(a.value, b.value))
    .slice(0, mostCounts);
}
