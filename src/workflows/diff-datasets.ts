import { compareTables } from "../explore/columns/compare-tables.ts";
import { compareDatasets } from "../explore/compare-datasets.ts";
import { diffCounts, diffFacts, diffRule, reportColumns } from "../explore/diff-reports.ts";
import { findDrift } from "../explore/find-drift.ts";
import { writeFiles } from "../io/files.ts";
import { tool } from "../io/tool.ts";
import type { DatasetComparison } from "../model/dataset-comparison.ts";
import { type DatasetDiff, diffSchemaVersion } from "../model/dataset-diff.ts";
import type { DriftRule } from "../model/drift.ts";
import { SoundingsError } from "../model/errors.ts";
import { isImageReport } from "../model/image-report.ts";
import type { ReferenceComparison } from "../model/reference-comparison.ts";
import { diffText } from "../report/diff-text.ts";
import { renderDiffHtml } from "../report/render-diff-html.ts";
import { type KnownDataset, knowDataset } from "./know-dataset.ts";
import { knowReferenceTable, knowTable } from "./know-table.ts";
import type { MeasuredDatasetOptions } from "./measured-dataset.ts";
import { reportFolder } from "./report-folder.ts";
import { asJson, type WrittenReport } from "./write-reports.ts";

/** Which two datasets, and how they are laid out. */
export interface DiffDatasetsOptions extends Omit<MeasuredDatasetOptions, "path"> {
  readonly before: string;
  readonly after: string;
  /** Level of significance and least effects; the usual rule where left out. */
  readonly rule?: Partial<DriftRule>;
  /** Folder for the page; null for the usual one. */
  readonly out: string | null;
}

/**
 * `profile diff`: two datasets side by side: folders, manifests, stored parts, or stored statistics. Files are compared example by example
 * and as distributions, statistics by what they count.
 * @throws SoundingsError ("usage") when one of them is no dataset
 */
export async function diffDatasets(
  options: DiffDatasetsOptions,
): Promise<{ readonly diff: DatasetDiff; readonly written: WrittenReport }> {
  const rule = { ...diffRule, ...options.rule };
  const diff = (await diffTables(options, rule)) ?? (await diffFiles(options, rule));
  const folder = options.out ?? reportFolder(`${diff.before.name}-${diff.after.name}-diff`);
  const json = asJson(diff);
  const paths = await writeFiles(folder, { "diff.html": renderDiffHtml(diff), "diff.json": json });
  return { diff, written: { json, summary: diffText(diff), paths } };
}

/** Two plain tables, or reports of such; null where the first is none. */
async function diffTables(options: DiffDatasetsOptions, rule: DriftRule): Promise<DatasetDiff | null> {
  const before = options.pathColumn === undefined ? await knowTable(options.before, options) : null;
  if (before === null) return null;
  const after = await knowReferenceTable(options.after, options);
  const { facts, labels, splits, lists, retyped, drifts, hasDrifted } = compareTables(before, after, rule);
  return {
    schemaVersion: diffSchemaVersion,
    tool,
    ...{
      before: before.side,
      after: after.side,
      facts,
      labels,
      splits,
      lists,
      retyped: retyped ?? [],
      comparison: null,
      drifts,
      hasDrifted,
    },
  };
}

async function diffFiles(options: DiffDatasetsOptions, rule: DriftRule): Promise<DatasetDiff> {
  const before = await knowDataset(options.before, options);
  return compare(before, await knowDataset(options.after, options), rule);
}

function compare(before: KnownDataset, after: KnownDataset, rule: DriftRule): DatasetDiff {
  checkKinds(before, after);
  const comparison = compareExamples(before, after, rule);
  const drifts = comparison?.drifts ?? findDrift(reportColumns(before.report, after.report), rule);
  return {
    schemaVersion: diffSchemaVersion,
    tool,
    before: before.side,
    after: after.side,
    facts: diffFacts(before.report, after.report),
    ...diffCounts(before.report, after.report),
    lists: comparison?.lists ?? [],
    comparison,
    drifts,
    hasDrifted: drifts.some(({ outcome }) => outcome === "drifted"),
  };
}

function checkKinds(before: KnownDataset, after: KnownDataset): void {
  const [was, is] = [before, after].map(({ report }) => (isImageReport(report) ? "images" : "audio"));
  if (was === is) return;
  throw new SoundingsError(
    "usage",
    `${before.side.source} holds ${was} and ${after.side.source} holds ${is}: there is nothing to compare`,
    { hint: "compare datasets whose files are of one kind" },
  );
}

/** Two datasets example by example; null where one is known from its statistics alone. */
function compareExamples(
  before: KnownDataset,
  after: KnownDataset,
  rule: DriftRule,
): DatasetComparison | null {
  if (before.snapshot === null || after.snapshot === null) return null;
  return compareDatasets(before.snapshot, after.snapshot, rule);
}

/** A dataset of files, held against a reference by its distributions: whole, or by what a stored report counts. */
export function holdAgainst(reference: KnownDataset, now: KnownDataset): ReferenceComparison {
  const { before, facts, labels, splits, comparison, drifts, hasDrifted } = compare(reference, now, diffRule);
  return {
    reference: before,
    basis: comparison === null ? "categories that the stored report counts" : "all examples of both",
    ...{ facts, labels, splits, lists: comparison?.lists ?? [], drifts, hasDrifted, rule: diffRule },
  };
}
