import type { Comparison, GateReport } from "../model/verdict.ts";
import { displayText } from "./display-text.ts";
import { formatChange, formatInterval, formatSeconds, formatShare, formatTime } from "./format-number.ts";
import { metricName, outcomeTextTones, verdictWord } from "./gate/outcome.ts";
import { factLine, type TextLine, textLine } from "./text-line.ts";

/** A verdict for a terminal. */
export function gateText(report: GateReport): readonly TextLine[] {
  const { rule, comparisons, machineDifferences } = report;
  const names = comparisons.map((comparison) => displayText(metricName(comparison), 32));
  const width = names.reduce((widest, name) => Math.max(widest, name.length), 0);
  return [
    textLine(`${verdictWord(report)}: ${displayText(report.message)}`, outcomeTextTones[report.kind]),
    factLine(
      "baseline",
      `${displayText(report.baselinePath, 120)}, saved ${displayText(formatTime(report.baselineCreatedAt), 40)}`,
    ),
    factLine(
      "rule",
      `margin ${formatShare(rule.margin)}, tolerance ${formatShare(rule.tolerance)}, ${report.roundCount} rounds`,
    ),
    ...(machineDifferences.length > 0
      ? [
          {
            ...factLine("machine", `differs in ${displayText(machineDifferences.join(", "), 200)}`),
            tone: "warning" as const,
          },
        ]
      : []),
    textLine(""),
    ...comparisons.map((comparison, index) => comparisonLine(comparison, names[index]!.padEnd(width))),
    textLine(""),
    factLine("reproduce", displayText(report.reproduceCommand)),
    factLine("accept", displayText(report.acceptCommand)),
  ];
}

function comparisonLine(comparison: Comparison, name: string): TextLine {
  const { kind, baseline, current, relativeChange } = comparison;
  const times = `${formatSeconds(baseline)} -> ${formatSeconds(current)}`;
  const change =
    relativeChange === null
      ? ""
      : `${formatChange(relativeChange.center)} (${formatInterval(relativeChange, formatChange)})`;
  return textLine(
    `  ${kind.padEnd(12)}  ${name}  ${times.padEnd(20)}  ${change}`.trimEnd(),
    outcomeTextTones[kind],
  );
}
