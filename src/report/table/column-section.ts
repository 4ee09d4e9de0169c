import type { ColumnStatistics } from "../../model/column-statistics.ts";
import { plotBox } from "../browser/plot-box.ts";
import { barsPath, greatestOf } from "../browser/shapes.ts";
import { displayName } from "../display-text.ts";
import { formatCount, formatPlural, formatShare } from "../format-number.ts";
import { type Html, html, nameHtml, trusted } from "../html.ts";
import type { Section } from "../page.ts";
import { columnCardHtml } from "./column-card.ts";
import { columnFormat } from "./column-value.ts";

/** Columns that have a card of their own, and a line in the list, at most: a page stays small. */
const cardCap = 120;
const lineCap = 2000;
/** Values that a line draws as parts. */
const partCap = 5;

/** Every column in one line, and the first of them in full. */
export function columnSection(columns: readonly ColumnStatistics[], rowCount: number): Section | null {
  if (columns.length === 0) return null;
  const lines = columns.slice(0, lineCap);
  const cut =
    columns.length > lineCap ? ` The first ${formatCount(lineCap)} of ${formatCount(columns.length)}.` : "";
  const isBrief = columns.length > 400;
  return {
    id: "columns",
    title: "Columns",
    body: html`<div class="scroll" tabindex="0" role="region" aria-label="Table: columns"><table class="column-list">
<caption><span>Every column: what it is taken for, how much of it is missing, how many different values it has, and what they are like.${cut}</span></caption>
<thead><tr><th scope="col">Column</th><th scope="col">Type</th>${isBrief ? null : html`<th scope="col">Values</th>`}<th scope="col">Missing</th><th scope="col" class="number">Different</th><th scope="col">Range, or most frequent</th></tr></thead>
<tbody>${lines.map((column, index) => lineHtml(column, { index, rowCount, isBrief }))}
</tbody></table></div>
<h3>Column by column</h3>
${columns.length > cardCap ? html`<p class="muted">The first ${formatCount(cardCap)} of ${formatCount(columns.length)}; all are in <code>dataset.json</code>.</p>` : null}<div class="column-cards">${columns
      .slice(0, cardCap)
      .map((column, index) => columnCardHtml(column, { anchor: `column-${index + 1}`, rowCount }))}
</div>`,
  };
}

/** What a line of the list needs besides its column. */
interface Line {
  readonly index: number;
  readonly rowCount: number;
  readonly isBrief: boolean;
}

function lineHtml(column: ColumnStatistics, { index, rowCount, isBrief }: Line): Html {
  const { name, type, nullCount } = column;
  const title =
    index < cardCap ? html`<a href="#column-${index + 1}">${nameHtml(name, 60)}</a>` : nameHtml(name, 60);
  return html`
<tr><th scope="row">${title}</th><td>${type}</td>${isBrief ? null : html`<td class="spark">${sparkHtml(column)}</td>`}<td>${gapHtml(nullCount, rowCount)}</td><td class="number">${differentText(column)}</td><td>${rangeHtml(column)}</td></tr>`;
}

function gapHtml(nullCount: number, rowCount: number): Html {
  const share = rowCount === 0 ? 0 : nullCount / rowCount;
  return nullCount === 0
    ? html`<span class="muted">none</span>`
    : html`<span class="gap"><span style="width:${trusted((100 * share).toFixed(1))}%"></span></span>${formatShare(share)}`;
}

/** How many different values there are; `~` where that is an estimate. */
export function differentText({ distinct }: ColumnStatistics): string {
  return `${distinct.method === "exact" ? "" : "~"}${formatCount(distinct.center)}`;
}

function rangeHtml(column: ColumnStatistics): Html {
  const write = columnFormat(column.type);
  if (column.min !== undefined && column.min !== null) {
    return html`${write(column.min)} to ${write(column.max)}, median ${write(column.quantiles?.["0.5"])}`;
  }
  const [first] = column.topValues;
  if (first === undefined || column.count === 0) return html`<span class="muted">–</span>`;
  return first.count === 1
    ? html`<span class="muted">all different</span>`
    : html`${nameHtml(String(first.value), 40)} <span class="muted">${formatShare(first.count / column.count)}</span>`;
}

/** A histogram, or the most frequent values as parts of a bar. */
function sparkHtml(column: ColumnStatistics): Html | null {
  const { histogram, topValues, count, name } = column;
  if (histogram !== undefined && histogram !== null && histogram.counts.length > 1) {
    const top = greatestOf(histogram.counts) || 1;
    const path = barsPath(
      histogram.counts.map((bin) => bin / top),
      plotBox,
    );
    return html`<svg role="img" aria-label="Histogram of ${displayName(name)}" viewBox="0 0 ${plotBox.width} ${plotBox.height}" preserveAspectRatio="none"><path d="${path}"/></svg>`;
  }
  const frequent = topValues.filter((entry) => entry.count > 1).slice(0, partCap);
  if (frequent.length === 0 || count === 0) return null;
  return html`<div class="parts" role="img" aria-label="${formatPlural(frequent.length, "most frequent value")} of ${displayName(name)}">${frequent.map(
    (entry) => html`<span style="width:${trusted(((100 * entry.count) / count).toFixed(1))}%"></span>`,
  )}</div>`;
}
