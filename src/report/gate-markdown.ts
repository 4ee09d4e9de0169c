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
import { metricName, verdictWord } from "./gate/outcome.ts";
import { ruleSentences } from "./gate/rule-text.ts";

/** Examples that a check names in a summary. */
const namedCount = 5;

/** A verdict as GitHub-flavoured Markdown, for a job summary or a comment on a pull request. */
export function gateMarkdown(report: GateReport): string {
  const lines = [
    `## ${verdictWord(report)}: ${escapeMarkdown(report.baselineName)}`,
    "",
    escapeMarkdown(report.message),
    ...stageTable(report),
    ...checkTable(report),
    "",
    ...contextLines(report),
    "",
    `Reproduce: ${codeMarkdown(report.reproduceCommand)}`,
    "",
    `Accept: ${codeMarkdown(report.acceptCommand)}`,
    ...ruleLines(report),
  ];
  return `${lines.join("\n")}\n`;
}

function stageTable({ comparisons }: GateReport): readonly string[] {
  if (comparisons.length === 0) return [];
  return [
    "",
    "| stage | outcome | baseline | now | change | interval | adjusted p | detectable |",
    "| :-- | :-- | --: | --: | --: | --: | --: | --: |",
    ...comparisons.map(rowMarkdown),
  ];
}

function rowMarkdown(comparison: Comparison): string {
  const { kind, baseline, current, relativeChange, pValue, detectableChange } = comparison;
  const cells = [
    escapeMarkdown(displayText(metricName(comparison), 80)),
    kind === "regressed" || kind === "missing" ? `**${kind}**` : kind,
    formatSeconds(baseline),
    formatSeconds(current),
    formatChange(relativeChange?.center),
    formatInterval(relativeChange, formatChange),
    escapeMarkdown(formatProbability(pValue)),
    formatChange(detectableChange),
  ];
  return `| ${cells.join(" | ")} |`;
}

/** What failed, is open or is worth telling; what passed, as a count. */
function checkTable({ checks = [] }: GateReport): readonly string[] {
  if (checks.length === 0) return [];
  const order: readonly Check["kind"][] = ["failed", "inconclusive", "notice"];
  const told = order.flatMap((kind) => checks.filter((check) => check.kind === kind));
  const passed = checks.length - told.length;
  const table = [
    "",
    "| check | outcome | what |",
    "| :-- | :-- | :-- |",
    ...told.map(
      (check) =>
        `| ${check.category} | ${check.kind === "failed" ? "**failed**" : check.kind} | ${escapeMarkdown(displayText(check.message))}${examplesOf(check)} |`,
    ),
  ];
  return [...(told.length === 0 ? [] : table), "", `${formatPlural(passed, "further check")} passed.`];
}

function examplesOf({ examples = [] }: Check): string {
  if (examples.length < 2) return "";
  const shown = examples.slice(0, namedCount).map((id) => codeMarkdown(displayText(id, 80)));
  return `<br>${shown.join(" ").replaceAll("|", "\\|")}${examples.length > namedCount ? " …" : ""}`;
}

function contextLines(report: GateReport): readonly string[] {
  const { rule } = report;
  const baseline = `Baseline ${codeMarkdown(report.baselinePath)}, saved ${escapeMarkdown(formatTime(report.baselineCreatedAt))}.`;
  if (report.hasPipeline === false) return [baseline];
  const detectable = detectableText(report);
  const anchor = anchorText(report);
  return [
    `${baseline} Margin ${formatShare(rule.margin)}, tolerance ${formatShare(rule.tolerance)}. ${escapeMarkdown(accountText(report))}.`,
    "",
    `Machine: ${escapeMarkdown(machineMatchText(report))}.${detectable === null ? "" : ` Detectable: ${escapeMarkdown(detectable)}.`}${anchor === null ? "" : ` Anchor: ${escapeMarkdown(anchor)}.`}`,
  ];
}

function ruleLines({ rule, hasPipeline }: GateReport): readonly string[] {
  if (hasPipeline === false) return [];
  return [
    "",
    "<details><summary>How it was decided</summary>",
    "",
    ...ruleSentences(rule).flatMap((sentence) => [sentence, ""]),
    "</details>",
  ];
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
