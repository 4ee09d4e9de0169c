import type { Severity } from "../../model/finding.ts";
import { type Html, html } from "../html.ts";

/** How grave something is, as a colour with a word beside it. */
export type BadgeTone = Severity | "good" | "neutral";

/** A short word in a coloured pill. */
export function badgeHtml(word: string, tone: BadgeTone): Html {
  return html`<span class="badge ${tone}">${word}</span>`;
}
