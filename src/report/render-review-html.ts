import type { AnnotatorPair, LabelReview, ReviewItem, ReviewReason } from "../model/label-review.ts";
import { tableHtml } from "./components/data-table.ts";
import { tilesHtml } from "./components/tiles.ts";
import { formatCount, formatNumber, formatPlural, formatShare } from "./format-number.ts";
import { type Html, html, nameHtml, sentenceHtml } from "./html.ts";
import { pageHtml, type Section } from "./page.ts";
import { reviewStyleSheet } from "./styles/style-sheet.ts";

/** Where the sound of an example is as seen from the page; null where a browser can play nothing. */
export type SoundUrl = (id: string) => string | null;

/** Items of one reason that the page shows; all are in the sheet. */
const shownItems = 200;

const titles: Readonly<Record<ReviewReason, readonly [title: string, meaning: string]>> = {
  "copies-disagree": [
    "Copies with different labels",
    "The same recording, stored equally or re-encoded, carries more than one label: one of them is wrong.",
  ],
  "annotators-disagree": [
    "Annotators disagree",
    "Annotators chose different labels; the proposal is the label of most.",
  ],
  "neighbours-disagree": [
    "Neighbours have another label",
    "Nearly all of the clips that sound most alike have another label. A suspicion, not a fault: listen to it and to them.",
  ],
  "label-misspelt": ["Labels spelt two ways", "The label looks like a commoner one."],
};

/** A review sheet as a page: each example with its label, what speaks against it, and players for it and what to hear beside it. */
export function renderReviewHtml(review: LabelReview, soundUrl: SoundUrl): string {
  const { tool, dataset, source, exampleCount, labelledCount, countByReason } = review;
  return pageHtml({
    eyebrow: "Label review",
    title: dataset,
    about: [
      html`${formatPlural(exampleCount, "example")}, ${formatCount(labelledCount)} labelled, from ${nameHtml(source)}`,
    ],
    headline: tilesHtml([
      {
        name: "To look at",
        value: formatCount(new Set(review.items.map(({ id }) => id)).size),
        note: "examples",
      },
      ...Object.entries(countByReason).map(([reason, count]) => ({
        name: titles[reason as ReviewReason][0],
        value: formatCount(count),
      })),
    ]),
    sections: [
      howSection(review),
      ...(Object.keys(titles) as ReviewReason[]).map((reason) => itemSection(review, reason, soundUrl)),
      agreementSection(review),
    ],
    tool,
    createdAt: undefined,
    mediaSources: "'self' file: data:",
    styles: reviewStyleSheet,
  });
}

function howSection({ neighbours }: LabelReview): Section {
  const check =
    neighbours === null
      ? "Nothing was decoded: neighbours were not asked, and copies not looked for."
      : `The ${neighbours.neighbourCount} nearest clips, by cepstral means, spectrum, zero-crossings, silence and modulation, choose the label of ${formatShare(neighbours.balancedAccuracy)} of ${formatPlural(neighbours.count, "clip")} rightly (chance: ${formatShare(neighbours.chance)})${neighbours.isTelling ? "." : ", which is too little to suspect anybody: no clip is named for its neighbours."}`;
  const body = html`<p>Listen, then fill <code>decision</code> in review.csv with <code>keep</code>, <code>relabel</code> (and <code>corrected_label</code>), <code>exclude</code> or <code>unclear</code>, and record it: <code>profile labels approve &lt;dataset&gt; --decisions review.csv --reviewer-role "..." --reason "..."</code></p>
<p>${check}</p>`;
  return { id: "how", title: "How to use this page", body };
}

function itemSection({ items }: LabelReview, reason: ReviewReason, soundUrl: SoundUrl): Section | null {
  const own = items.filter((item) => item.reason === reason);
  if (own.length === 0) return null;
  const [title, meaning] = titles[reason];
  const caption =
    own.length > shownItems
      ? `The first ${formatCount(shownItems)} of ${formatCount(own.length)}; all are in review.csv.`
      : `All ${formatCount(own.length)}.`;
  const body = html`<p>${meaning}</p>${tableHtml(
    caption,
    [
      { title: "Example", cell: ({ id }: ReviewItem) => html`${nameHtml(id)}${playerHtml(id, soundUrl)}` },
      {
        title: "Label",
        cell: ({ label }) => (label === null ? html`<span class="muted">none</span>` : nameHtml(label, 40)),
      },
      {
        title: "Proposed",
        cell: ({ proposedLabel }) =>
          proposedLabel === null
            ? html`<span class="muted">–</span>`
            : html`<strong>${nameHtml(proposedLabel, 40)}</strong>`,
      },
      { title: "Evidence", kind: "wide", cell: ({ evidence }) => sentenceHtml(evidence) },
      { title: "Hear beside it", cell: ({ neighbours }) => neighboursHtml(neighbours, soundUrl) },
    ],
    own.slice(0, shownItems),
  )}`;
  return { id: reason, title, body };
}

function neighboursHtml(neighbours: ReviewItem["neighbours"], soundUrl: SoundUrl): Html {
  const rows = neighbours.map(
    ({ id, label }) =>
      html`<div class="hear">${label === null ? "none" : nameHtml(label, 30)} <span class="muted">${nameHtml(id, 40)}</span>${playerHtml(id, soundUrl)}</div>`,
  );
  return html`${rows}`;
}

function playerHtml(id: string, soundUrl: SoundUrl): Html | null {
  const url = soundUrl(id);
  return url === null ? null : html`<div><audio controls preload="none" src="${url}"></audio></div>`;
}

function agreementSection({ agreement }: LabelReview): Section | null {
  if (agreement === null) return null;
  const { pairs, fleissKappa, completeCount, disagreeingCount, annotators } = agreement;
  const number = (value: number | null): string => (value === null ? "–" : formatNumber(value));
  const confusions = pairs.flatMap((pair) => pair.confusions.map((confusion) => ({ pair, ...confusion })));
  const body = html`<p>${formatPlural(annotators.length, "annotator")}: Fleiss' kappa ${number(fleissKappa)} over the ${formatPlural(completeCount, "example")} that all of them labelled; they differ on ${formatCount(disagreeingCount)}.</p>
${tableHtml(
  "Agreement of each two annotators (Cohen's kappa, with its standard error)",
  [
    {
      title: "Annotators",
      cell: ({ a, b }: AnnotatorPair) => html`${nameHtml(a, 30)} and ${nameHtml(b, 30)}`,
    },
    { title: "Examples", kind: "number", cell: ({ count }) => formatCount(count) },
    { title: "Agree", kind: "number", cell: ({ observed }) => formatShare(observed) },
    {
      title: "Kappa",
      kind: "number",
      cell: ({ kappa, standardError }) => `${number(kappa)} ± ${number(standardError)}`,
    },
  ],
  pairs,
)}
${tableHtml(
  "Most frequent confusions",
  [
    { title: "First said", cell: ({ a }: (typeof confusions)[number]) => nameHtml(a, 40) },
    { title: "Second said", cell: ({ b }) => nameHtml(b, 40) },
    { title: "Annotators", cell: ({ pair }) => html`${nameHtml(pair.a, 30)} and ${nameHtml(pair.b, 30)}` },
    { title: "Examples", kind: "number", cell: ({ count }) => formatCount(count) },
  ],
  [...confusions].sort((x, y) => y.count - x.count).slice(0, 20),
)}`;
  return { id: "agreement", title: "Agreement of annotators", body };
}
