import {
  type ExampleChange,
  type ExampleChangeKind,
  exampleChangeKinds,
} from "../model/dataset-comparison.ts";
import type { DatasetDiff } from "../model/dataset-diff.ts";
import type { DiffCount } from "../model/reference-comparison.ts";
import { tableHtml } from "./components/data-table.ts";
import { tilesHtml } from "./components/tiles.ts";
import { countsHtml, driftsHtml, factsHtml, shownRows } from "./diff-parts.ts";
import { formatCount, formatPlural } from "./format-number.ts";
import { type Html, html, nameHtml, sentenceHtml } from "./html.ts";
import { listChangesHtml } from "./list-change-parts.ts";
import { pageHtml, type Section } from "./page.ts";

/** Two datasets on one page, side by side. */
export function renderDiffHtml(diff: DatasetDiff): string {
  const { tool, before, after, comparison, drifts } = diff;
  const drifted = drifts.filter(({ outcome }) => outcome === "drifted").length;
  const changed =
    comparison === null
      ? null
      : exampleChangeKinds.reduce((sum, kind) => sum + comparison.changes[kind].count, 0);
  return pageHtml({
    eyebrow: "Dataset comparison",
    title: `${after.name} against ${before.name}`,
    about: [
      html`before: ${nameHtml(before.source)} (${before.knownFrom})`,
      html`after: ${nameHtml(after.source)} (${after.knownFrom})`,
    ],
    headline: tilesHtml([
      {
        name: "Drifted",
        value: `${formatCount(drifted)} of ${formatCount(drifts.length)}`,
        note: "distributions",
        tone: drifted > 0 ? "warning" : "neutral",
      },
      ...(comparison === null || changed === null
        ? []
        : [
            {
              name: "Changes of examples",
              value: formatCount(changed),
              note: `${formatCount(comparison.unchangedCount)} as before`,
            },
            {
              name: "New findings",
              value: formatCount(comparison.newFindings.length),
              note: `${formatCount(comparison.resolvedFindings.length)} are gone`,
            },
          ]),
    ]),
    sections: [
      { id: "facts", title: "Side by side", body: html`${listsHtml(diff)}${factsHtml(diff.facts)}` },
      drifts.length === 0 ? null : { id: "drift", title: "Drift", body: driftsHtml(drifts) },
      countSection("labels", "Labels side by side", diff.labels),
      countSection("splits", "Splits side by side", diff.splits),
      changeSection(diff),
      findingSection(diff),
    ],
    tool,
    createdAt: undefined,
  });
}

function listsHtml({ lists = [], retyped }: DatasetDiff): Html | null {
  return listChangesHtml({ lists, retyped });
}

function countSection(id: string, title: string, counts: readonly DiffCount[]): Section | null {
  return counts.length === 0 ? null : { id, title, body: countsHtml(counts) };
}

function changeSection({ comparison, before, after }: DatasetDiff): Section | null {
  // Rows of a plain table have no name by which one could be told from another.
  if (before.knownFrom === "table" && after.knownFrom === "table") return null;
  if (comparison === null) {
    const body = html`<p>One side is known from its statistics alone: examples cannot be compared one by one, nor numbers tested. Give the datasets themselves, or parts stored with <code>--shard 1/1</code>.</p>`;
    return { id: "examples", title: "Examples", body };
  }
  const kinds = exampleChangeKinds.filter((kind) => comparison.changes[kind].count > 0);
  if (kinds.length === 0)
    return { id: "examples", title: "Examples", body: html`<p>Every example is as before.</p>` };
  const body = html`${kinds.map((kind) => changesHtml(kind, comparison.changes[kind]))}`;
  return { id: "examples", title: "Examples", body };
}

function changesHtml(
  kind: ExampleChangeKind,
  { count, changes }: { readonly count: number; readonly changes: readonly ExampleChange[] },
): Html {
  const none = html`<span class="muted">–</span>`;
  return html`<h3>${kind} (${formatCount(count)})</h3>${tableHtml(
    count > shownRows ? `The first ${shownRows}` : formatPlural(count, "example"),
    [
      {
        title: "Example",
        cell: ({ id, previousId }: ExampleChange) =>
          html`${nameHtml(id)}${previousId === null ? null : html` <span class="muted">was ${nameHtml(previousId)}</span>`}`,
      },
      { title: "Before", cell: ({ before }) => (before === null ? none : nameHtml(before, 60)) },
      { title: "After", cell: ({ after }) => (after === null ? none : nameHtml(after, 60)) },
    ],
    changes.slice(0, shownRows),
  )}`;
}

function findingSection({ comparison }: DatasetDiff): Section | null {
  if (comparison === null || comparison.newFindings.length + comparison.resolvedFindings.length === 0)
    return null;
  const rows = [
    ...comparison.newFindings.map((finding) => ({ ...finding, state: "new or graver" })),
    ...comparison.resolvedFindings.map((finding) => ({ ...finding, state: "gone" })),
  ];
  const body = tableHtml(
    formatPlural(rows.length, "finding"),
    [
      { title: "Code", cell: ({ code }: (typeof rows)[number]) => html`<code>${nameHtml(code)}</code>` },
      { title: "State", cell: ({ state }) => state },
      { title: "About", cell: ({ subject }) => nameHtml(subject, 50) },
      { title: "Message", kind: "wide", cell: ({ message }) => sentenceHtml(message) },
    ],
    rows.slice(0, shownRows),
  );
  return { id: "findings", title: "Findings that came or went", body };
}
