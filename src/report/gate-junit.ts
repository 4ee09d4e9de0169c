import type { GateReport } from "../model/verdict.ts";
import { type OutcomeRow, outcomeRows, type RowCategory, rowName } from "./gate/outcome-rows.ts";
import { escapeHtml } from "./html.ts";

/** What a failure of each category is called. */
const failureTypes: Readonly<Record<RowCategory, string>> = {
  speed: "PerformanceRegression",
  counter: "CounterChange",
  contract: "ContractBreach",
  dataset: "DatasetChange",
  finding: "NewFinding",
};

/**
 * A verdict as JUnit XML, as Jenkins, GitLab and GitHub's reporters read it: a suite per category, a case per thing judged. What is
 * inconclusive, and what an advisory verdict would fail, is skipped with the reason.
 */
export function gateJunit(report: GateReport): string {
  const rows = outcomeRows(report);
  const categories = [...new Set(rows.map(({ category }) => category))];
  const suites = categories.map((category) =>
    suiteXml(
      category,
      rows.filter((row) => row.category === category),
      report,
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="${attribute(`soundings gate ${report.baselineName}`)}" ${countsXml(rows)}>
${suites.join("\n")}
</testsuites>
`;
}

function suiteXml(category: RowCategory, rows: readonly OutcomeRow[], report: GateReport): string {
  const cases = rows.map((row) => caseXml(row, report));
  return `  <testsuite name="${category}" ${countsXml(rows)} skipped="${rows.filter(isSkipped).length}" timestamp="${attribute(timestamp(report.createdAt))}">
${cases.join("\n")}
  </testsuite>`;
}

function caseXml(row: OutcomeRow, report: GateReport): string {
  const { category, message, facts } = row;
  const open = `    <testcase classname="${attribute(`soundings.${report.baselineName}.${category}`)}" name="${attribute(rowName(row))}" time="0">`;
  const details = [
    ...facts.map(([name, value]) => `${name}: ${value}`),
    `reproduce: ${report.reproduceCommand}`,
    `accept: ${report.acceptCommand}`,
  ].join("\n");
  if (row.isFailing) {
    const type = row.outcome === "missing" ? "MissingStage" : failureTypes[category];
    return `${open}
      <failure type="${type}" message="${attribute(message)}">${content(`${message}\n${details}`)}</failure>
    </testcase>`;
  }
  if (isSkipped(row)) {
    const why = row.outcome === "inconclusive" ? "inconclusive" : "advisory, from another machine";
    return `${open}
      <skipped message="${attribute(`${why}: ${message}`)}"/>
    </testcase>`;
  }
  return `${open}
      <system-out>${content(`${message}\n${details}`)}</system-out>
    </testcase>`;
}

/** What neither passed nor fails: undecided, or failed on a machine that cannot be compared. */
function isSkipped({ outcome, isFailing }: OutcomeRow): boolean {
  return !isFailing && (outcome === "inconclusive" || outcome === "failed" || outcome === "missing");
}

function countsXml(rows: readonly OutcomeRow[]): string {
  const failures = rows.filter(({ isFailing }) => isFailing).length;
  return `tests="${rows.length}" failures="${failures}" errors="0" time="0"`;
}

/** The schema's dates have no zone and no fraction. */
function timestamp(iso: string): string {
  return iso.slice(0, 19);
}

function attribute(text: string): string {
  return escapeHtml(text);
}

/** Text between tags keeps its line breaks, which escaping would take for something unseen. */
function content(text: string): string {
  return text.split("\n").map(escapeHtml).join("\n");
}
