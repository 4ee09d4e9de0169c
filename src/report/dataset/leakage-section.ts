import type { DatasetReport, GroupKey, LeakPair } from "../../model/dataset-statistics.ts";
import { tableHtml } from "../components/data-table.ts";
import { formatCount, formatPlural, formatProbability, formatShare } from "../format-number.ts";
import { type Html, html, nameHtml, sentenceHtml } from "../html.ts";
import type { Section } from "../page.ts";

/** Pairs and values that are listed at most. */
const pairCap = 30;
const valueCap = 40;

/** What a test could see of what was trained on; null where there are no two splits and no group in the names. */
export function leakageSection({ dataset, duplicates, leakage, findings }: DatasetReport): Section | null {
  const splitCount = Object.keys(dataset.splits).length;
  const { groupKey, pairs, pairCount } = leakage;
  if (splitCount < 2 && groupKey === null) return null;
  const byGroup = findings.find(({ code }) => code === "group-across-splits");
  const recordings =
    splitCount < 2
      ? "There are no two splits that something could leak between."
      : pairCount === 0 && duplicates.acrossSplits.length === 0
        ? "No recording lies in more than one split."
        : `${formatPlural(pairCount, "pair")} of clips ${pairCount === 1 ? "holds" : "hold"} one recording across different splits.`;
  return {
    id: "leakage",
    title: "Leakage",
    body: html`<p>${recordings}${byGroup === undefined ? null : html` ${sentenceHtml(byGroup.message)}`}</p>${leakageTable(pairs, pairCount, words)}${groupKey === null ? null : groupKeyHtml(groupKey)}`,
  };
}

/** What examples are called, and how two of them are one. */
export interface LeakWords {
  readonly clip: string;
  readonly exact: string;
  readonly near: string;
}

const words: LeakWords = { clip: "Clip", exact: "equal samples", near: "sounds alike" };

/** Pairs of examples of different splits; null without one. */
export function leakageTable(
  pairs: readonly LeakPair[],
  pairCount: number,
  { clip, exact, near }: LeakWords,
): Html | null {
  if (pairs.length === 0) return null;
  const shown = pairs.slice(0, pairCap);
  return tableHtml(
    shown.length < pairCount
      ? `The first ${shown.length} of ${formatCount(pairCount)} pairs`
      : "Pairs across splits",
    [
      { title: clip, cell: ({ a }) => html`<code>${nameHtml(a)}</code>` },
      { title: "Split", cell: ({ splitA }) => nameHtml(splitA, 30) },
      { title: "Copy", cell: ({ b }) => html`<code>${nameHtml(b)}</code>` },
      { title: "Split", cell: ({ splitB }) => nameHtml(splitB, 30) },
      { title: "How", cell: ({ kind }) => (kind === "exact" ? exact : near) },
    ],
    shown,
  );
}

function groupKeyHtml({ token, valueCount, count, cohesion, pValue, acrossSplits }: GroupKey): Html {
  const shown = acrossSplits.slice(0, valueCap);
  return html`<p>If <strong>${token}</strong> names a group (speaker, recording, session): ${formatPlural(valueCount, "group")} over ${formatPlural(count, "example")}; clips that share it are alike (${formatShare(cohesion)} of the variance of level, offset, noise and spectrum, p ${formatProbability(pValue)}). ${
    acrossSplits.length === 0
      ? "None lies in more than one split."
      : `${formatCount(acrossSplits.length)} of them lie in more than one split.`
  }</p>${
    shown.length === 0
      ? null
      : html`<details><summary>Which</summary><p>${shown.map((value, index) => html`${index === 0 ? "" : ", "}<code>${nameHtml(value, 40)}</code>`)}${shown.length < acrossSplits.length ? `, and ${formatCount(acrossSplits.length - shown.length)} more` : ""}</p></details>`
  }`;
}
