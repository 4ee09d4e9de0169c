import { type Evidence, type Finding, type Severity, severities } from "../../model/finding.ts";
import { formatCount, formatNumber, formatPlural } from "../format-number.ts";
import { type Html, html, nameHtml, sentenceHtml } from "../html.ts";
import { badgeHtml } from "./badge.ts";

/** Findings that are open at once; the others wait behind a click. */
const openCount = 8;
/** Findings that a page holds at most; the JSON beside it holds them all. */
const shownCount = 200;

/** The findings, gravest first and otherwise in their own order. */
export function gravestFirst(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity));
}

/** How many findings of each severity there are: `2 errors, 1 warning`. */
export function findingTally(findings: readonly Finding[]): string {
  const noun: Record<Severity, string> = { error: "error", warning: "warning", info: "note" };
  const parts = [...severities].reverse().flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [formatPlural(count, noun[severity])];
  });
  return parts.length === 0 ? "no findings" : parts.join(", ");
}

/** What was found, with its evidence; `fileName` is where the rest can be read when there is too much. */
export function findingListHtml(findings: readonly Finding[], fileName: string): Html {
  if (findings.length === 0) return html`<p>Nothing was found that needs a person's eye.</p>`;
  const sorted = gravestFirst(findings).slice(0, shownCount);
  const rest = sorted.slice(openCount);
  return html`<p class="muted">${findingTally(findings)}</p>
<ul class="findings">${sorted.slice(0, openCount).map(findingHtml)}</ul>
${rest.length === 0 ? null : html`<details><summary>${formatCount(rest.length)} more</summary><ul class="findings">${rest.map(findingHtml)}</ul></details>`}
${findings.length > shownCount ? html`<p class="muted">The first ${formatCount(shownCount)} of ${formatCount(findings.length)} findings; all are in <code>${fileName}</code>.</p>` : null}`;
}

function findingHtml(finding: Finding): Html {
  return html`
<li class="finding"><div>${badgeHtml(finding.severity === "info" ? "note" : finding.severity, finding.severity)}</div>
<div><p class="message">${sentenceHtml(finding.message)}</p>
<p class="facts">${nameHtml(finding.subject)} · ${factsHtml(finding.evidence)}</p>
<p class="facts"><code>${nameHtml(finding.code)}</code>: ${sentenceHtml(finding.evidence.rule)}</p>
${examplesHtml(finding.evidence)}</div></li>`;
}

/** What was observed, expected and counted. */
export function factsHtml(evidence: Evidence): Html {
  const { observed, expected } = evidence;
  return html`${observed === null ? null : html`observed ${valueHtml(observed)}, `}${
    expected === null ? null : html`expected ${valueHtml(expected)}, `
  }count ${formatCount(evidence.count)}${evidence.method === undefined ? null : `, ${evidence.method}`}`;
}

function valueHtml(value: string | number): Html {
  return typeof value === "number" ? html`${formatNumber(value)}` : nameHtml(value, 200);
}

function examplesHtml(evidence: Evidence): Html | null {
  const examples = evidence.examples ?? [];
  if (examples.length === 0) return null;
  const all =
    examples.length < evidence.count
      ? `${formatCount(examples.length)} of ${formatCount(evidence.count)}`
      : "";
  return html`<details><summary>${all === "" ? formatPlural(examples.length, "example") : `${all} examples`}</summary><ul>${examples.map(
    (example) => html`<li><code>${nameHtml(example, 200)}</code></li>`,
  )}</ul></details>`;
}
