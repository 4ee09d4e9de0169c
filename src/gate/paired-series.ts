import type { PairedRound } from "../model/round.ts";
import { pipelineMetricId } from "../model/round.ts";
import type { DecisionRule } from "../model/verdict.ts";
import { median } from "../stats/quantiles.ts";
import { sidesOf } from "./disturbance.ts";
import { resolutionSeconds } from "./log-ratio.ts";
import type { PairedSeries } from "./sequential-test.ts";

/**
 * Logarithms of head over base per round, of each metric that every round has on both sides. A stage that takes less than the rule's
 * negligible share of the whole counts as taking that share, on both sides: neither a stage that does nothing nor the grain of the clock
 * makes a ratio.
 */
export function pairedSeries(rounds: readonly PairedRound[], rule: DecisionRule): readonly PairedSeries[] {
  const wholes = rounds.flatMap((round) =>
    sidesOf(round).map(({ secondsPerExample }) => secondsPerExample[pipelineMetricId] ?? 0),
  );
  const least = Math.max(resolutionSeconds, rule.negligibleShare * (median(wholes) ?? 0));
  const logarithm = (seconds: number): number => Math.log(Math.max(least, seconds));
  return sharedMetricIds(rounds).map((metricId) => ({
    metricId,
    differences: rounds.map(
      ({ base, head }) =>
        logarithm(head.secondsPerExample[metricId]!) - logarithm(base.secondsPerExample[metricId]!),
    ),
  }));
}

function sharedMetricIds(rounds: readonly PairedRound[]): readonly string[] {
  const ids = Object.keys(rounds[0]?.base.secondsPerExample ?? {});
  return ids.filter((id) =>
    rounds.every((round) => sidesOf(round).every(({ secondsPerExample }) => id in secondsPerExample)),
  );
}
