import type { ReferenceComparison } from "../model/reference-comparison.ts";
import { countsHtml, driftsHtml, factsHtml } from "./diff-parts.ts";
import { displayText } from "./display-text.ts";
import { driftWords } from "./drift-words.ts";
import { formatCount } from "./format-number.ts";
import { html, nameHtml } from "./html.ts";
import { listChangeLines, listChangesHtml } from "./list-change-parts.ts";
import type { Section } from "./page.ts";
import { factLine, type TextLine, textLine } from "./text-line.ts";

/** Drifts that a terminal is given. */
const shownCount = 10;

/** What is otherwise than in the reference; null without one. */
export function referenceSection(comparison: ReferenceComparison | undefined): Section | null {
  if (comparison === undefined) return null;
  const { reference, basis, facts, labels, splits, drifts } = comparison;
  const body = html`<p>Before is the reference, ${nameHtml(reference.source, 200)}. ${verdict(comparison)}: ${basis}.</p>
${drifts.length === 0 ? null : driftsHtml(drifts)}
${listChangesHtml(comparison)}
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
    ...listChangeLines(comparison),
  ];
}

function verdict({ drifts }: ReferenceComparison): string {
  const drifted = drifts.filter(({ outcome }) => outcome === "drifted").length;
  return `${formatCount(drifted)} of ${formatCount(drifts.length)} distributions drifted`;
}
