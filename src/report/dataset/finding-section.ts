import type { DatasetReport } from "../../model/dataset-statistics.ts";
import { type Finding, severities } from "../../model/finding.ts";
import { badgeHtml } from "../components/badge.ts";
import { factsHtml, findingTally } from "../components/finding-list.ts";
import { formatCount, formatPlural } from "../format-number.ts";
import { type Html, html, nameHtml, sentenceHtml } from "../html.ts";
import type { Section } from "../page.ts";
import { fileCodes } from "./file-section.ts";

/** Kinds of findings that are open at once; the others wait behind a click. */
const openCount = 12;
/** Kinds, and findings of one kind, that a page holds at most; the JSON beside it holds them all. */
const kindCap = 100;
const findingCap = 20;

/** All findings of one code and severity. */
interface FindingKind {
  readonly code: string;
  readonly findings: readonly Finding[];
}

/** Where the evidence for a kind of finding is, by how its code begins or ends; the first that fits. */
const places: readonly (readonly [pattern: RegExp, section: string, words: string])[] = [
  [/^shortcut-/, "shortcuts", "all properties"],
  [fileCodes, "files", "files and listing"],
  [/^(near-)?silent|^non-finite|^clipped$|^dc-offset|full-scale|^dropout|^edge-silence/, "level", "levels"],
  [/across-splits$|label-missing-from-split/, "leakage", "leakage"],
  [/duplicate/, "duplicates", "duplicates"],
  [/^class-|^label-|^unlabelled/, "labels", "labels"],
  [/^mixed-band-limits|^upsampled|^transcoded/, "frequency", "frequencies"],
  [/^mixed-|^wrong-extension|^effective-bit-depth|^dual-mono|codec/, "formats", "formats"],
  [/duration|^too-short|^shorter-than|^file-too-long/, "durations", "durations"],
  [/^sorted-by-label|^level-drift/, "order", "order"],
];

/** The section that findings of `code` rest on; null where there is none for them. */
export function sectionOf(code: string): string | null {
  return places.find(([pattern]) => pattern.test(code))?.[1] ?? null;
}

/** Anchor of the clips that show findings of `code`. */
export function clipsAnchor(report: DatasetReport, code: string): string | null {
  const index = (report.worstClips ?? []).findIndex((kind) => kind.code === code);
  return index < 0 ? null : `clips-${index + 1}`;
}

function isRanked({ worstClips = [] }: DatasetReport, code: string): boolean {
  return worstClips.some((kind) => kind.code === code && kind.isRanked);
}

/** Anchor of the first finding of `code`. */
export function findingAnchor(report: DatasetReport, code: string): string {
  return `finding-${kindsOf(report.findings).findIndex((kind) => kind.code === code) + 1}`;
}

/** What was found, kind by kind, gravest first, each with a way to what it rests on among `sections`. */
export function findingSection(report: DatasetReport, sections: readonly string[]): Section {
  return { id: "findings", title: "What to look at", body: bodyHtml(report, sections) };
}

function bodyHtml(report: DatasetReport, sections: readonly string[]): Html {
  const { findings } = report;
  if (findings.length === 0) return html`<p>Nothing was found that needs a person's eye.</p>`;
  const kinds = kindsOf(findings).slice(0, kindCap);
  const items = kinds.map((kind, index) =>
    kindHtml(kind, `finding-${index + 1}`, linksHtml(report, kind.code, sections)),
  );
  const rest = items.slice(openCount);
  return html`<p class="muted">${findingTally(findings)}</p>
<ul class="findings">${items.slice(0, openCount)}</ul>
${rest.length === 0 ? null : html`<details><summary>${formatCount(rest.length)} more kinds</summary><ul class="findings">${rest}</ul></details>`}`;
}

/** Findings by code and severity, gravest first and otherwise in their own order. */
function kindsOf(findings: readonly Finding[]): readonly FindingKind[] {
  const kinds = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.severity} ${finding.code}`;
    const known = kinds.get(key);
    if (known === undefined) kinds.set(key, [finding]);
    else known.push(finding);
  }
  return [...kinds.values()]
    .map((own) => ({ code: own[0]!.code, findings: own }))
    .sort((a, b) => gravity(b) - gravity(a));
}

function gravity({ findings }: FindingKind): number {
  return severities.indexOf(findings[0]!.severity);
}

function kindHtml({ code, findings }: FindingKind, anchor: string, links: Html | null): Html {
  const first = findings[0]!;
  const { severity, evidence } = first;
  return html`
<li class="finding" id="${anchor}"><div>${badgeHtml(severity === "info" ? "note" : severity, severity)}</div>
<div>${findings.length === 1 ? oneHtml(first) : manyHtml(findings)}
<p class="facts"><code>${nameHtml(code)}</code>: ${sentenceHtml(evidence.rule)}</p>
${links}${examplesHtml(findings)}</div></li>`;
}

function oneHtml({ subject, message, evidence }: Finding): Html {
  return html`<p class="message">${sentenceHtml(message)}</p>
<p class="facts">${nameHtml(subject)} · ${factsHtml(evidence)}</p>`;
}

function manyHtml(findings: readonly Finding[]): Html {
  const shown = findings.slice(0, findingCap);
  const line = ({ subject, message }: Finding): Html =>
    html`<li><code>${nameHtml(subject)}</code> ${sentenceHtml(message)}</li>`;
  const cut =
    shown.length < findings.length
      ? html`<li class="muted">${formatCount(findings.length - shown.length)} more in <code>dataset.json</code></li>`
      : null;
  return html`<p class="message">${formatPlural(findings.length, "case")}, such as: ${sentenceHtml(findings[0]!.message)}</p>
<p class="facts">${nameHtml(findings[0]!.subject)} · ${factsHtml(findings[0]!.evidence)}</p>
<details><summary>${formatPlural(findings.length - 1, "more like it", "more like it")}</summary><ul>${shown.slice(1).map(line)}${cut}</ul></details>`;
}

function linksHtml(report: DatasetReport, code: string, sections: readonly string[]): Html | null {
  const clips = clipsAnchor(report, code);
  const place = places.find(([pattern, section]) => pattern.test(code) && sections.includes(section));
  if (clips === null && place === undefined) return null;
  return html`<p class="links">${clips === null ? null : html`<a href="#${clips}">${isRanked(report, code) ? "Worst clips" : "Clips"}</a>`}${
    place === undefined ? null : html`<a href="#${place[1]}">See ${place[2]}</a>`
  }</p>`;
}

/** Names that findings give, where they are not their subjects. */
function examplesHtml(findings: readonly Finding[]): Html | null {
  const [only] = findings;
  const examples = findings.length === 1 ? (only!.evidence.examples ?? []) : [];
  if (examples.length === 0) return null;
  const count = only!.evidence.count;
  const all =
    examples.length < count ? `${formatCount(examples.length)} of ${formatCount(count)} named` : null;
  return html`<details><summary>${all ?? formatPlural(examples.length, "name")}</summary><ul>${examples.map(
    (example) => html`<li><code>${nameHtml(example, 200)}</code></li>`,
  )}</ul></details>`;
}
