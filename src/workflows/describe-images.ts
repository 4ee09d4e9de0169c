import { columnsOfExamples } from "../explore/columns/columns-of-examples.ts";
import { imageCandidates } from "../explore/images/image-copies.ts";
import { meanImages } from "../explore/images/mean-images.ts";
import { redactImages } from "../explore/images/redact-images.ts";
import { imageSectionMethods } from "../explore/images/section-methods.ts";
import { summarizeImages } from "../explore/images/summarize-images.ts";
import { joinMeasurements } from "../explore/measured-example.ts";
import { readDate } from "../io/clocks.ts";
import { datasetSchemaVersion } from "../model/dataset-statistics.ts";
import type { ImagePart } from "../model/image-part.ts";
import type { ImageReport } from "../model/image-report.ts";
import { datasetOf } from "./part-listing.ts";
import { type ReportOptions, redactedHead } from "./report-part.ts";
import { verifyImagePairs } from "./verify-image-pairs.ts";

/** A report on images, and what its page needs besides. */
export interface DescribedImages {
  /** The whole of `dataset.json`. */
  readonly report: ImageReport;
  /** Where the file of each example is, by the id that the report gives it. */
  readonly paths: ReadonlyMap<string, string>;
}

/** The report of a part of images, from all its shards, and what its page needs besides. */
export async function describeImages(
  part: ImagePart,
  { isReproducible, isRedacted = false, dataPath = part.source }: ReportOptions,
): Promise<DescribedImages> {
  const dataset = datasetOf(part, dataPath);
  const isHeadersOnly = part.method === "headers";
  const paths = new Map(dataset.examples.map(({ id, path }) => [id, path]));
  const pairs = await verifyImagePairs(imageCandidates(joinMeasurements(dataset, part.images)), paths);
  const columns = columnsOfExamples(dataset.examples);
  const summary = { ...pairs, means: meanImages(part.pictures), isHeadersOnly };
  const { source, options } = isRedacted ? redactedHead(part) : part;
  const report: ImageReport = {
    schemaVersion: datasetSchemaVersion,
    tool: part.tool,
    source,
    ...(isReproducible ? {} : { createdAt: readDate() }),
    options,
    method: part.method,
    methodBySection: imageSectionMethods(isHeadersOnly),
    ...(isRedacted ? redactImages : summarizeImages)(dataset, part.images, summary),
    ...(isRedacted || columns.length === 0 ? {} : { columns }),
  };
  return { report, paths: isRedacted ? new Map() : paths };
}
