import { exampleChangeKinds } from "../model/dataset-comparison.ts";
import type { DatasetDiff } from "../model/dataset-diff.ts";
import { displayText } from "./display-text.ts";
import { driftWords, factWords } from "./drift-words.ts";
import { formatCount } from "./format-number.ts";
import { listChangeLines } from "./list-change-parts.ts";
import { factLine, type TextLine, textLine } from "./text-line.ts";

/** Rows of a list that a terminal is given. */
const shownCount = 10;

/** Two datasets in a few lines: what changed, what drifted. */
export function diffText({
  before,
  after,
  facts,
  comparison,
  lists = [],
  retyped,
  drifts,
  hasDrifted,
}: DatasetDiff): readonly TextLine[] {
  const [was, is] = [before.name, after.name].map((name) => displayText(name, 60));
  const changed = facts.filter((fact) => fact.before !== fact.after);
  const grave = drifts.filter(({ outcome }) => outcome !== "steady");
  return [
    textLine(
      `${is} against ${was}${hasDrifted ? ": drifted" : ": no drift beyond chance"}`,
      hasDrifted ? "warning" : "heading",
    ),
    ...(comparison === null && before.knownFrom === "table" && after.knownFrom === "table"
      ? []
      : comparison === null
        ? [
            textLine(
              "  known from its statistics alone: no example by example comparison, categories only",
              "muted",
            ),
          ]
        : [factLine("examples", changesText(comparison))]),
    ...changed.map((fact) => {
      const { name, from, to } = factWords(fact);
      return textLine(`    ${name}: ${from} -> ${to}`);
    }),
    ...listChangeLines({ lists, retyped }),
    factLine(
      "distributions",
      `${formatCount(drifts.length)} compared, ${formatCount(drifts.filter(({ outcome }) => outcome === "drifted").length)} drifted`,
    ),
    ...grave
      .slice(0, shownCount)
      .map((drift) =>
        textLine(`    ${driftWords(drift)}`, drift.outcome === "drifted" ? "warning" : "plain"),
      ),
    ...(grave.length > shownCount
      ? [textLine(`    and ${formatCount(grave.length - shownCount)} more in diff.json`, "muted")]
      : []),
  ];
}

function changesText({ unchangedCount, changes }: NonNullable<DatasetDiff["comparison"]>): string {
  const counts = exampleChangeKinds
    .filter((kind) => changes[kind].count > 0)
    .map((kind) => `${formatCount(changes[kind].count)} ${kind}`);
  return [...counts, `${formatCount(unchangedCount)} as before`].join(", ");
}
