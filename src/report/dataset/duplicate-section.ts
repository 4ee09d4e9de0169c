import type { DatasetReport, NearCandidate, NearPair } from "../../model/dataset-statistics.ts";
import { tableHtml } from "../components/data-table.ts";
import { formatCount, formatDecibels, formatPlural, formatSeconds, formatShare } from "../format-number.ts";
import { type Html, html, nameHtml } from "../html.ts";
import type { Section } from "../page.ts";

/** Groups that are listed at most. */
const groupCap = 20;
/** Members of a group that are listed at most. */
const memberCap = 8;
/** Pairs that are listed at most. */
const pairCap = 40;

/** Recordings that are there more than once; null where nobody looked. */
export function duplicateSection({ duplicates, method }: DatasetReport): Section | null {
  const { exactGroups, nearPairs, unverifiedPairs = [], fingerprintedCount } = duplicates;
  if (method === "headers") return null;
  const looked = `${formatPlural(fingerprintedCount, "clip was", "clips were")} compared by fingerprint; shorter or silent ones by their samples alone.`;
  const found =
    exactGroups.length + nearPairs.length === 0
      ? `No recording is there twice${unverifiedPairs.length === 0 ? "" : ", as far as their audio could be read again"}.`
      : `${exactGroups.length === 0 ? "No two clips have equal samples" : `${formatPlural(exactGroups.length, "group")} of clips with equal samples`}; ${formatPlural(nearPairs.length, "pair sounds", "pairs sound")} alike.`;
  return {
    id: "duplicates",
    title: "Duplicates",
    body: html`<p>${found} <span class="muted">${looked}</span></p>${groupsHtml(exactGroups, "Groups with equal samples")}${pairsHtml(nearPairs)}${unverifiedHtml(duplicates, "fingerprints agree and whose audio")}`,
  };
}

/** Groups of equal examples, the first 20 of them; null without one. */
export function groupsHtml(groups: readonly (readonly string[])[], title: string): Html | null {
  if (groups.length === 0) return null;
  const rest = groups.length - groupCap;
  return html`<details><summary>${title}</summary><ul>${groups
    .slice(0, groupCap)
    .map((group) => html`<li>${groupHtml(group)}</li>`)}</ul>${
    rest > 0 ? html`<p class="muted">${formatCount(rest)} more in <code>dataset.json</code>.</p>` : null
  }</details>`;
}

function groupHtml(group: readonly string[]): Html {
  const members = group
    .slice(0, memberCap)
    .map((id, index) => html`${index === 0 ? "" : " = "}<code>${nameHtml(id)}</code>`);
  return html`${members}${group.length > memberCap ? ` and ${group.length - memberCap} more` : ""}`;
}

/** Pairs with what speaks for them, the surest first. */
function pairsHtml(pairs: readonly NearPair[]): Html | null {
  if (pairs.length === 0) return null;
  const shown = [...pairs]
    .sort((a, b) => Math.abs(b.correlation) - Math.abs(a.correlation))
    .slice(0, pairCap);
  const cut = shown.length < pairs.length ? `The ${pairCap} surest of ${formatCount(pairs.length)}. ` : "";
  return tableHtml(
    `${cut}Near duplicates. Correlation of the waveforms below 4 kHz (negative: inverted); lag: when the second starts within the first; level: how much louder the second is; bits: equal bits of the fingerprints`,
    [
      { title: "First", cell: ({ a }) => html`<code>${nameHtml(a)}</code>` },
      { title: "Second", cell: ({ b }) => html`<code>${nameHtml(b)}</code>` },
      {
        title: "Correlation",
        kind: "number",
        cell: ({ correlation, sharedSeconds }) =>
          `${correlation.toFixed(3).replace("-", "−")}${sharedSeconds === undefined ? "" : ` over ${formatSeconds(sharedSeconds)}`}`,
      },
      {
        title: "Lag",
        kind: "number",
        cell: ({ offsetSeconds }) => `${offsetSeconds.toFixed(3).replace("-", "−")} s`,
      },
      {
        title: "Level",
        kind: "number",
        cell: ({ levelDifferenceDecibels }) => formatDecibels(levelDifferenceDecibels),
      },
      { title: "Bits", kind: "number", cell: ({ similarity }) => formatShare(similarity) },
    ],
    shown,
  );
}

/** What a report says of pairs that nobody could verify. */
interface Unverified {
  readonly unverifiedPairs?: readonly Pick<NearCandidate, "a" | "b" | "similarity">[];
  readonly unverifiedPairCount?: number;
}

/** Pairs of which nobody knows, for their files are not there; `whose` says what of them agrees, and what could not be read again. */
export function unverifiedHtml(
  { unverifiedPairs: pairs = [], unverifiedPairCount: count = pairs.length }: Unverified,
  whose: string,
): Html | null {
  if (pairs.length === 0) return null;
  const shown = pairs.slice(0, pairCap);
  return tableHtml(
    `${shown.length < count ? `${shown.length} of ${formatCount(count)}` : formatPlural(count, "pair")} whose ${whose} could not be read again: not verified`,
    [
      { title: "First", cell: ({ a }) => html`<code>${nameHtml(a)}</code>` },
      { title: "Second", cell: ({ b }) => html`<code>${nameHtml(b)}</code>` },
      { title: "Bits", kind: "number", cell: ({ similarity }) => formatShare(similarity) },
    ],
    shown,
  );
}
