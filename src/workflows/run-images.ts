import type { Dataset } from "../model/dataset.ts";
import type { ImageReport } from "../model/image-report.ts";
import { type DescribeImagesOptions, describeImages } from "./describe-images.ts";
import { writeImageReport } from "./write-image-report.ts";
import type { WrittenReport } from "./write-reports.ts";

/** What a look at images has left. */
export interface ImageRun {
  readonly report: ImageReport;
  readonly written: WrittenReport;
  /** Examples that were not measured, because the run was stopped. */
  readonly missingCount: number;
}

/**
 * Looks at a dataset of images and writes `dataset.html` and `dataset.json` into `out`; by default into `reports/<name>`.
 * @throws SoundingsError ("run") when the disk refuses
 */
export async function runImages(
  listed: Dataset,
  { out, ...options }: DescribeImagesOptions & { readonly out: string | null },
): Promise<ImageRun> {
  const described = await describeImages(listed, options);
  const written = await writeImageReport(described, out);
  const missingCount = listed.examples.length - described.measurements.length;
  return { report: described.report, written, missingCount };
}
