import type { Dataset } from "../../model/dataset.ts";
import type { DatasetCounts } from "../../model/dataset-statistics.ts";
import type { ImageMeasurement } from "../../model/image-measurement.ts";
import type {
  ImageDistributions,
  ImageFormats,
  ImageStatistics,
  MeanImages,
} from "../../model/image-report.ts";
import { boundCounts } from "../bound-rows.ts";
import { groupsOfCopies, groupsOfPairs } from "../find-duplicates.ts";
import { shortcutsBy } from "../find-shortcuts.ts";
import { countBy } from "../group-by.ts";
import { leakPairsOf } from "../leak-pairs.ts";
import { joinMeasurements } from "../measured-example.ts";
import { partitionsOf } from "../partitions.ts";
import { countSplits } from "../summarize-counts.ts";
import { summarizeLabels } from "../summarize-labels.ts";
import { labelledDistributionOf } from "../summarize-values.ts";
import { findImageCopies, type ImagePairs } from "./image-copies.ts";
import { imageFindings } from "./image-findings.ts";
import { imageProperties } from "./image-properties.ts";
import {
  aspectRatioOf,
  bytesPerPixelOf,
  headerOf,
  isReadable,
  type MeasuredImage,
  pixelCountOf,
  pixelHashOf,
  pixelsOf,
} from "./measured-image.ts";
import { worstImages } from "./worst-images.ts";

/** What a summary takes in besides the measurements. */
export interface ImageSummaryOptions extends ImagePairs {
  readonly means: MeanImages;
  readonly isHeadersOnly: boolean;
}

/** All that is known of a dataset of images; the same for any order of `measurements`. */
export function summarizeImages(
  dataset: Dataset,
  measurements: readonly ImageMeasurement[],
  { nearPairs, unverifiedPairs, means, isHeadersOnly }: ImageSummaryOptions,
): ImageStatistics {
  const items = joinMeasurements(dataset, measurements);
  const groups = groupsOfCopies(items, pixelHashOf);
  const shortcuts = shortcutsBy(
    imageProperties,
    items.filter((item) => isReadable(item, isHeadersOnly)),
  );
  const findings = imageFindings(dataset, items, { nearPairs, unverifiedPairs, shortcuts, isHeadersOnly });
  return {
    dataset: countImages(dataset, items, isHeadersOnly),
    labels: summarizeLabels(items, () => 0),
    images: { ...formatsOf(items), ...distributionsOf(items) },
    means,
    duplicates: findImageCopies(items, { nearPairs, unverifiedPairs }),
    leakage: leakPairsOf(groups, groupsOfPairs(items, nearPairs, groups)),
    shortcuts,
    worstImages: worstImages(findings, items),
    findings,
  };
}

function countImages(
  { name }: Dataset,
  items: readonly MeasuredImage[],
  isHeadersOnly: boolean,
): DatasetCounts {
  const measured = items.filter(({ measurement }) => measurement !== null);
  const imageCount = measured.filter((item) => isReadable(item, isHeadersOnly)).length;
  return {
    name,
    exampleCount: items.length,
    audioCount: 0,
    imageCount,
    unreadableCount: measured.length - imageCount,
    totalDurationSeconds: 0,
    totalBytes: measured.reduce((sum, { measurement }) => sum + (measurement?.sizeBytes ?? 0), 0),
    ...countSplits(items),
  };
}

function formatsOf(items: readonly MeasuredImage[]): ImageFormats {
  const count = (read: (header: NonNullable<ReturnType<typeof headerOf>>) => string | number | null) =>
    countBy(items, (item) => {
      const header = headerOf(item);
      const value = header === null ? null : read(header);
      return value === null ? null : String(value);
    });
  const sizes = count(({ widthPixels, heightPixels }) => `${widthPixels} x ${heightPixels}`);
  return {
    formats: count(({ format }) => format),
    modes: count(({ mode }) => mode),
    bitDepths: count(({ bitDepth }) => bitDepth),
    sizes: boundCounts(sizes),
    sizeCount: Object.keys(sizes).length,
    orientations: count(({ orientation }) => orientation),
    animatedCount: items.filter((item) => headerOf(item)?.isAnimated).length,
  };
}

function distributionsOf(items: readonly MeasuredImage[]): ImageDistributions {
  const parts = partitionsOf(items);
  const of = (measure: (item: MeasuredImage) => number | null) => labelledDistributionOf(parts, measure);
  return {
    widthPixels: of((item) => headerOf(item)?.widthPixels ?? null),
    heightPixels: of((item) => headerOf(item)?.heightPixels ?? null),
    aspectRatio: of(aspectRatioOf),
    megapixels: of((item) => {
      const count = pixelCountOf(item);
      return count === null ? null : count / 1e6;
    }),
    bytesPerPixel: of(bytesPerPixelOf),
    brightness: of((item) => pixelsOf(item)?.brightness ?? null),
    contrast: of((item) => pixelsOf(item)?.contrast ?? null),
    sharpness: of((item) => pixelsOf(item)?.sharpness ?? null),
  };
}
