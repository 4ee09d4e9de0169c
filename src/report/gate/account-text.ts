import type { GateReport } from "../../model/verdict.ts";
import { displayText } from "../display-text.ts";
import { formatChange, formatPlural, formatShare, formatTime } from "../format-number.ts";
import { metricName } from "./outcome.ts";
import { creptComparisons } from "./outcome-rows.ts";

/** How the rounds went, in a few words: how many, how many were thrown away, why they ended, how busy the machine was. */
export function accountText({ account, roundCount }: GateReport): string {
  if (account === undefined) return formatPlural(roundCount, "round");
  const ends = {
    decision: "until it was decided",
    rounds: "all that were planned",
    time: "until time ran out",
  };
  const { processorPressure, queueShare } = account.load;
  return [
    `${formatPlural(account.roundCount, "round")} (${ends[account.endedBy]})`,
    `${account.discardedRoundCount} discarded`,
    ...(processorPressure === null ? [] : [`CPU pressure ${formatShare(processorPressure)}`]),
    ...(queueShare === null ? [] : [`waited for a core ${formatShare(queueShare)}`]),
    ...(account.crossTalk ?? []).map(
      ({ metricId, bias }) =>
        `the second copy in a process takes ${formatChange(bias.center)} in ${displayText(metricId.replace(/^stage:/, ""), 40)} (--separate keeps them apart)`,
    ),
  ].join(", ");
}

/** Whether the two machines are of one class. */
export function machineMatchText({ machineDifferences, hasPipeline }: GateReport): string {
  if (hasPipeline === false) return "does not matter: nothing was timed";
  if (machineDifferences.length === 0) return "the same class as the baseline's";
  return `differs from the baseline's in ${displayText(machineDifferences.join(", "), 200)}: times are advisory`;
}

/** What the same code says against the older anchor; null without one. */
export function anchorText(report: GateReport): string | null {
  if (report.anchor === undefined) return null;
  const { createdAt, commit, kind } = report.anchor;
  const which = `${displayText(formatTime(createdAt), 40)}${commit === null ? "" : ` (${displayText(commit.slice(0, 12))})`}`;
  const crept = creptComparisons(report).map(
    (one) => `${displayText(metricName(one), 40)} ${formatChange(one.relativeChange?.center)}`,
  );
  return crept.length === 0 ? `${kind} against ${which}` : `slower than on ${which}: ${crept.join(", ")}`;
}

/** The smallest slow-down that every metric would have shown, or null where nothing was timed. */
export function detectableText({ comparisons }: GateReport): string | null {
  const changes = comparisons.flatMap(({ relativeChange, detectableChange }) =>
    relativeChange === null ? [] : [detectableChange],
  );
  if (changes.length === 0) return null;
  const known = changes.filter((change) => change !== null);
  if (known.length < changes.length) return "not every stage's slow-downs would have been seen";
  return `a slow-down of ${formatShare(Math.max(...known))} of any stage would have been seen (80% power)`;
}
