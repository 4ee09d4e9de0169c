import { displayText, nameLimit, visibleText } from "./display-text.ts";

/** Markup that is safe to put into a page as it is. */
export interface Html {
  readonly kind: "html";
  readonly markup: string;
}

/** What may stand in a template: text is escaped, markup is kept, lists are joined, null is nothing. */
export type HtmlPart = Html | string | number | null | readonly HtmlPart[];

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as it may stand in HTML, between tags and in quoted attributes alike. */
export function escapeHtml(text: string): string {
  return visibleText(text).replace(/[&<>"']/g, (character) => entities[character]!);
}

/** Takes markup as safe: only for what this room made itself. */
export function trusted(markup: string): Html {
  return { kind: "html", markup };
}

function markupOf(part: HtmlPart): string {
  if (part === null) return "";
  if (typeof part === "string") return escapeHtml(part);
  if (typeof part === "number") return String(part);
  return "markup" in part ? part.markup : part.map(markupOf).join("");
}

/** A template of HTML in which everything put in is escaped, unless it is `Html` itself. */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return trusted(strings.map((text, index) => text + markupOf(parts[index] ?? null)).join(""));
}

/** A name or path from data: kept apart from the direction of its surroundings, cut for reading, in full on hover. */
export function nameHtml(name: string, limit: number = nameLimit): Html {
  const shown = displayText(name, limit);
  if (name === "") return html`<bdi class="muted">(empty)</bdi>`;
  return shown.endsWith("…") && shown !== name
    ? html`<bdi title="${displayText(name, 300)}">${shown}</bdi>`
    : html`<bdi>${shown}</bdi>`;
}

/** A sentence that may quote data. */
export function sentenceHtml(sentence: string): Html {
  return html`<bdi>${displayText(sentence)}</bdi>`;
}
