import { type Html, type HtmlPart, html } from "../html.ts";
import type { BadgeTone } from "./badge.ts";

/** One headline number. */
export interface Tile {
  readonly name: string;
  readonly value: string;
  /** What to know with it: a range, a comparison. */
  readonly note?: HtmlPart;
  readonly tone?: BadgeTone;
}

/** The headline numbers. */
export function tilesHtml(tiles: readonly Tile[]): Html {
  return html`<dl class="tiles">${tiles.map(tileHtml)}
</dl>`;
}

function tileHtml(tile: Tile): Html {
  const note = tile.note === undefined ? null : html`<dd class="note">${tile.note}</dd>`;
  return html`
<div class="tile ${tile.tone ?? "neutral"}"><dt>${tile.name}</dt><dd class="value">${tile.value}</dd>${note}</div>`;
}
