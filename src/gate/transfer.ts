import type { Measurement } from "../model/baseline.ts";
import type { DecisionRule } from "../model/verdict.ts";

/**
 * What stage times still differ by between two machines once the kernels' times are divided out: a standard deviation of the log ratio.
 * A guess, for it is measured only where recordings of several machines are at hand; it makes a 95 % interval of about 30 %.
 */
const residual = 0.15;

/** A measurement as another machine would have made it, and the rule that allows for not knowing better. */
export interface Transferred {
  readonly current: Measurement;
  readonly rule: DecisionRule;
}

/**
 * Brings a run to the speed of the baseline's machine by the kernels that both have timed, all with equal weight, and widens the
 * rule's allowance by what that leaves open. Null where they have no kernel in common.
 */
export function transfer(
  baseline: Measurement,
  current: Measurement,
  rule: DecisionRule,
): Transferred | null {
  const before = baseline.kernelSeconds ?? {};
  const logRatios = Object.entries(current.kernelSeconds ?? {}).flatMap(([name, seconds]) => {
    const then = before[name];
    return then === undefined || !(then > 0) || !(seconds > 0) ? [] : [Math.log(seconds / then)];
  });
  if (logRatios.length === 0) return null;
  const factor = Math.exp(logRatios.reduce((sum, ratio) => sum + ratio, 0) / logRatios.length);
  return {
    current: {
      ...current,
      samples: current.samples.map(({ metricId, values }) => ({
        metricId,
        values: values.map((value) => value / factor),
      })),
    },
    rule: { ...rule, isCalibrated: false, driftAllowance: Math.hypot(rule.driftAllowance, residual) },
  };
}
