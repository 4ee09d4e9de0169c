import type { Dataset } from "../../model/dataset.ts";
import type { ImageMeasurement } from "../../model/image-measurement.ts";
import type { ImageStatistics } from "../../model/image-report.ts";
import type { PairOfIds } from "../find-duplicates.ts";
import { redactExamples, redactReason, withoutMarks } from "../redact-dataset.ts";
import { type ImageSummaryOptions, summarizeImages } from "./summarize-images.ts";

/**
 * What is known of a dataset of images, without names and pictures: statistics over merged rare categories; findings over all of them, which
 * merging would hide or invent.
 */
export function redactImages(
  dataset: Dataset,
  measurements: readonly ImageMeasurement[],
  options: ImageSummaryOptions,
): ImageStatistics {
  const { aliases, merged, marked } = redactExamples(
    dataset,
    measurements.map(({ exampleId }) => exampleId),
  );
  const alias = (id: string): string => aliases.get(id)!;
  const renamed = measurements.map((measurement) => ({
    ...measurement,
    exampleId: alias(measurement.exampleId),
    problem: measurement.problem && {
      ...measurement.problem,
      reason: redactReason(measurement.problem.reason),
    },
  }));
  const hidden = <Pair extends PairOfIds>(pair: Pair): Pair => ({
    ...pair,
    a: alias(pair.a),
    b: alias(pair.b),
  });
  const [nearPairs, unverifiedPairs] = [options.nearPairs.map(hidden), options.unverifiedPairs.map(hidden)];
  // The mean of a few pictures shows what is in them.
  const summary = { ...options, nearPairs, unverifiedPairs, means: { all: null, byLabel: {} } };
  const { duplicates, leakage, shortcuts, worstImages, findings } = withoutMarks(
    summarizeImages(marked, renamed, summary),
  );
  return {
    ...summarizeImages(merged, renamed, summary),
    ...{ duplicates, leakage, shortcuts, worstImages, findings },
  };
}
