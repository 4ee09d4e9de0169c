import { criticalDistance, distanceInterval, kolmogorovSmirnov } from "../stats/kolmogorov-smirnov.ts";
import { meanOf, momentsOf, standardDeviationOf } from "../stats/moments.ts";
import { populationStabilityOf } from "../stats/population-stability.ts";
import { quantile, sortedAscending } from "../stats/quantiles.ts";
import { wassersteinDistance } from "../stats/wasserstein.ts";
import type { DriftColumn, MeasuredDrift } from "./drift-column.ts";

const confidenceLevel = 0.95;

/** How numbers are spread now against before: Kolmogorov-Smirnov, and how far they moved. None of the values is missing. */
export function numberDrift({
  feature,
  temporal,
  scope,
  before,
  after,
}: DriftColumn): readonly MeasuredDrift[] {
  const [was, is] = [sortedAscending(before as number[]), sortedAscending(after as number[])];
  const sizes = [was.length, is.length] as const;
  const { distance, pValue } = kolmogorovSmirnov(was, is);
  return [
    {
      feature,
      kind: "number",
      ...(temporal === undefined ? {} : { temporal }),
      scope,
      beforeCount: was.length,
      afterCount: is.length,
      before: quantile(was, 0.5),
      after: quantile(is, 0.5),
      effect: {
        center: distance,
        ...distanceInterval(distance, sizes, confidenceLevel),
        confidenceLevel,
        method: "sampled",
        observationCount: was.length + is.length,
      },
      measure: "kolmogorov-smirnov",
      shiftDeviations: shiftOf(was, is),
      stabilityIndex: populationStabilityOf(was, is).index,
      pValue,
      detectableAt: (alpha) => criticalDistance(alpha, sizes),
    },
  ];
}

/** Mean distance moved in standard deviations of before; null where before hardly varies. */
function shiftOf(before: Float64Array, after: Float64Array): number | null {
  const moments = momentsOf(before);
  const deviation = standardDeviationOf(moments) ?? 0;
  if (deviation <= 1e-9 * Math.abs(meanOf(moments) ?? 0)) return null;
  return wassersteinDistance(before, after) / deviation;
}
