import type { Comparison, GateReport } from "../model/verdict.ts";
import { displayText } from "./display-text.ts";
import { formatChange, formatInterval, formatSeconds, formatShare, formatTime } from "./format-number.ts";
import { metricName, verdictWord } from "./gate/outcome.ts";
import { ruleSentences } from "./gate/rule-text.ts";

/** A verdict as GitHub-flavoured Markdown, for a job summary or a comment on a pull request. */
export function gateMarkdown(report: GateReport): string {
  const lines = [
    `## ${verdictWord(report)}: ${escapeMarkdown(report.baselineName)}`,
    "",
    escapeMarkdown(report.message),
    "",
    "| stage | outcome | baseline | now | change | interval | detectable |",
    "| :-- | :-- | --: | --: | --: | --: | --: |",
    ...report.comparisons.map(rowMarkdown),
    "",
    `Baseline ${codeMarkdown(report.baselinePath)}, saved ${escapeMarkdown(formatTime(report.baselineCreatedAt))}. ${report.roundCount} rounds, margin ${formatShare(report.rule.margin)}, tolerance ${formatShare(report.rule.tolerance)}.`,
    ...(report.machineDifferences.length > 0
      ? ["", `Advisory: the machines differ in ${escapeMarkdown(report.machineDifferences.join(", "))}.`]
      : []),
    "",
    `Reproduce: ${codeMarkdown(report.reproduceCommand)}`,
    "",
    `Accept: ${codeMarkdown(report.acceptCommand)}`,
    "",
    "<details><summary>How it was decided</summary>",
    "",
    ...ruleSentences(report.rule).flatMap((sentence) => [sentence, ""]),
    "</details>",
  ];
  return `${lines.join("\n")}\n`;
}

function rowMarkdown(comparison: Comparison): string {
  const { kind, baseline, current, relativeChange, detectableChange } = comparison;
  const cells = [
    escapeMarkdown(displayText(metricName(comparison), 80)),
    kind === "regressed" ? "**regressed**" : kind,
    formatSeconds(baseline),
    formatSeconds(current),
    formatChange(relativeChange?.center),
    formatInterval(relativeChange, formatChange),
    formatChange(detectableChange),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** Text that Markdown shows as it is: no markup, no link, no mention of a person. */
function escapeMarkdown(text: string): string {
  return displayText(text)
    .replace(/[\\`*_[\]#!|~]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("@", "@\u2060");
}

/** Text as code; the fence is longer than any run of backticks in it. */
function codeMarkdown(text: string): string {
  const shown = displayText(text, 1000);
  const longest = (shown.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${shown}${fence}` : `${fence} ${shown} ${fence}`;
}
