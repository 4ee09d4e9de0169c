import { normalQuantile } from "../stats/normal.ts";
import { shareDifference } from "../stats/share-difference.ts";
import type { DriftColumn, MeasuredDrift } from "./drift-column.ts";

const confidenceLevel = 0.95;

/** How many values are missing now against before, by Fisher's exact test; nothing where none is missing on either side. */
export function missingDrift({ feature, scope, before, after }: DriftColumn): readonly MeasuredDrift[] {
  const [was, is] = [before, after].map((values) => ({
    count: values.filter((value) => value === null).length,
    total: values.length,
  }));
  if (was === undefined || is === undefined || was.count + is.count === 0) return [];
  const { difference, low, high, pValue } = shareDifference(was, is, confidenceLevel);
  return [
    {
      feature,
      kind: "missing",
      scope,
      beforeCount: was.total,
      afterCount: is.total,
      before: was.count / was.total,
      after: is.count / is.total,
      effect: {
        ...{ center: difference, low, high, confidenceLevel },
        method: "sampled",
        observationCount: was.total + is.total,
      },
      measure: "share-difference",
      shiftDeviations: null,
      stabilityIndex: null,
      pValue,
      detectableAt: (alpha) => detectableDifference(alpha, was.count + is.count, [was.total, is.total]),
    },
  ];
}

/** The difference of shares that the normal approximation finds at `alpha`, at the pooled share. */
function detectableDifference(
  alpha: number,
  missingCount: number,
  [n, m]: readonly [number, number],
): number {
  const share = (missingCount + 1) / (n + m + 2);
  return Math.min(1, -normalQuantile(alpha / 2) * Math.sqrt(share * (1 - share) * (1 / n + 1 / m)));
}
