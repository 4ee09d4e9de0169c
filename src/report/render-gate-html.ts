import type { GateReport } from "../model/verdict.ts";
import { type Tile, tilesHtml } from "./components/tiles.ts";
import { displayName } from "./display-text.ts";
import { formatCount, formatPlural, formatShare, formatTime } from "./format-number.ts";
import { accountText, detectableText, machineMatchText } from "./gate/account-text.ts";
import { checkSection } from "./gate/check-section.ts";
import { comparisonSection } from "./gate/comparison-section.ts";
import { driftSection } from "./gate/drift-section.ts";
import { historySection } from "./gate/history-section.ts";
import { outcomeTones, verdictWord } from "./gate/outcome.ts";
import { creptComparisons } from "./gate/outcome-rows.ts";
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
    sections: [
      await comparisonSection(report),
      checkSection(report),
      driftSection(report),
      historySection(report),
      nextSection(report),
      ruleSection(report),
    ],
    tool: report.tool,
    createdAt: report.createdAt,
  });
}

function headlineHtml(report: GateReport): Html {
  return html`<div class="banner ${outcomeTones[report.kind]}"><div class="word">${verdictWord(report)}</div><p>${sentenceHtml(report.message)}</p>${advisoryHtml(report)}</div>
${tilesHtml([...timeTiles(report), ...checkTiles(report)])}`;
}

function timeTiles(report: GateReport): readonly Tile[] {
  const { rule, comparisons } = report;
  if (report.hasPipeline === false) return [];
  // What has crept since the anchor fails the gate as well.
  const crept = creptComparisons(report).length;
  const regressed = comparisons.filter(({ kind }) => kind === "regressed").length + crept;
  return [
    {
      name: "Regressed",
      value: formatCount(regressed),
      note: `of ${formatPlural(comparisons.length, "metric")}${crept === 0 ? "" : `, ${formatCount(crept)} since the anchor alone`}`,
      tone: regressed > 0 ? "error" : "neutral",
    },
    { name: "Rounds", value: formatCount(report.roundCount), note: "fresh processes" },
    { name: "Margin", value: formatShare(rule.margin), note: "slower than this may fail" },
    { name: "Tolerance", value: formatShare(rule.tolerance), note: "must be ruled out to pass" },
  ];
}

function checkTiles({ checks = [], dataset }: GateReport): readonly Tile[] {
  if (checks.length === 0) return [];
  const failed = checks.filter(({ kind }) => kind === "failed").length;
  const examples: readonly Tile[] =
    dataset === undefined
      ? []
      : [
          {
            name: "Unchanged examples",
            value: formatCount(dataset.comparison.unchangedCount),
            note: `of ${formatCount(dataset.comparison.beforeCount)} before, ${formatCount(dataset.comparison.afterCount)} now`,
          },
        ];
  return [
    {
      name: "Failed checks",
      value: formatCount(failed),
      note: `of ${formatCount(checks.length)}`,
      tone: failed > 0 ? "error" : "neutral",
    },
    ...examples,
  ];
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

function ruleSection(report: GateReport): Section | null {
  if (report.hasPipeline === false) return null;
  const detectable = detectableText(report);
  const told = [
    `Rounds: ${accountText(report)}.`,
    `Machine: ${machineMatchText(report)}.`,
    ...(detectable === null ? [] : [`Detectable: ${detectable}.`]),
    ...ruleSentences(report.rule),
  ];
  return {
    id: "rule",
    title: "How it was decided",
    body: html`${told.map((text) => html`<p>${text}</p>`)}`,
  };
}
