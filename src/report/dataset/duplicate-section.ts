import type { DatasetReport } from "../../model/dataset-statistics.ts";
import { formatCount, formatPlural } from "../format-number.ts";
import { type Html, html, nameHtml } from "../html.ts";
import type { Section } from "../page.ts";

/** Groups that are listed at most. */
const groupCap = 20;
/** Members of a group that are listed at most. */
const memberCap = 8;

/** Recordings that are there more than once; null without any. */
export function duplicateSection({ duplicates }: DatasetReport): Section | null {
  const { exactGroups, acrossSplits } = duplicates;
  if (exactGroups.length === 0) return null;
  const across =
    acrossSplits.length === 0
      ? "None of them lies in more than one split."
      : `${formatPlural(acrossSplits.length, "group lies", "groups lie")} in more than one split, so that a test would see what was trained on.`;
  const list = (groups: readonly (readonly string[])[]) =>
    html`<ul>${groups.slice(0, groupCap).map((group) => html`<li>${groupHtml(group)}</li>`)}</ul>${
      groups.length > groupCap
        ? html`<p class="muted">${formatCount(groups.length - groupCap)} more in <code>dataset.json</code>.</p>`
        : null
    }`;
  return {
    id: "duplicates",
    title: "Duplicates",
    body: html`<p>${formatPlural(exactGroups.length, "group")} of clips with equal samples. ${across}</p>
<details><summary>Show the groups</summary>${list(acrossSplits.length > 0 ? acrossSplits : exactGroups)}</details>`,
  };
}

function groupHtml(group: readonly string[]): Html {
  const members = group
    .slice(0, memberCap)
    .map((id, index) => html`${index === 0 ? "" : " = "}<code>${nameHtml(id)}</code>`);
  return html`${members}${group.length > memberCap ? ` and ${group.length - memberCap} more` : ""}`;
}
