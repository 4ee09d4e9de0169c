import type { ImageIllustrations } from "../../model/image-evidence.ts";
import type { ImagePair, ImageReport } from "../../model/image-report.ts";
import { groupsHtml, unverifiedHtml } from "../dataset/duplicate-section.ts";
import { formatCount, formatPlural } from "../format-number.ts";
import { type Html, html } from "../html.ts";
import type { Section } from "../page.ts";
import { imageFigure } from "./image-figure.ts";

/** Pairs that are shown at most. */
const pairCap = 20;

/** Images that are there more than once; null where nobody looked. */
export function copySection(
  { duplicates, method }: ImageReport,
  illustrations: ImageIllustrations | null,
): Section | null {
  if (method === "headers") return null;
  const { exactGroups, nearPairs, unverifiedPairs = [], hashedCount } = duplicates;
  const groupCount = duplicates.exactGroupCount ?? exactGroups.length;
  const pairCount = duplicates.nearPairCount ?? nearPairs.length;
  const found =
    groupCount + pairCount === 0
      ? `No picture is there twice${unverifiedPairs.length === 0 ? "" : ", as far as their files could be read again"}.`
      : `${formatPlural(groupCount, "group")} of images with equal pixels; ${formatPlural(pairCount, "pair looks", "pairs look")} alike.`;
  return {
    id: "duplicates",
    title: "Duplicates",
    body: html`<p>${found} <span class="muted">${formatPlural(hashedCount, "image was", "images were")} compared by perceptual hash, those of one colour by their pixels alone.</span></p>${groupsHtml(exactGroups, "Groups with equal pixels")}${pairsHtml(nearPairs, pairCount, illustrations)}${unverifiedHtml(duplicates, "hashes agree and whose files")}`,
  };
}

function pairsHtml(
  pairs: readonly ImagePair[],
  pairCount: number,
  illustrations: ImageIllustrations | null,
): Html | null {
  if (pairs.length === 0) return null;
  const shown = pairs.slice(0, pairCap);
  const cut =
    shown.length < pairCount
      ? html`<p class="muted">${formatCount(pairCount - shown.length)} more pairs in <code>dataset.json</code>.</p>`
      : null;
  return html`<h3>Pairs that look alike</h3><div class="pairs">${shown.map(
    ({ a, b, correlation, similarity }) =>
      html`<div class="pair">${imageFigure(a, null, illustrations)}${imageFigure(b, null, illustrations)}<p class="muted">correlation ${correlation.toFixed(3).replace("-", "−")}, ${formatCount(Math.round(64 * (1 - similarity)))} of 64 bits differ</p></div>`,
  )}</div>${cut}`;
}
