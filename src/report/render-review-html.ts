import type { AnnotatorPair, LabelReview, ReviewItem, ReviewReason } from "../model/label-review.ts";
import { tableHtml } from "./components/data-table.ts";
import { tilesHtml } from "./components/tiles.ts";
import { displayName } from "./display-text.ts";
import { formatCount, formatNumber, formatPlural, formatShare } from "./format-number.ts";
import { type Html, html, nameHtml, sentenceHtml } from "./html.ts";
import { pageHtml, type Section } from "./page.ts";
import { reviewStyleSheet } from "./styles/style-sheet.ts";

/** Where the sound or the picture of an example is as seen from the page; null where a browser can show nothing. */
export type MediaUrl = (id: string) => string | null;

/** Items of one reason that the page shows; all are in the sheet. */
const shownItems = 200;

/** What a page says of one kind of file. */
interface ReviewWords {
  readonly titles: Readonly<Record<ReviewReason, readonly [title: string, meaning: string]>>;
  readonly begin: string;
  readonly one: string;
  /** What neighbours are near by. */
  readonly features: string;
  readonly beside: string;
}

const soundWords: ReviewWords = {
  titles: {
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
  },
  begin: "Listen",
  one: "clip",
  features: "cepstral means, spectrum, zero-crossings, silence and modulation",
  beside: "Hear beside it",
};

const imageWords: ReviewWords = {
  titles: {
    ...soundWords.titles,
    "copies-disagree": [
      "Copies with different labels",
      "The same picture, stored equally or encoded, scaled or lit anew, carries more than one label: one of them is wrong.",
    ],
    "neighbours-disagree": [
      "Neighbours have another label",
      "Nearly all of the images that look most alike have another label. A suspicion, not a fault: look at it and at them.",
    ],
  },
  begin: "Look",
  one: "image",
  features: "shape, light, contrast, sharpness, colour and the lowest frequencies of the picture",
  beside: "See beside it",
};

function wordsOf({ kind }: Pick<LabelReview, "kind">): ReviewWords {
  return kind === "image" ? imageWords : soundWords;
}

/** A review sheet as a page: each example with its label, what speaks against it, and a player or a picture of it and of what lies beside it. */
export function renderReviewHtml(review: LabelReview, mediaUrl: MediaUrl): string {
  const { tool, dataset, source, exampleCount, labelledCount, countByReason, kind } = review;
  const { titles } = wordsOf(review);
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
      ...(Object.keys(titles) as ReviewReason[]).map((reason) => itemSection(review, reason, mediaUrl)),
      agreementSection(review),
    ],
    tool,
    createdAt: undefined,
    // Pictures are in the page.
    ...(kind === "image" ? {} : { mediaSources: "'self' file: data:" }),
    styles: reviewStyleSheet,
  });
}

function howSection(review: LabelReview): Section {
  const { neighbours } = review;
  const { begin, one, features } = wordsOf(review);
  const check =
    neighbours === null
      ? "Nothing was decoded: neighbours were not asked, and copies not looked for."
      : `The ${neighbours.neighbourCount} nearest ${one}s, by ${features}, choose the label of ${formatShare(neighbours.balancedAccuracy)} of ${formatPlural(neighbours.count, one)} rightly (chance: ${formatShare(neighbours.chance)})${neighbours.isTelling ? "." : `, which is too little to suspect anybody: no ${one} is named for its neighbours.`}`;
  const body = html`<p>${begin}, then fill <code>decision</code> in review.csv with <code>keep</code>, <code>relabel</code> (and <code>corrected_label</code>), <code>exclude</code> or <code>unclear</code>, and record it: <code>profile labels approve &lt;dataset&gt; --decisions review.csv --reviewer-role "..." --reason "..."</code></p>
<p>${check}</p>`;
  return { id: "how", title: "How to use this page", body };
}

function itemSection(review: LabelReview, reason: ReviewReason, mediaUrl: MediaUrl): Section | null {
  const own = review.items.filter((item) => item.reason === reason);
  if (own.length === 0) return null;
  const { titles, beside } = wordsOf(review);
  const [title, meaning] = titles[reason];
  const show = (id: string): Html | null => mediaHtml(id, review.kind, mediaUrl);
  const caption =
    own.length > shownItems
      ? `The first ${formatCount(shownItems)} of ${formatCount(own.length)}; all are in review.csv.`
      : `All ${formatCount(own.length)}.`;
  const body = html`<p>${meaning}</p>${tableHtml(
    caption,
    [
      { title: "Example", cell: ({ id }: ReviewItem) => html`${nameHtml(id)}${show(id)}` },
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
      { title: beside, cell: ({ neighbours }) => neighboursHtml(neighbours, show) },
    ],
    own.slice(0, shownItems),
  )}`;
  return { id: reason, title, body };
}

function neighboursHtml(neighbours: ReviewItem["neighbours"], show: (id: string) => Html | null): Html {
  const rows = neighbours.map(
    ({ id, label }) =>
      html`<div class="hear">${label === null ? "none" : nameHtml(label, 30)} <span class="muted">${nameHtml(id, 40)}</span>${show(id)}</div>`,
  );
  return html`${rows}`;
}

function mediaHtml(id: string, kind: LabelReview["kind"], mediaUrl: MediaUrl): Html | null {
  const url = mediaUrl(id);
  if (url === null) return null;
  return kind === "image"
    ? html`<div><img alt="${displayName(id)}" src="${url}" loading="lazy" decoding="async"></div>`
    : html`<div><audio controls preload="none" src="${url}"></audio></div>`;
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
