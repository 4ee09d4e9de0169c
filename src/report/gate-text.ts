import type { Check, Comparison, GateReport } from "../model/verdict.ts";
import { displayText } from "./display-text.ts";
import {
  formatChange,
  formatInterval,
  formatPlural,
  formatProbability,
  formatSeconds,
  formatShare,
  formatTime,
} from "./format-number.ts";
import { accountText, anchorText, detectableText, machineMatchText } from "./gate/account-text.ts";
import { checkTextTones, metricName, outcomeTextTones, verdictWord } from "./gate/outcome.ts";
import { factLine, type TextLine, textLine } from "./text-line.ts";

/** A verdict for a terminal. */
export function gateText(report: GateReport): readonly TextLine[] {
  return [
    textLine(`${verdictWord(report)}: ${displayText(report.message)}`, outcomeTextTones[report.kind]),
    ...contextLines(report),
    ...comparisonLines(report),
    ...checkLines(report.checks ?? []),
    textLine(""),
    factLine("reproduce", displayText(report.reproduceCommand)),
    factLine("accept", displayText(report.acceptCommand)),
  ];
}

function contextLines(report: GateReport): readonly TextLine[] {
  const { rule, machineDifferences } = report;
  const baseline = `${displayText(report.baselinePath, 120)}, saved ${displayText(formatTime(report.baselineCreatedAt), 40)}`;
  if (report.hasPipeline === false) return [factLine("baseline", baseline)];
  const detectable = detectableText(report);
  const machine = factLine("machine", machineMatchText(report));
  const anchor = anchorText(report);
  return [
    factLine("baseline", baseline),
    factLine("rule", `margin ${formatShare(rule.margin)}, tolerance ${formatShare(rule.tolerance)}`),
    factLine("rounds", accountText(report)),
    machineDifferences.length > 0 ? { ...machine, tone: "warning" } : machine,
    ...(anchor === null ? [] : [factLine("anchor", anchor)]),
    ...(detectable === null ? [] : [factLine("detectable", detectable)]),
  ];
}

function comparisonLines({ comparisons }: GateReport): readonly TextLine[] {
  if (comparisons.length === 0) return [];
  const names = comparisons.map((comparison) => displayText(metricName(comparison), 32));
  const width = names.reduce((widest, name) => Math.max(widest, name.length), 0);
  return [
    textLine(""),
    ...comparisons.map((comparison, index) => comparisonLine(comparison, names[index]!.padEnd(width))),
  ];
}

function comparisonLine(comparison: Comparison, name: string): TextLine {
  const { kind, baseline, current, relativeChange, pValue } = comparison;
  const times = `${formatSeconds(baseline)} -> ${formatSeconds(current)}`;
  const change =
    relativeChange === null
      ? ""
      : `${formatChange(relativeChange.center)} (${formatInterval(relativeChange, formatChange)}), p ${formatProbability(pValue)}`;
  return textLine(
    `  ${kind.padEnd(12)}  ${name}  ${times.padEnd(20)}  ${change}`.trimEnd(),
    outcomeTextTones[kind],
  );
}

/** What failed, is open or is worth telling, line by line; what passed, as a count. */
function checkLines(checks: readonly Check[]): readonly TextLine[] {
  if (checks.length === 0) return [];
  const order: readonly Check["kind"][] = ["failed", "inconclusive", "notice"];
  const told = order.flatMap((kind) => checks.filter((check) => check.kind === kind));
  const passed = checks.filter(({ kind }) => kind === "passed");
  return [
    textLine(""),
    ...told.map(({ kind, category, message }) =>
      textLine(`  ${kind.padEnd(12)}  ${category}: ${displayText(message)}`, checkTextTones[kind]),
    ),
    ...(passed.length === 0
      ? []
      : [
          textLine(
            `  ${"passed".padEnd(12)}  ${formatPlural(passed.length, "check")} of ${categories(passed)}`,
            "good",
          ),
        ]),
  ];
}

function categories(checks: readonly Check[]): string {
  return [...new Set(checks.map(({ category }) => category))].join(", ");
}
