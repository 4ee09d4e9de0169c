import type { Quantiles } from "../../model/distribution.ts";
import type { NumberFormat } from "../format-number.ts";
import { type Html, html, nameHtml, trusted } from "../html.ts";

/** The quantiles of one label. */
export interface RangeRow {
  readonly name: string;
  readonly quantiles: Quantiles;
}

/** What stands around a table of ranges. */
export interface RangeText {
  /** Such as `RMS level by label`. */
  readonly title: string;
  /** What the rows are: `Label`. */
  readonly head: string;
  readonly write: NumberFormat;
  /** Median over all, drawn as a dashed line; null without one. */
  readonly overallMedian: number | null;
  /** What is left out, if anything is. */
  readonly cut: string;
}

/** For each row the middle 90 % as a line, the middle half as a bar and the median as a tick, with its number beside it. */
export function rangeTableHtml(rows: readonly RangeRow[], text: RangeText): Html | null {
  if (rows.length === 0) return null;
  const low = rows.reduce((least, { quantiles }) => Math.min(least, quantiles["0.05"]), Infinity);
  const high = rows.reduce((most, { quantiles }) => Math.max(most, quantiles["0.95"]), -Infinity);
  const place = (value: number): number =>
    Math.max(0, Math.min(100, (100 * (value - low)) / (high - low || 1)));
  const span = (kind: string, from: number, to: number): Html =>
    html`<span class="${kind}" style="left:${at(place(from))}%;width:${at(place(to) - place(from))}%"></span>`;
  const { overallMedian: overall, write } = text;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table: ${text.title}"><table class="ranges">
<caption><strong>${text.title}</strong> Tick: median. Bar: middle half. Line: middle 90%.${overall === null ? "" : ` Dashed: median of all, ${write(overall)}.`}${text.cut}</caption>
<thead><tr><th scope="col">${text.head}</th><th scope="col" class="axis"><div><span>${write(low)}</span><span>${write(high)}</span></div></th><th scope="col" class="number">5%</th><th scope="col" class="number">Median</th><th scope="col" class="number">95%</th></tr></thead>
<tbody>${rows.map(
    ({ name, quantiles }) => html`
<tr><th scope="row">${nameHtml(name, 60)}</th><td class="range">${overall === null ? null : html`<span class="overall" style="left:${at(place(overall))}%"></span>`}${span("line", quantiles["0.05"], quantiles["0.95"])}${span("half", quantiles["0.25"], quantiles["0.75"])}<span class="median" style="left:${at(place(quantiles["0.5"]))}%"></span></td><td class="number">${write(quantiles["0.05"])}</td><td class="number">${write(quantiles["0.5"])}</td><td class="number">${write(quantiles["0.95"])}</td></tr>`,
  )}
</tbody></table></div>
`;
}

function at(percent: number): Html {
  return trusted(percent.toFixed(1));
}
