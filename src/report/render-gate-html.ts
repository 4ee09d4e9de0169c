import type { GateReport } from "../model/verdict.ts";
import { tilesHtml } from "./components/tiles.ts";
import { displayName } from "./display-text.ts";
import { formatCount, formatPlural, formatShare, formatTime } from "./format-number.ts";
import { comparisonSection } from "./gate/comparison-section.ts";
import { outcomeTones, verdictWord } from "./gate/outcome.ts";
import { ruleSentences } from "./gate/rule-text.ts";
import { type Html, html, nameHtml, sentenceHtml } from "./html.ts";
import { pageHtml, type Section } from "./page.ts";

/** `gate.html`: one self-contained file without scripts. Same report, same bytes. */
export async function renderGateHtml(report: GateReport): Promise<string> {
  return pageHtml({
    eyebrow: "Gate",
    title: report.baselineName,
    about: [
      html`Against <code>${nameHtml(report.baselinePath, 200)}</code>, saved ${displayName(formatTime(report.baselineCreatedAt))}${report.baselineCommit === null ? null : html` at commit <code>${nameHtml(report.baselineCommit.slice(0, 12))}</code>`}`,
    ],
    headline: headlineHtml(report),
    sections: [await comparisonSection(report), nextSection(report), ruleSection(report)],
    tool: report.tool,
    createdAt: report.createdAt,
  });
}

function headlineHtml(report: GateReport): Html {
  const { rule, comparisons } = report;
  const regressed = comparisons.filter((comparison) => comparison.kind === "regressed").length;
  return html`<div class="banner ${outcomeTones[report.kind]}"><div class="word">${verdictWord(report)}</div><p>${sentenceHtml(report.message)}</p>${advisoryHtml(report)}</div>
${tilesHtml([
  {
    name: "Regressed",
    value: formatCount(regressed),
    note: `of ${formatPlural(comparisons.length, "metric")}`,
    tone: regressed > 0 ? "error" : "neutral",
  },
  { name: "Rounds", value: formatCount(report.roundCount), note: "fresh processes" },
  { name: "Margin", value: formatShare(rule.margin), note: "slower than this may fail" },
  { name: "Tolerance", value: formatShare(rule.tolerance), note: "must be ruled out to pass" },
])}`;
}

function advisoryHtml({ isAdvisory, machineDifferences }: GateReport): Html | null {
  if (!isAdvisory) return null;
  return html`<p>Advisory: it does not fail a build.${
    machineDifferences.length === 0
      ? null
      : html` The machines differ in ${nameHtml(machineDifferences.join(", "), 300)}.`
  }</p>`;
}

function nextSection(report: GateReport): Section {
  const blamed =
    report.blamedStages.length === 0
      ? null
      : html`<p>To blame, by their own work: ${report.blamedStages.map((stage, index) => html`${index === 0 ? "" : ", "}<strong>${nameHtml(stage)}</strong>`)}.</p>`;
  return {
    id: "next",
    title: "What to do",
    body: html`${blamed}<p>See it again:</p><code class="command">${nameHtml(report.reproduceCommand, 1000)}</code>
<p>Accept the change, for reviewers to read:</p><code class="command">${nameHtml(report.acceptCommand, 1000)}</code>`,
  };
}

function ruleSection({ rule }: GateReport): Section {
  return {
    id: "rule",
    title: "How it was decided",
    body: html`${ruleSentences(rule).map((text) => html`<p>${text}</p>`)}`,
  };
}
