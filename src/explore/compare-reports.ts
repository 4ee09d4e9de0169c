import type { CountByValue } from "../model/count-by-value.ts";
import {
  type DatasetComparison,
  type ExampleChangeKind,
  type ExampleChanges,
  exampleChangeKinds,
} from "../model/dataset-comparison.ts";
import type { DatasetSnapshot, SnapshotFinding } from "../model/dataset-snapshot.ts";
import type { DriftRule, ListChange } from "../model/drift.ts";
import { type FileReport, isImageReport } from "../model/image-report.ts";
import { compareFindings } from "./compare-findings.ts";
import { labelCounts, reportColumns, sharedFormats } from "./diff-reports.ts";
import { defaultDriftRule, findDrift } from "./find-drift.ts";
import { listChange } from "./list-change.ts";
import { findingOf } from "./take-snapshot.ts";

/** What counts can tell of examples that nobody listed. */
const countedKinds: readonly ExampleChangeKind[] = [
  "removed",
  "relabelled",
  "moved",
  "altered",
  "reencoded",
  "added",
];

/**
 * Two reports compared by what they count. A report lists no examples, so the changes are net numbers, the least that explains the counts: where one
 * label has lost five and another has gained five, five at least are labelled otherwise. Kinds of change that leave all counts as they were are not told.
 */
export function compareReports(
  before: FileReport,
  after: FileReport,
  rule: DriftRule = defaultDriftRule,
): DatasetComparison {
  const counts = countedChanges(before, after);
  const changed = Math.max(counts.relabelled, counts.moved, counts.reencoded, counts.altered);
  return {
    ...(isImageReport(after) ? { kind: "image" as const } : {}),
    beforeCount: before.dataset.exampleCount,
    afterCount: after.dataset.exampleCount,
    unchangedCount: Math.max(0, before.dataset.exampleCount - counts.removed - changed),
    changes: Object.fromEntries(
      exampleChangeKinds.map((kind) => [kind, { count: counts[kind], changes: [] }]),
    ) as unknown as Record<ExampleChangeKind, ExampleChanges>,
    countedKinds,
    lists: listChanges(before, after),
    drifts: findDrift(reportColumns(before, after), rule),
    ...compareFindings(findingsOf(before), findingsOf(after)),
    rule,
  };
}

function countedChanges(before: FileReport, after: FileReport): Readonly<Record<ExampleChangeKind, number>> {
  const difference = before.dataset.exampleCount - after.dataset.exampleCount;
  const removed = Math.max(0, difference);
  const beyond = (read: (report: FileReport) => CountByValue): number =>
    Math.max(0, lossOf(read(before), read(after)) - removed);
  const formats = sharedFormats(before, after).map(([was, is]) => Math.max(0, lossOf(was, is) - removed));
  const isSameSize = difference === 0;
  const reencoded = Math.max(0, ...formats);
  const [was, is] = [before.dataset, after.dataset];
  const soundsOtherwise = isSameSize && was.totalDurationSeconds !== is.totalDurationSeconds;
  const isStoredOtherwise = isSameSize && !soundsOtherwise && was.totalBytes !== is.totalBytes;
  return {
    removed,
    added: Math.max(0, -difference),
    relabelled: beyond(labelsOf),
    moved: beyond(({ dataset }) => dataset.splits),
    reencoded: Math.max(reencoded, isStoredOtherwise ? 1 : 0),
    altered: soundsOtherwise && reencoded === 0 ? 1 : 0,
    regrouped: 0,
    edited: 0,
    renamed: 0,
  };
}

/** Labels with those that have none; only the former where some are counted together, for nobody knows which they are. */
function labelsOf(report: FileReport): CountByValue {
  const { otherEntries, unlabelledCount } = report.labels;
  return otherEntries === undefined ? { ...labelCounts(report), "": unlabelledCount } : labelCounts(report);
}

/** How many have left their category, at least. A category that one side alone counts by name has not been left. */
function lossOf(before: CountByValue, after: CountByValue): number {
  return Object.entries(before).reduce(
    (sum, [value, count]) => sum + Math.max(0, count - (Object.hasOwn(after, value) ? after[value]! : 0)),
    0,
  );
}

function listChanges(before: FileReport, after: FileReport): readonly ListChange[] {
  const isWhole = [before, after].every(({ labels }) => labels.otherEntries === undefined);
  const named = (counts: CountByValue): ReadonlySet<string> => new Set(Object.keys(counts));
  const labels = listChange("labels", named(labelCounts(before)), named(labelCounts(after)));
  return [
    ...(isWhole ? [labels] : []),
    listChange("splits", named(before.dataset.splits), named(after.dataset.splits)),
  ];
}

function findingsOf(report: FileReport): Pick<DatasetSnapshot, "findings"> {
  return { findings: report.findings.map((finding): SnapshotFinding => findingOf(finding)) };
}
