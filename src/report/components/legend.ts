import { type Html, html, nameHtml, trusted } from "../html.ts";

/** One colour of a chart and what it stands for. */
export interface LegendEntry {
  readonly name: string;
  /** A CSS colour of this room: a custom property, never text from data. */
  readonly color: string;
}

function swatchHtml(color: string): Html {
  return html`<span class="swatch" style="background:${trusted(color)}"></span>`;
}

/** What the colours of a chart stand for. */
export function legendHtml(entries: readonly LegendEntry[]): Html {
  return html`<ul class="legend">${entries.map((entry) => html`<li>${swatchHtml(entry.color)}${nameHtml(entry.name)}</li>`)}</ul>`;
}

/** A legend that explains each of its words in a line. */
export function glossaryHtml(entries: readonly (LegendEntry & { readonly meaning: string })[]): Html {
  return html`<dl class="glossary">${entries.map(
    (entry) => html`<dt>${swatchHtml(entry.color)}${entry.name}</dt><dd>${entry.meaning}</dd>`,
  )}</dl>`;
}
