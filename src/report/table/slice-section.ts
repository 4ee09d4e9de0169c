import type { Slice, SliceColumn, TableStatistics } from "../../model/column-statistics.ts";
import { tableHtml } from "../components/data-table.ts";
import { displayName } from "../display-text.ts";
import { formatCount, formatNumber, formatProbability, formatShare, noNumber } from "../format-number.ts";
import { html, nameHtml } from "../html.ts";
import type { Section } from "../page.ts";

/** Columns of a slice that are shown at most, those that differ most. */
const columnCap = 12;

/** Each slice beside the other rows; null where the table was not cut. */
export function sliceSection({ slices, look }: TableStatistics): Section | null {
  if (slices === undefined || slices.entries.length === 0) return null;
  const rest = look.isWhole ? "" : ` They rest on ${formatCount(look.rowCount)} rows: ${look.choice}.`;
  return {
    id: "slices",
    title: "Slice by slice",
    body: html`<p class="muted">Rows with one value of <bdi>${slices.column}</bdi> beside all others: the largest distance of the distributions of numbers (Kolmogorov and Smirnov), the difference of shares in all of categories; p is adjusted over all of them.${rest}</p>
${slices.entries.map(sliceHtml)}`,
  };
}

function sliceHtml({ value, rowCount, columns }: Slice) {
  const falling = [...columns]
    .sort((a, b) => (b.difference ?? -1) - (a.difference ?? -1))
    .slice(0, columnCap);
  return html`<details><summary><bdi>${nameHtml(value, 60)}</bdi> <span class="muted">${formatCount(rowCount)} rows</span></summary>
${tableHtml(
  `What is different where it is ${displayName(value)}`,
  [
    { title: "Column", cell: ({ column }: SliceColumn) => nameHtml(column, 60) },
    { title: "Difference", kind: "number", cell: ({ difference }) => formatNumber(difference) },
    {
      title: "Adjusted p",
      kind: "number",
      cell: ({ adjustedPValue }) => (adjustedPValue === null ? noNumber : formatProbability(adjustedPValue)),
    },
    {
      title: "Median, or most frequent",
      cell: ({ median, topValue }) =>
        median === null ? nameHtml(String(topValue ?? noNumber), 40) : formatNumber(median),
    },
    {
      title: "Missing",
      kind: "number",
      cell: ({ nullCount }) => (nullCount === 0 ? "none" : formatShare(nullCount / rowCount)),
    },
  ],
  falling,
)}</details>`;
}
