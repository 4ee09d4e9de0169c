import { formatCount } from "../format-number.ts";
import { type Html, type HtmlPart, html, nameHtml, trusted } from "../html.ts";

/** Characters of a name: two lines beside the bars. */
const nameCap = 36;

/** One row of a table of counts. */
export interface BarRow {
  readonly name: string;
  readonly count: number;
}

/** What stands around a table of counts. */
export interface BarTableText {
  readonly caption: HtmlPart;
  /** What the rows are: `Label`. */
  readonly head: string;
  /** Attributes by which a script finds the table: markup of this room. */
  readonly marks: string;
  /** Dimension that a name chooses, if it does. */
  readonly picks?: "label" | "split";
}

/** Counts as a table whose cells are the bars of a chart: for eyes and for screen readers alike. */
export function barTableHtml(rows: readonly BarRow[], { caption, head, marks, picks }: BarTableText): Html {
  const most = rows.reduce((greatest, { count }) => Math.max(greatest, count), 1);
  const width = (count: number): Html => trusted(((100 * count) / most).toFixed(2));
  const name = (text: string, index: number): Html =>
    picks === undefined
      ? nameHtml(text, nameCap)
      : html`<span data-pick="${picks} ${index}">${nameHtml(text, nameCap)}</span>`;
  return html`<table class="bars" ${trusted(marks)}><caption>${caption}</caption>
<thead class="unseen"><tr><th scope="col">${head}</th><th scope="col">Share of the largest</th><th scope="col">Examples</th></tr></thead>
<tbody>${rows.map(
    (row, index) => html`
<tr><th scope="row">${name(row.name, index)}</th><td class="track"><span class="ghost" style="width:${width(row.count)}%"></span><span class="fill" data-bar="${index}" style="width:${width(row.count)}%"></span></td><td class="number" data-bin="${index}">${formatCount(row.count)}</td></tr>`,
  )}
</tbody></table>
`;
}
