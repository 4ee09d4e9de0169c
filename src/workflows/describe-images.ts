import { columnsOfExamples } from "../explore/columns/columns-of-examples.ts";
import { interruptedRun } from "../explore/findings/interrupted-run.ts";
import { imageCandidates } from "../explore/images/image-copies.ts";
import { meanImages } from "../explore/images/mean-images.ts";
import { redactImages } from "../explore/images/redact-images.ts";
import { imageSectionMethods } from "../explore/images/section-methods.ts";
import { summarizeImages } from "../explore/images/summarize-images.ts";
import { joinMeasurements } from "../explore/measured-example.ts";
import { hidden } from "../explore/redact-dataset.ts";
import { readDate } from "../io/clocks.ts";
import { tool } from "../io/tool.ts";
import type { Dataset } from "../model/dataset.ts";
import { datasetSchemaVersion } from "../model/dataset-statistics.ts";
import type { ImageMeasurement } from "../model/image-measurement.ts";
import type { ImageReport } from "../model/image-report.ts";
import { layoutChoices, type MeasureDatasetOptions } from "./measure-dataset.ts";
import { type MeasuredImages, measureImages } from "./measure-images.ts";
import type { MeasuredDatasetOptions } from "./measured-dataset.ts";
import { verifyImagePairs } from "./verify-image-pairs.ts";

/** Which images to look at, and how. */
export interface DescribeImagesOptions
  extends Omit<MeasuredDatasetOptions, "onProgress">,
    Pick<MeasureDatasetOptions, "signal"> {
  /** Leaves out the date. */
  readonly isReproducible: boolean;
  /** Hides paths, file names, rare categories and pictures. */
  readonly isRedacted?: boolean | undefined;
  /** Told at the start, and after each file. */
  readonly onProgress?: ((progress: { doneCount: number; totalCount: number }) => void) | undefined;
}

/** A report on images, and what its page and a comparison need besides. */
export interface DescribedImages {
  readonly report: ImageReport;
  /** What was listed, with a finding where some of it was not measured. */
  readonly dataset: Dataset;
  readonly measurements: readonly ImageMeasurement[];
  /** Where the file of each example is, by the id that the report gives it. */
  readonly paths: ReadonlyMap<string, string>;
}

/** Measures every image of a dataset, and gives the whole of `dataset.json`. */
export async function describeImages(
  listed: Dataset,
  options: DescribeImagesOptions,
): Promise<DescribedImages> {
  const { isHeadersOnly = false, workerCount, signal, onProgress } = options;
  const totalCount = listed.examples.length;
  let doneCount = 0;
  onProgress?.({ doneCount, totalCount });
  const onImage = (): void => onProgress?.({ doneCount: ++doneCount, totalCount });
  const measured = await measureImages(listed.examples, { workerCount, isHeadersOnly, signal, onImage });
  const isWhole = measured.measurements.length === totalCount;
  const dataset = isWhole
    ? listed
    : {
        ...listed,
        findings: [...listed.findings, interruptedRun(measured.measurements.length, totalCount)],
      };
  return reportImages(dataset, measured, options);
}

async function reportImages(
  dataset: Dataset,
  { measurements, sums }: MeasuredImages,
  options: DescribeImagesOptions,
): Promise<DescribedImages> {
  const { path, isReproducible, isRedacted = false, isHeadersOnly = false } = options;
  const realPaths = new Map(dataset.examples.map(({ id, path: file }) => [id, file]));
  const candidates = imageCandidates(joinMeasurements(dataset, measurements));
  const nearPairs = await verifyImagePairs(candidates, realPaths);
  const columns = columnsOfExamples(dataset.examples);
  const summary = { nearPairs, means: meanImages(sums), isHeadersOnly };
  const redacted = isRedacted ? redactImages(dataset, measurements, summary) : null;
  const report: ImageReport = {
    schemaVersion: datasetSchemaVersion,
    tool,
    source: isRedacted ? hidden : path,
    ...(isReproducible ? {} : { createdAt: readDate() }),
    options: storedOptions(options),
    method: isHeadersOnly ? "headers" : "exact",
    methodBySection: imageSectionMethods(isHeadersOnly),
    ...(redacted ?? summarizeImages(dataset, measurements, summary)),
    ...(isRedacted || columns.length === 0 ? {} : { columns }),
  };
  return { report, dataset, measurements, paths: isRedacted ? new Map() : realPaths };
}

function storedOptions(options: DescribeImagesOptions): ImageReport["options"] {
  const { isRedacted = false, isHeadersOnly = false } = options;
  const choices = Object.entries(layoutChoices(options)).map(([name, value]): [string, string | null] => [
    name,
    isRedacted && value !== undefined ? hidden : (value ?? null),
  ]);
  return {
    ...Object.fromEntries(choices),
    ...(isHeadersOnly ? { headersOnly: true } : {}),
    ...(isRedacted ? { redact: true } : {}),
  };
}
