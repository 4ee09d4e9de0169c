import { compareDatasets } from "../explore/compare-datasets.ts";
import { diffCounts, diffFacts, diffRule, reportColumns } from "../explore/diff-reports.ts";
import { findDrift } from "../explore/find-drift.ts";
import { snapshotDataset } from "../explore/snapshot-dataset.ts";
import { readText, writeFiles } from "../io/files.ts";
import { looksLikePart, readPart } from "../io/part-store.ts";
import { tool } from "../io/tool.ts";
import type { DriftRule } from "../model/dataset-comparison.ts";
import { type DatasetDiff, type DiffSide, diffSchemaVersion } from "../model/dataset-diff.ts";
import type { DatasetPart } from "../model/dataset-part.ts";
import { type DatasetReport, datasetSchemaVersion } from "../model/dataset-statistics.ts";
import { SoundingsError } from "../model/errors.ts";
import { diffText } from "../report/diff-text.ts";
import { renderDiffHtml } from "../report/render-diff-html.ts";
import { measureDataset } from "./measure-dataset.ts";
import type { MeasuredDatasetOptions } from "./measured-dataset.ts";
import { reportPart } from "./report-part.ts";
import { asJson, reportFolder, type WrittenReport } from "./write-reports.ts";

/** Which two datasets, and how they are laid out. */
export interface DiffDatasetsOptions extends Omit<MeasuredDatasetOptions, "path"> {
  readonly before: string;
  readonly after: string;
  /** Level of significance and least effects; the usual rule where left out. */
  readonly rule?: Partial<DriftRule>;
  /** Folder for the page; null for the usual one. */
  readonly out: string | null;
}

/** What is known of one side. */
interface Known {
  readonly side: DiffSide;
  readonly report: DatasetReport;
  /** Null where only statistics are known. */
  readonly part: DatasetPart | null;
}

/**
 * `profile diff`: two datasets side by side: folders, manifests, stored parts, or stored statistics. Files are compared example by example
 * and as distributions, statistics by what they count.
 * @throws SoundingsError ("usage") when one of them is no dataset
 */
export async function diffDatasets(
  options: DiffDatasetsOptions,
): Promise<{ readonly diff: DatasetDiff; readonly written: WrittenReport }> {
  const before = await know(options.before, options);
  const after = await know(options.after, options);
  const diff = compare(before, after, { ...diffRule, ...options.rule });
  const folder = options.out ?? reportFolder(`${before.side.name}-${after.side.name}-diff`);
  const json = asJson(diff);
  const paths = await writeFiles(folder, { "diff.html": renderDiffHtml(diff), "diff.json": json });
  return { diff, written: { json, summary: diffText(diff), paths } };
}

function compare(before: Known, after: Known, rule: DriftRule): DatasetDiff {
  const isByExample = before.part !== null && after.part !== null;
  const comparison = isByExample
    ? compareDatasets(
        snapshotDataset(before.part, before.report.findings),
        snapshotDataset(after.part, after.report.findings),
        rule,
      )
    : null;
  const drifts = comparison?.drifts ?? findDrift(reportColumns(before.report, after.report), rule);
  return {
    schemaVersion: diffSchemaVersion,
    tool,
    before: before.side,
    after: after.side,
    facts: diffFacts(before.report, after.report),
    ...diffCounts(before.report, after.report),
    comparison,
    drifts,
    hasDrifted: drifts.some(({ outcome }) => outcome === "drifted"),
  };
}

async function know(path: string, options: Omit<MeasuredDatasetOptions, "path">): Promise<Known> {
  const stored = /\.json$/i.test(path) ? await storedReport(path) : null;
  if (stored !== null) {
    return {
      side: { name: stored.dataset.name, source: path, knownFrom: "statistics" },
      report: stored,
      part: null,
    };
  }
  const isPart = await looksLikePart(path);
  const part = isPart ? await readPart(path) : await measureDataset({ ...options, path, features: "none" });
  const report = await reportPart(part, { isReproducible: true });
  return {
    side: { name: part.listing.name, source: path, knownFrom: isPart ? "part" : "files" },
    report,
    part,
  };
}

/** A stored `dataset.json`; null for any other file. */
async function storedReport(path: string): Promise<DatasetReport | null> {
  let value: Partial<DatasetReport> | null;
  try {
    value = JSON.parse(await readText(path)) as Partial<DatasetReport> | null;
  } catch (thrown) {
    if (thrown instanceof SoundingsError) throw thrown;
    // A manifest of NeMo is JSON by its name, and a JSON object in each line.
    return null;
  }
  const isReport =
    typeof value?.labels === "object" && typeof value.duration === "object" && "dataset" in value;
  if (!isReport) return null;
  if (value?.schemaVersion === datasetSchemaVersion) return value as DatasetReport;
  throw new SoundingsError(
    "usage",
    `${path} has schemaVersion ${String(value?.schemaVersion)}; this version of Soundings reads ${datasetSchemaVersion}`,
    {
      hint: "make it anew with profile dataset",
    },
  );
}
