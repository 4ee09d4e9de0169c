import type { ListChange } from "../model/drift.ts";
import type { ReferenceComparison } from "../model/reference-comparison.ts";
import { countsHtml, driftsHtml, factsHtml } from "./diff-parts.ts";
import { displayText } from "./display-text.ts";
import { driftWords } from "./drift-words.ts";
import { formatCount } from "./format-number.ts";
import { type Html, html, nameHtml } from "./html.ts";
import type { Section } from "./page.ts";
import { factLine, type TextLine, textLine } from "./text-line.ts";

/** Drifts that a terminal is given, and names of a list. */
const shownCount = 10;

/** What is otherwise than in the reference; null without one. */
export function referenceSection(comparison: ReferenceComparison | undefined): Section | null {
  if (comparison === undefined) return null;
  const { reference, basis, facts, labels, splits, lists, drifts } = comparison;
  const body = html`<p>Before is the reference, ${nameHtml(reference.source, 200)}. ${verdict(comparison)}: ${basis}.</p>
${drifts.length === 0 ? null : driftsHtml(drifts)}
${lists.map(listHtml)}
<h3>Side by side</h3>${factsHtml(facts)}
${labels.length === 0 ? null : html`<h3>Labels</h3>${countsHtml(labels)}`}
${splits.length === 0 ? null : html`<h3>Splits</h3>${countsHtml(splits)}`}`;
  return { id: "reference", title: "Against the reference", body };
}

/** The same in a few lines for a terminal; none without a reference. */
export function referenceLines(comparison: ReferenceComparison | undefined): readonly TextLine[] {
  if (comparison === undefined) return [];
  const grave = comparison.drifts.filter(({ outcome }) => outcome !== "steady");
  return [
    {
      ...factLine("reference", `${displayText(comparison.reference.name, 60)}: ${verdict(comparison)}`),
      tone: comparison.hasDrifted ? "warning" : "plain",
    },
    ...grave
      .slice(0, shownCount)
      .map((drift) =>
        textLine(`    ${driftWords(drift)}`, drift.outcome === "drifted" ? "warning" : "plain"),
      ),
    ...(grave.length > shownCount
      ? [textLine(`    and ${formatCount(grave.length - shownCount)} more in dataset.json`, "muted")]
      : []),
    ...comparison.lists.flatMap(({ list, added, removed }) => [
      ...(added.length === 0 ? [] : [textLine(`    ${list} that came: ${namesText(added)}`)]),
      ...(removed.length === 0 ? [] : [textLine(`    ${list} that went: ${namesText(removed)}`)]),
    ]),
  ];
}

function verdict({ drifts }: ReferenceComparison): string {
  const drifted = drifts.filter(({ outcome }) => outcome === "drifted").length;
  return `${formatCount(drifted)} of ${formatCount(drifts.length)} distributions drifted`;
}

function namesText(names: readonly string[]): string {
  const shown = names.slice(0, shownCount).map((name) => displayText(name, 30));
  return [...shown, ...(names.length > shownCount ? [`${names.length - shownCount} more`] : [])].join(", ");
}

function listHtml({ list, added, removed }: ListChange): Html | null {
  if (added.length + removed.length === 0) return null;
  const names = (all: readonly string[]): Html =>
    html`${all.slice(0, 3 * shownCount).map((name, index) => html`${index === 0 ? null : ", "}${nameHtml(name, 40)}`)}${all.length > 3 * shownCount ? ` and ${formatCount(all.length - 3 * shownCount)} more` : null}`;
  return html`<p><strong>${list}</strong>${added.length === 0 ? null : html` that came: ${names(added)}.`}${removed.length === 0 ? null : html` that went: ${names(removed)}.`}</p>`;
}
