import { writeFiles } from "../io/files.ts";
import { imageText } from "../report/image-text.ts";
import { jsonText } from "../report/json-text.ts";
import type { DescribedImages } from "./describe-images.ts";
import { illustrateImages } from "./illustrate-images.ts";
import { reportFolder } from "./report-folder.ts";
import type { WrittenReport } from "./write-reports.ts";

/** Writes `dataset.html` and `dataset.json` of a dataset of images into a folder; by default `reports/<name of the dataset>`. */
export async function writeImageReport(
  { report, paths: files }: DescribedImages,
  folder: string | null,
): Promise<WrittenReport> {
  const target = folder ?? reportFolder(report.dataset.name);
  const { renderImageHtml } = await import("../report/render-image-html.ts");
  const json = jsonText(report);
  const illustrations = await illustrateImages(report, files, target);
  const paths = await writeFiles(target, {
    "dataset.html": renderImageHtml(report, illustrations),
    "dataset.json": json,
  });
  return { json, summary: imageText(report), paths };
}
