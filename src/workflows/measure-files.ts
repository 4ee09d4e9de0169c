import { type FilePart, isImagePart } from "../model/image-part.ts";
import type { FileReport } from "../model/image-report.ts";
import { type DescribedImages, describeImages } from "./describe-images.ts";
import { listDataset } from "./list-dataset.ts";
import { type MeasureDatasetOptions, measureDataset, type RunMemory } from "./measure-dataset.ts";
import { measureImagePart } from "./measure-image-part.ts";
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
  return isImagePart(part) ? describeImages(part, options) : describePart(part, options);
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
