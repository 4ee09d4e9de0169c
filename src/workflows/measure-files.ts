import { sliceFindings } from "../explore/columns/find-slices.ts";
import { sortFindings } from "../explore/findings/finding-set.ts";
import { sliceExamples } from "../explore/slice-examples.ts";
import { snapshotFiles } from "../explore/snapshot-files.ts";
import { type FilePart, isImagePart } from "../model/image-part.ts";
import type { FileReport } from "../model/image-report.ts";
import { type DescribedImages, describeImages } from "./describe-images.ts";
import { listDataset } from "./list-dataset.ts";
import { type MeasureDatasetOptions, measureDataset, type RunMemory } from "./measure-dataset.ts";
import { measureImagePart } from "./measure-image-part.ts";
import { datasetOf } from "./part-listing.ts";
import { type DescribedPart, describePart, type ReportOptions } from "./report-part.ts";
import { writeImageReport } from "./write-image-report.ts";
import { type DatasetPageOptions, type WrittenReport, writeDatasetReport } from "./write-reports.ts";

/** A report on files, and what its page needs besides. */
export type DescribedFiles = DescribedPart | DescribedImages;

/**
 * Lists a dataset and measures it, or a shard of it, whatever its files hold.
 * @throws SoundingsError ("usage") when there is nothing to look at
 */
export async function measureFiles(options: MeasureDatasetOptions, memory?: RunMemory): Promise<FilePart> {
  const listed = options.listed ?? (await listDataset(options.path, options));
  return listed.kind === "image"
    ? measureImagePart(listed, options)
    : measureDataset({ ...options, listed }, memory);
}

/** The report of a part of either kind, from all its shards, and what its page needs besides. */
export async function describeFiles(part: FilePart, options: ReportOptions): Promise<DescribedFiles> {
  const described = isImagePart(part)
    ? await describeImages(part, options)
    : await describePart(part, options);
  return options.byColumn === undefined ? described : withSlices(described, part, options.byColumn);
}

/** A report with each slice of the dataset beside the other examples, and what of them differs. */
function withSlices(described: DescribedFiles, part: FilePart, column: string): DescribedFiles {
  const { report } = described;
  const entries = sliceExamples(datasetOf(part), snapshotFiles(part, report), column);
  const found = sliceFindings(column, entries, { noun: "examples", of: "" });
  const findings = sortFindings([...report.findings, ...found]);
  // Both kinds of report have such a section.
  return { ...described, report: { ...report, findings, slices: { column, entries } } } as DescribedFiles;
}

/** The report alone. */
export async function reportFiles(part: FilePart, options: ReportOptions): Promise<FileReport> {
  return (await describeFiles(part, options)).report;
}

/** Writes `dataset.html` and `dataset.json` into a folder; by default `reports/<name of the dataset>`. */
export async function writeFilesReport(
  described: DescribedFiles,
  folder: string | null,
  options: DatasetPageOptions = {},
): Promise<WrittenReport> {
  return "cube" in described
    ? writeDatasetReport(described, folder, options)
    : writeImageReport(described, folder);
}
