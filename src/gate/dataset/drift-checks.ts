import type { CreptDrifts, DatasetComparison } from "../../model/dataset-comparison.ts";
import type { Drift } from "../../model/drift.ts";
import type { Check } from "../../model/verdict.ts";

/** What the effect of each measure is, in words. */
const measureNames: Readonly<Record<Drift["measure"], string>> = {
  "kolmogorov-smirnov": "distance of the distributions",
  "total-variation": "share that changed category",
  "share-difference": "change of the share that is missing",
};

/** One check per drift that was found or may be there; one over all others. */
export function driftChecks({ drifts, rule, crept }: DatasetComparison): readonly Check[] {
  const told = drifts.filter(({ outcome }) => outcome !== "steady");
  const steady = drifts.filter(({ outcome }) => outcome === "steady");
  return [
    ...told.map((drift) => driftCheck(drift, rule.alpha)),
    ...(steady.length === 0 ? [] : [steadyCheck(steady)]),
    ...(crept === undefined ? [] : creepChecks(crept, rule.alpha)),
  ];
}

/** One check per drift that small steps have added up to; one that there is none. */
function creepChecks({ since, drifts }: CreptDrifts, alpha: number): readonly Check[] {
  const day = since.slice(0, 10);
  if (drifts.length === 0) {
    const message = `nothing else has drifted since ${day}`;
    const none = { baseline: 0, current: 0, tolerance: 0, message };
    return [{ category: "dataset", kind: "passed", subject: null, quantity: "drift:crept", ...none }];
  }
  return drifts.map((drift): Check => {
    const check = driftCheck(drift, alpha);
    return {
      ...check,
      quantity: "drift:crept",
      subject: `${check.subject} (since ${day})`,
      message: `small steps have added up since ${day}: ${check.message}`,
    };
  });
}

function driftCheck(drift: Drift, alpha: number): Check {
  const { outcome, feature, kind, scope, effect, adjustedPValue, detectableEffect } = drift;
  const who = scope === "added" ? " of the new examples" : "";
  const what = kind === "missing" ? `missing values of ${feature}` : feature;
  return {
    category: "dataset",
    kind: outcome === "drifted" ? "failed" : "inconclusive",
    subject: scope === "added" ? `${feature} (new examples)` : feature,
    quantity: kind === "missing" ? "drift:missing" : "drift",
    baseline: drift.before,
    current: drift.after,
    tolerance: 0,
    message:
      outcome === "drifted"
        ? `${what}${who} drifted: ${sizeOf(drift)}, ${chanceOf(adjustedPValue)}`
        : `${what}${who} may have drifted: ${sizeOf(drift)}, which chance explains (${chanceOf(adjustedPValue)}, needed ${alpha}); only ${short(detectableEffect)} would have been found`,
    effect,
    measure: measureNames[drift.measure],
    adjustedPValue,
    detectableEffect,
  };
}

/** Such as: distance of the distributions 0.38 (95% interval 0.25 to 0.51), median -20.1 -> -16.2. */
function sizeOf({ measure, effect, kind, before, after, shares }: Drift): string {
  const { center, low, high, confidenceLevel } = effect;
  const interval = `(${short(confidenceLevel * 100)}% interval ${short(low)} to ${short(high)})`;
  const moved = kind === "number" ? `, median ${short(before)} -> ${short(after)}` : "";
  const [most] = shares ?? [];
  const share =
    most === undefined
      ? ""
      : `, most of all "${most.category}" (${most.beforeCount} -> ${most.afterCount} examples)`;
  return `${measureNames[measure]} ${short(center)} ${interval}${moved}${share}`;
}

function steadyCheck(steady: readonly Drift[]): Check {
  const largest = steady.reduce((most, next) =>
    Math.abs(next.effect.center) > Math.abs(most.effect.center) ? next : most,
  );
  return {
    category: "dataset",
    kind: "passed",
    subject: null,
    quantity: "drift",
    baseline: null,
    current: largest.effect.center,
    tolerance: 0,
    message: `${steady.length} distributions are as they were; at most, ${largest.feature} by ${short(largest.effect.center)} (${chanceOf(largest.adjustedPValue)})`,
    effect: largest.effect,
    measure: measureNames[largest.measure],
    adjustedPValue: largest.adjustedPValue,
    detectableEffect: Math.max(...steady.map(({ detectableEffect }) => detectableEffect)),
  };
}

function chanceOf(adjustedPValue: number): string {
  return adjustedPValue < 1e-6 ? "adjusted p below 0.000001" : `adjusted p ${short(adjustedPValue)}`;
}

function short(value: number | null): string {
  return value === null ? "none" : String(Number(value.toPrecision(3)));
}
