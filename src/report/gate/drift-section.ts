import type { Drift } from "../../model/drift.ts";
import type { GateReport } from "../../model/verdict.ts";
import { type BadgeTone, badgeHtml } from "../components/badge.ts";
import { tableHtml } from "../components/data-table.ts";
import { centerWords, featureName } from "../drift-words.ts";
import { formatInterval, formatNumber, formatProbability } from "../format-number.ts";
import { type Html, html, nameHtml } from "../html.ts";
import type { Section } from "../page.ts";

const tones: Readonly<Record<Drift["outcome"], BadgeTone>> = {
  drifted: "error",
  uncertain: "warning",
  steady: "good",
};

/** Every distribution of the dataset, now against before; null without a dataset. */
export function driftSection({ dataset }: GateReport): Section | null {
  if (dataset === undefined || dataset.comparison.drifts.length === 0) return null;
  const { drifts, rule } = dataset.comparison;
  return {
    id: "drift",
    title: "Distributions of the dataset",
    body: html`<p>A distribution drifted when its effect is at least ${formatNumber(rule.leastDistance)} for numbers (distance of the distribution functions), ${formatNumber(rule.leastShareDistance)} for categories (share that changed category) or ${formatNumber(rule.leastMissingDifference)} for missing values, and chance does not explain it: p at most ${formatNumber(rule.alpha)}, adjusted over all ${drifts.length} comparisons (Benjamini and Hochberg). Detectable is the smallest effect that would have been significant by itself.</p>
${tableHtml(
  "Now against before",
  [
    { title: "Feature", cell: featureHtml },
    { title: "Outcome", cell: ({ outcome }) => badgeHtml(outcome, tones[outcome]) },
    { title: "Before", kind: "number", cell: (drift) => centerWords(drift, drift.before) },
    { title: "Now", kind: "number", cell: (drift) => centerWords(drift, drift.after) },
    { title: "Effect", kind: "number", cell: ({ effect }) => formatNumber(effect.center) },
    { title: "Interval", kind: "number", cell: ({ effect }) => formatInterval(effect) },
    { title: "Adjusted p", kind: "number", cell: ({ adjustedPValue }) => formatProbability(adjustedPValue) },
    { title: "Detectable", kind: "number", cell: ({ detectableEffect }) => formatNumber(detectableEffect) },
    { title: "Shift (sd)", kind: "number", cell: ({ shiftDeviations }) => formatNumber(shiftDeviations) },
    { title: "PSI", kind: "number", cell: ({ stabilityIndex }) => formatNumber(stabilityIndex) },
  ],
  drifts,
)}`,
  };
}

function featureHtml(drift: Drift): Html {
  const { kind, scope } = drift;
  const notes = [
    ...(kind === "missing" ? ["missing values"] : []),
    ...(scope === "added" ? ["new examples"] : []),
  ];
  const note = notes.length === 0 ? null : html` <span class="muted">${notes.join(", ")}</span>`;
  return html`${nameHtml(featureName(drift), 40)}${note}`;
}
