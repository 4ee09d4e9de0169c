import type { Estimate } from "../model/estimate.ts";
import type { Comparison, Verdict } from "../model/verdict.ts";

/** A comparison that has a change to tell of. */
type Changed = Comparison & { readonly relativeChange: Estimate };

/** One plain sentence for a person: what was decided, of which stage, how large and how sure. */
export function describeVerdict(verdict: Omit<Verdict, "message">, missed: readonly Comparison[]): string {
  const { machineDifferences } = verdict;
  const sentence = sentenceFor(verdict, missed);
  return machineDifferences.length === 0
    ? sentence
    : `${sentence} (advisory only: the baseline is from another machine, by its ${machineDifferences.join(", ")})`;
}

function sentenceFor(verdict: Omit<Verdict, "message">, missed: readonly Comparison[]): string {
  const changed = verdict.comparisons.filter(hasChange);
  switch (verdict.kind) {
    case "regressed":
      return describeRegression(verdict, changed);
    case "missing":
      return describeMissing(missed);
    case "inconclusive":
      return describeInconclusive(verdict, changed);
    case "improved":
      return `${describeChange(smallest(changed))}, and nothing is ${percent(verdict.rule.tolerance)} slower`;
    case "passed":
      return `nothing is ${percent(verdict.rule.tolerance)} slower; at most, ${describeChange(largest(changed))}`;
  }
}

function describeRegression(verdict: Omit<Verdict, "message">, changed: readonly Changed[]): string {
  const margin = `margin ${percent(verdict.rule.margin)}`;
  const [worst, ...others] = verdict.blamedStages.flatMap((stage) =>
    changed.filter(({ metric }) => metric.stage === stage),
  );
  if (worst === undefined) {
    const whole = changed.filter(({ kind }) => kind === "regressed");
    return `${describeChange(largest(whole), margin)}, but no stage's own work is shown to be`;
  }
  const also = others.map((other) => `${subjectOf(other)} (${amount(other.relativeChange.center)})`);
  return describeChange(worst, margin) + (also.length === 0 ? "" : `; so is ${also.join(", ")}`);
}

function describeMissing(missed: readonly Comparison[]): string {
  const [verb, object] = missed.length === 1 ? ["was", "it"] : ["were", "them"];
  const subjects = missed.map(subjectOf).join(", ");
  return `${subjects} ${verb} in the baseline and ${verb} not measured now; accept the change if you removed ${object}`;
}

function describeInconclusive(verdict: Omit<Verdict, "message">, changed: readonly Changed[]): string {
  const open = changed.filter(({ kind }) => kind === "inconclusive");
  const widest = open.reduce<Changed | null>(
    (worst, one) => (worst === null || one.relativeChange.high > worst.relativeChange.high ? one : worst),
    null,
  );
  if (widest === null) return "no metric is in both the baseline and this run, so nothing was compared";
  const rounds = `${widest.currentRoundCount} rounds`;
  const limit = amount(widest.relativeChange.high);
  return `${rounds} do not decide: ${subjectOf(widest)} may be ${limit} (tolerance ${percent(verdict.rule.tolerance)}); ${reachOf(widest)} would have been found reliably`;
}

/** Such as: stage "augment" is 4.1x slower (95% interval 3.9x to 4.3x; margin 3 %). */
function describeChange(comparison: Changed, note = ""): string {
  const { center, low, high, confidenceLevel } = comparison.relativeChange;
  const interval = `${percent(confidenceLevel)} interval ${range(low, high, center)}`;
  return `${subjectOf(comparison)} is ${amount(center)} (${interval}${note === "" ? "" : `; ${note}`})`;
}

function subjectOf({ metric }: Comparison): string {
  return metric.stage === null ? "the whole pipeline" : `stage "${metric.stage}"`;
}

/** A relative change in words: a factor from twice as slow on, a share below. */
function amount(change: number): string {
  if (isFactor(change)) return `${factor(change)} slower`;
  return `${percent(Math.abs(change))} ${change < 0 ? "faster" : "slower"}`;
}

function range(low: number, high: number, center: number): string {
  const form = isFactor(center) ? factor : percent;
  return `${form(low)} to ${form(high)}`;
}

function isFactor(change: number): boolean {
  return change >= 1;
}

function factor(change: number): string {
  return `${Number((1 + change).toPrecision(2))}x`;
}

function percent(ratio: number): string {
  return `${Number((ratio * 100).toPrecision(2))}%`;
}

function hasChange(comparison: Comparison): comparison is Changed {
  return comparison.relativeChange !== null;
}

function largest(changed: readonly Changed[]): Changed {
  return changed.reduce((a, b) => (b.relativeChange.center > a.relativeChange.center ? b : a));
}

function smallest(changed: readonly Changed[]): Changed {
  return changed.reduce((a, b) => (b.relativeChange.center < a.relativeChange.center ? b : a));
}

/** What the run could have seen, as the subject of a sentence. */
function reachOf({ detectableChange }: Comparison): string {
  return detectableChange === null ? "no slow-down" : `only one of ${amountOfReach(detectableChange)}`;
}

/** Small slow-downs in percent, large ones as a factor. */
function amountOfReach(change: number): string {
  return change < 1 ? percent(change) : `${Number((1 + change).toPrecision(2))}x`;
}
