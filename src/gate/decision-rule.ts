import type { DecisionRule } from "../model/verdict.ts";

/**
 * The rule where the user sets nothing.
 *
 * `driftAllowance`: what the same work, measured twice minutes apart, differs by beyond what the rounds of either time
 * explain. Measured in 12 sets of 12 fresh processes over 12 minutes on a shared machine of two cores (filtering, JSON, text
 * and allocation; fastest of 8 passes): in the 10 sets with CPU pressure below 0.3 it was at most 0.01, as a standard deviation
 * of the log ratio, for times divided by the calibration kernel's, and up to 0.05 undivided. In the 2 sets with pressure above
 * 0.6, divided times were off by 0.06 to 0.4. Hence `driftAllowanceUnder`: what a crowded machine adds.
 *
 * Simulated, 0.02 keeps false alarms on unchanged code below 1 % up to a true drift of 0.03. Its price: with 12 rounds, a
 * slow-down of 10 % of one stage in five is found in fewer than half of the runs. Take less on a quiet machine.
 */
export const defaultRule: DecisionRule = {
  margin: 0.03,
  tolerance: 0.1,
  alpha: 0.01,
  beta: 0.05,
  trim: 0.2,
  driftAllowance: 0.02,
  negligibleShare: 0.005,
  isCalibrated: true,
};

/** CPU pressure up to which the drift allowance stands as it is, and from which it rises steeply. */
const [quietPressure, crowdedPressure] = [0.3, 0.6] as const;
/** Pressure that says no more than "always": four tasks waiting for two cores and twenty read the same. */
const saturatedPressure = 0.9;
/** Drift added from quiet to crowded, and from there to saturated: the largest that was seen, 0.4. */
const [crowdedDrift, saturatedDrift] = [0.075, 0.4] as const;

/**
 * The drift allowance for a run of which this share of time, 0..1, some task waited for a core. Where the pressure is saturated it says nothing of
 * how crowded the machine is, so only what no crowd explains is proof: the clock stands still without a core, and what is left is shared caches
 * and execution units.
 */
export function driftAllowanceUnder(pressure: number, { driftAllowance }: DecisionRule): number {
  const beyondQuiet = shareOf(pressure, quietPressure, crowdedPressure);
  const beyondCrowded = shareOf(pressure, crowdedPressure, saturatedPressure);
  return driftAllowance + crowdedDrift * beyondQuiet + (saturatedDrift - crowdedDrift) * beyondCrowded;
}

/** How far a value is on its way from one bound to another, 0..1. */
function shareOf(value: number, from: number, to: number): number {
  return Math.min(1, Math.max(0, (value - from) / (to - from)));
}

/**
 * The rule of a paired gate: both sides are measured at one time on one machine, so neither drift nor calibration comes in. Without their
 * allowances a stage counts from a larger share of the whole on: twice the time of one below it is less than the margin of the whole.
 */
export function pairedRule(given: Partial<DecisionRule> = {}): DecisionRule {
  return { ...defaultRule, driftAllowance: 0, negligibleShare: 0.02, isCalibrated: false, ...given };
}
