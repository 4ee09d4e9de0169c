import {
  type Drift,
  type ExampleChange,
  type ExampleChangeKind,
  exampleChangeKinds,
} from "../model/dataset-comparison.ts";
import type { DatasetDiff, DiffCount, DiffFact } from "../model/dataset-diff.ts";
import { tableHtml } from "./components/data-table.ts";
import { tilesHtml } from "./components/tiles.ts";
import { factWords, measureName } from "./drift-words.ts";
import { formatCount, formatInterval, formatNumber, formatPlural, formatShare } from "./format-number.ts";
import { type Html, html, nameHtml, sentenceHtml, trusted } from "./html.ts";
import { pageHtml, type Section } from "./page.ts";

/** Rows that the page shows of a list; all are in diff.json. */
const shownRows = 60;

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
      factSection(diff),
      driftSection(drifts),
      countSection("labels", "Labels side by side", diff.labels),
      countSection("splits", "Splits side by side", diff.splits),
      changeSection(diff),
      findingSection(diff),
    ],
    tool,
    createdAt: undefined,
  });
}

function factSection({ facts }: DatasetDiff): Section {
  const body = tableHtml(
    "Headline facts of both",
    [
      { title: "Fact", cell: (fact: DiffFact) => factWords(fact).name },
      { title: "Before", kind: "number", cell: (fact) => factWords(fact).from },
      { title: "After", kind: "number", cell: (fact) => factWords(fact).to },
      { title: "Change", kind: "number", cell: (fact) => factWords(fact).change },
    ],
    facts,
  );
  return { id: "facts", title: "Side by side", body };
}

function driftSection(drifts: readonly Drift[]): Section | null {
  if (drifts.length === 0) return null;
  const words = { drifted: "drifted", uncertain: "may have", steady: "steady" } as const;
  const number = (value: number | null): string => (value === null ? "–" : formatNumber(value));
  const body = html`<p>A distribution has drifted when its distance is large enough and no chance after adjustment over all of them (Benjamini-Hochberg). The bar is the distance, 0 to 1.</p>${tableHtml(
    drifts.length > shownRows
      ? `The gravest ${shownRows} of ${formatCount(drifts.length)}`
      : `All ${formatCount(drifts.length)}, gravest first`,
    [
      {
        title: "Distribution",
        cell: ({ feature, scope }: Drift) =>
          html`${nameHtml(feature, 50)}${scope === "added" ? html` <span class="muted">of the added</span>` : null}`,
      },
      {
        title: "Outcome",
        cell: ({ outcome }) =>
          outcome === "drifted"
            ? html`<strong>${words[outcome]}</strong>`
            : html`<span class="muted">${words[outcome]}</span>`,
      },
      { title: "Distance", cell: ({ effect }) => barHtml(Math.abs(effect.center)) },
      { title: "with interval", kind: "number", cell: ({ effect }) => formatInterval(effect) },
      { title: "Measure", cell: (drift) => html`<span class="muted">${measureName(drift)}</span>` },
      { title: "Before", kind: "number", cell: ({ before }) => number(before) },
      { title: "After", kind: "number", cell: ({ after }) => number(after) },
      { title: "Adjusted p", kind: "number", cell: ({ adjustedPValue }) => formatNumber(adjustedPValue) },
    ],
    drifts.slice(0, shownRows),
  )}`;
  return { id: "drift", title: "Drift", body };
}

function barHtml(share: number): Html {
  const width = trusted((120 * Math.min(1, share)).toFixed(1));
  return html`<svg width="120" height="10" role="img" aria-label="${formatNumber(share)} of 1"><rect width="120" height="10" rx="2" fill="currentColor" opacity="0.12"/><rect width="${width}" height="10" rx="2" fill="currentColor" opacity="0.7"/></svg>`;
}

function countSection(id: string, title: string, counts: readonly DiffCount[]): Section | null {
  if (counts.length === 0) return null;
  const [before, after] = [
    counts.reduce((sum, one) => sum + one.before, 0),
    counts.reduce((sum, one) => sum + one.after, 0),
  ];
  const share = (count: number, whole: number): string => (whole === 0 ? "–" : formatShare(count / whole));
  const body = tableHtml(
    counts.length > shownRows
      ? `The largest ${shownRows} of ${formatCount(counts.length)}`
      : `All ${formatCount(counts.length)}, largest first`,
    [
      { title: "Name", cell: ({ value }: DiffCount) => nameHtml(value, 60) },
      { title: "Before", kind: "number", cell: (one) => formatCount(one.before) },
      { title: "", cell: (one) => barHtml(before === 0 ? 0 : one.before / before) },
      { title: "Share", kind: "number", cell: (one) => share(one.before, before) },
      { title: "After", kind: "number", cell: (one) => formatCount(one.after) },
      { title: "", cell: (one) => barHtml(after === 0 ? 0 : one.after / after) },
      { title: "Share", kind: "number", cell: (one) => share(one.after, after) },
    ],
    counts.slice(0, shownRows),
  );
  return { id, title, body };
}

function changeSection({ comparison }: DatasetDiff): Section | null {
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
