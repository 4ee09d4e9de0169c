import type { CountByValue } from "../model/count-by-value.ts";
import type { DatasetReport } from "../model/dataset-statistics.ts";
import type { Distribution } from "../model/distribution.ts";
import type { DriftRule } from "../model/drift.ts";
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

/** A number that both reports may say. */
type Reader = (report: DatasetReport) => number | null;

const median =
  (read: (report: DatasetReport) => Distribution): Reader =>
  (report) =>
    read(report).quantiles?.["0.5"] ?? null;

const readers: Readonly<Record<string, Reader>> = {
  exampleCount: ({ dataset }) => dataset.exampleCount,
  unreadableCount: ({ dataset }) => dataset.unreadableCount,
  totalDurationSeconds: ({ dataset }) => dataset.totalDurationSeconds,
  totalBytes: ({ dataset }) => dataset.totalBytes,
  labelCount: ({ labels }) => labels.count,
  unlabelledCount: ({ labels }) => labels.unlabelledCount,
  entropyBalance: ({ labels }) => labels.entropyBalance,
  splitCount: ({ dataset }) => dataset.splitCount ?? Object.keys(dataset.splits).length,
  medianDurationSeconds: ({ duration }) => duration.quantiles?.["0.5"] ?? null,
  medianRootMeanSquareDecibels: median(({ level }) => level.rootMeanSquareDecibels),
  medianPeakDecibels: median(({ level }) => level.peakDecibels),
  medianLoudnessLufs: median(({ level }) => level.loudnessLufs),
  medianNoiseFloorDecibels: median(({ level }) => level.noiseFloorDecibels),
  medianCentroidHertz: median(({ frequency }) => frequency.centroidHertz),
  medianEffectiveBandwidthHertz: median(({ frequency }) => frequency.effectiveBandwidthHertz),
  findingCount: ({ findings }) => findings.length,
};

/** The headline facts of two reports, side by side; those that neither says are left out. */
export function diffFacts(before: DatasetReport, after: DatasetReport): readonly DiffFact[] {
  return Object.entries(readers)
    .map(([name, read]) => ({ name, before: read(before), after: read(after) }))
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
export function reportColumns(before: DatasetReport, after: DatasetReport): readonly DriftColumn[] {
  const column = (feature: string, read: (report: DatasetReport) => CountByValue): DriftColumn => ({
    feature,
    scope: "all",
    isCategory: true,
    before: spread(read(before)),
    after: spread(read(after)),
  });
  return [
    column("label", labelCounts),
    column("split", ({ dataset }) => dataset.splits),
    column("sampleRateHertz", ({ format }) => format.sampleRatesHertz),
    column("channelCount", ({ format }) => format.channelCounts),
    column("bitDepth", ({ format }) => format.bitDepths),
    column("codec", ({ format }) => format.codecs),
    column("container", ({ format }) => format.containers),
  ];
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
