import type { Finding } from "../../model/finding.ts";
import { frameLength } from "../../signal/analyze-spectrum.ts";
import { median, medianAbsoluteDeviation } from "../../stats/quantiles.ts";
import type { MeasuredExample } from "../measured-example.ts";
import { durationSecondsOf } from "../measured-example.ts";
import type { FindingKind } from "./finding-set.ts";
import { datasetFinding, findingsFor, idsOf } from "./finding-set.ts";

const shortestSeconds = 0.01;
/** Robust z above which a duration is an outlier: Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993). */
const outlierScore = 3.5;
/** Clips below which a spread says nothing. */
const fewestForOutliers = 10;

const tooShort: FindingKind = {
  code: "too-short",
  severity: "warning",
  rule: `at least ${shortestSeconds} s of audio`,
  expected: shortestSeconds,
};

const shorterThanFrame: FindingKind = {
  code: "shorter-than-analysis-frame",
  severity: "info",
  rule: `at least ${frameLength} frames, the length of one spectral analysis frame`,
  expected: frameLength,
};

const outlier: FindingKind = {
  code: "duration-outliers",
  severity: "info",
  rule: `|ln(duration) - median| / (1.4826 MAD) at most ${outlierScore} (mean absolute deviation x 1.2533 where MAD is 0)`,
  expected: `robust z at most ${outlierScore}`,
};

/** Clips too short to be meant, too short for a whole analysis frame, or far from the length of the others. */
export function durationFindings(items: readonly MeasuredExample[]): readonly Finding[] {
  return [...tooShortClips(items), ...shorterThanFrames(items), ...durationOutliers(items)];
}

function tooShortClips(items: readonly MeasuredExample[]): readonly Finding[] {
  const sightings = items.flatMap((item) => {
    const seconds = durationSecondsOf(item);
    if (seconds === null || seconds >= shortestSeconds) return [];
    const message = `Only ${(1000 * seconds).toPrecision(2)} ms of audio (frames: ${item.measurement?.clip?.frameCount}).`;
    return [{ subject: item.example.id, observed: seconds, message }];
  });
  return findingsFor(
    tooShort,
    sightings,
    (count) => `${count} clips last less than ${1000 * shortestSeconds} ms.`,
  );
}

function shorterThanFrames(items: readonly MeasuredExample[]): readonly Finding[] {
  const found = items.filter((item) => {
    const seconds = durationSecondsOf(item);
    const frameCount = item.measurement?.clip?.frameCount ?? 0;
    return seconds !== null && seconds >= shortestSeconds && frameCount < frameLength;
  });
  if (found.length === 0) return [];
  const message = `Clips shorter than one analysis frame: ${found.length}; their spectra are of one zero-padded frame.`;
  return [
    datasetFinding(shorterThanFrame, {
      observed: found.length,
      count: found.length,
      message,
      examples: idsOf(found),
    }),
  ];
}

function durationOutliers(items: readonly MeasuredExample[]): readonly Finding[] {
  const logarithms = items.flatMap((item) => {
    const seconds = durationSecondsOf(item);
    return seconds === null ? [] : [{ item, logarithm: Math.log(seconds) }];
  });
  if (logarithms.length < fewestForOutliers) return [];
  const { center, scale } = robustScale(logarithms.map(({ logarithm }) => logarithm));
  const found = logarithms.filter(({ logarithm }) => Math.abs(logarithm - center) > outlierScore * scale);
  if (found.length === 0 || scale === 0) return [];
  const bounds = [-1, 1].map((sign) => Math.exp(center + sign * outlierScore * scale).toPrecision(3));
  const message = `Clips outside ${bounds[0]} s to ${bounds[1]} s, far from the others: ${found.length}.`;
  const examples = idsOf(found.map(({ item }) => item));
  return [datasetFinding(outlier, { observed: found.length, count: found.length, message, examples })];
}

/** Median, and a spread that equals the standard deviation for normal values; 0 when all are equal. */
function robustScale(values: readonly number[]): { readonly center: number; readonly scale: number } {
  const center = median(values) ?? 0;
  const deviation = medianAbsoluteDeviation(values) ?? 0;
  if (deviation > 0) return { center, scale: 1.4826 * deviation };
  const meanDeviation = values.reduce((sum, value) => sum + Math.abs(value - center), 0) / values.length;
  return { center, scale: 1.2533 * meanDeviation };
}
