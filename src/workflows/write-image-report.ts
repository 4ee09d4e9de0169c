import { writeFiles } from "../io/files.ts";
import { imageText } from "../report/image-text.ts";
import { jsonText } from "../report/json-text.ts";
import type { DescribedImages } from "./describe-images.ts";
import { reportFolder } from "./report-folder.ts";
import type { WrittenReport } from "./write-reports.ts";

/** Writes `dataset.html` and `dataset.json` of a dataset of images into a folder; by default `reports/<name of the dataset>`. */
export async function writeImageReport(
  { report }: DescribedImages,
  folder: string | null,
): Promise<WrittenReport> {
  const target = folder ?? reportFolder(report.dataset.name);
  const json = jsonText(report);
  const paths = await writeFiles(target, { "dataset.json": json });
  return { json, summary: imageText(report), paths };
}
