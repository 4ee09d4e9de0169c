import type { Drift } from "../model/drift.ts";
import type { DiffCount, DiffFact } from "../model/reference-comparison.ts";
import { tableHtml } from "./components/data-table.ts";
import { centerWords, factWords, featureName, measureName } from "./drift-words.ts";
import { formatCount, formatInterval, formatNumber, formatShare } from "./format-number.ts";
import { type Html, html, nameHtml, trusted } from "./html.ts";

/** Rows that the page shows of a list; all are in the JSON beside it. */
export const shownRows = 60;

/** Headline facts of two datasets. */
export function factsHtml(facts: readonly DiffFact[]): Html {
  return tableHtml(
    "Headline facts of both",
    [
      { title: "Fact", cell: (fact: DiffFact) => factWords(fact).name },
      { title: "Before", kind: "number", cell: (fact) => factWords(fact).from },
      { title: "After", kind: "number", cell: (fact) => factWords(fact).to },
      { title: "Change", kind: "number", cell: (fact) => factWords(fact).change },
    ],
    facts,
  );
}

/** How the distributions of two datasets differ. */
export function driftsHtml(drifts: readonly Drift[]): Html {
  const words = { drifted: "drifted", uncertain: "may have", steady: "steady" } as const;
  return html`<p>A distribution has drifted when its distance is large enough and no chance after adjustment over all of them (Benjamini-Hochberg). The bar is the distance, 0 to 1.</p>${tableHtml(
    drifts.length > shownRows
      ? `The gravest ${shownRows} of ${formatCount(drifts.length)}`
      : `All ${formatCount(drifts.length)}, gravest first`,
    [
      {
        title: "Distribution",
        cell: (drift: Drift) =>
          html`${nameHtml(featureName(drift), 50)}${drift.scope === "added" ? html` <span class="muted">of the added</span>` : null}`,
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
      { title: "Before", kind: "number", cell: (drift) => centerWords(drift, drift.before) },
      { title: "After", kind: "number", cell: (drift) => centerWords(drift, drift.after) },
      { title: "Adjusted p", kind: "number", cell: ({ adjustedPValue }) => formatNumber(adjustedPValue) },
    ],
    drifts.slice(0, shownRows),
  )}`;
}

function barHtml(share: number): Html {
  const width = trusted((120 * Math.min(1, share)).toFixed(1));
  return html`<svg width="120" height="10" role="img" aria-label="${formatNumber(share)} of 1"><rect width="120" height="10" rx="2" fill="currentColor" opacity="0.12"/><rect width="${width}" height="10" rx="2" fill="currentColor" opacity="0.7"/></svg>`;
}

/** Examples of each value of two datasets. */
export function countsHtml(counts: readonly DiffCount[]): Html {
  const [before, after] = [
    counts.reduce((sum, one) => sum + one.before, 0),
    counts.reduce((sum, one) => sum + one.after, 0),
  ];
  const share = (count: number, whole: number): string => (whole === 0 ? "–" : formatShare(count / whole));
  return tableHtml(
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
}
