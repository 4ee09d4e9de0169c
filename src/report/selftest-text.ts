import type { LiveTrials, PowerPoint, SelftestReport, TrialRate } from "../model/selftest.ts";
import { displayText } from "./display-text.ts";
import { formatShare } from "./format-number.ts";
import { factLine, type TextLine, textLine } from "./text-line.ts";

/** How often a gate is wrong, for a terminal. */
export function selftestText(report: SelftestReport): readonly TextLine[] {
  const { unchanged, load, detectable, power, live } = report;
  const { alarmCount, windowCount, passCount, inconclusiveCount } = unchanged;
  return [
    textLine(`Selftest of the gate with "${displayText(report.pipeline)}"`, "heading"),
    factLine(
      "measured",
      `${report.roundCount} rounds of the pipeline against itself, ${report.isInterleaved ? "both copies in one process" : "a process per copy"}`,
    ),
    factLine(
      "load",
      `CPU pressure ${shareOrUnknown(load.processorPressure)}, waited for a core ${shareOrUnknown(load.queueShare)}`,
    ),
    textLine(""),
    textLine(
      `  unchanged code: ${alarmCount} false alarms in ${windowCount} replayed gates, ${passCount} passed, ${inconclusiveCount} inconclusive, ${unchanged.meanRoundCount.toFixed(0)} rounds each`,
      alarmCount === 0 ? "good" : "bad",
    ),
    textLine(`  ${rateText("of those that share no round", unchanged.separate)}`),
    textLine(""),
    ...tableOf(power),
    ...detectable.map(({ stage, change }) =>
      textLine(
        `  ${displayText(stage, 40)}: ${change === null ? "no slow-down up to 50% is" : `+${formatShare(change)} is`} found by four of five gates`,
      ),
    ),
    ...(live.length === 0 ? [] : [textLine("")]),
    ...live.map((trials) => textLine(`  ${liveText(trials)}`)),
  ];
}

function tableOf(power: readonly PowerPoint[]): readonly TextLine[] {
  const changes = [...new Set(power.map(({ change }) => change))];
  const stages = [...new Set(power.map(({ stage }) => stage))];
  const width = Math.max(5, ...stages.map((stage) => displayText(stage, 24).length));
  const head = changes.map((change) => `+${formatShare(change)}`.padStart(15)).join("");
  return [
    textLine(`  ${"found (alone blamed)".padEnd(width)}`),
    textLine(`  ${"".padEnd(width)}${head}`, "muted"),
    ...stages.map((stage) => {
      const cells = changes.map((change) => {
        const point = power.find((one) => one.stage === stage && one.change === change);
        return point === undefined ? "-" : `${percent(point.detected)} (${percent(point.aloneBlamed)})`;
      });
      return textLine(
        `  ${displayText(stage, 24).padEnd(width)}${cells.map((cell) => cell.padStart(15)).join("")}`,
      );
    }),
  ];
}

function liveText({ fault, stage, share, failed, aloneBlamed }: LiveTrials): string {
  if (fault === "none") return rateText("live gates of unchanged code failed", failed);
  const what = `${formatShare(share)} more ${fault} in ${displayText(stage ?? "", 40)}`;
  const blamed = aloneBlamed === null ? "" : `; ${aloneBlamed.hitCount} blamed it and nothing else`;
  return rateText(`live gates with ${what} failed`, failed) + blamed;
}

function rateText(what: string, { trialCount, hitCount, low, high }: TrialRate): string {
  return `${hitCount} of ${trialCount} ${what}: a rate of ${percent(low)} to ${percent(high)} (95% interval)`;
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(share > 0 && share < 0.1 ? 2 : 3))}%`;
}

function shareOrUnknown(share: number | null): string {
  return share === null ? "unknown" : formatShare(share);
}
