import { type PairedRound, pipelineMetricId } from "../model/round.ts";
import type { CrossTalk, DecisionRule } from "../model/verdict.ts";
import { yuenWelch } from "../stats/yuen.ts";
import { reach, upperTail } from "./log-ratio.ts";
import { pairedSeries } from "./paired-series.ts";

/** A difference between the copies of one process that is worth telling. */
const leastBias = 0.005;
/** Rounds of either order below which nothing can be said. */
const leastCount = 5;
const confidenceLevel = 0.95;

/**
 * How much slower the copy is that is loaded second, and runs second at first, beyond what the revisions differ by: half the difference between rounds
 * that began with the base and rounds that began with the head. It is no regression, for the order is balanced, but two copies that
 * share caches and a heap get into each other's way. Told where it is shown, one in a hundred by chance over all metrics, and larger than 0.5 %.
 */
export function crossTalk(rounds: readonly PairedRound[], rule: DecisionRule): readonly CrossTalk[] {
  const indicesOf = (isFirst: boolean): readonly number[] =>
    rounds.flatMap(({ isBaseFirst }, index) => (isBaseFirst === isFirst ? [index] : []));
  const [baseFirst, headFirst] = [indicesOf(true), indicesOf(false)];
  if (baseFirst.length < leastCount || headFirst.length < leastCount) return [];
  const series = pairedSeries(rounds, rule).filter(({ metricId }) => metricId !== pipelineMetricId);
  return series.flatMap(({ metricId, differences }): CrossTalk[] => {
    const valuesOf = (indices: readonly number[]): readonly number[] =>
      indices.map((index) => differences[index]!);
    const test = yuenWelch(valuesOf(headFirst), valuesOf(baseFirst), rule.trim);
    const p = 2 * upperTail(Math.abs(test.difference), test);
    const center = Math.expm1(test.difference / 2);
    if (!(p <= rule.alpha / series.length) || Math.abs(center) < leastBias) return [];
    const halfWidth = reach((1 - confidenceLevel) / 2, test) / 2;
    return [
      {
        metricId,
        bias: {
          center,
          low: Math.expm1(test.difference / 2 - halfWidth),
          high: Math.expm1(test.difference / 2 + halfWidth),
          confidenceLevel,
          method: "sampled",
          observationCount: rounds.length,
        },
      },
    ];
  });
}
