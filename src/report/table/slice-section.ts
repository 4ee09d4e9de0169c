import type { Slice, SliceColumn, Slices, TableStatistics } from "../../model/column-statistics.ts";
import { tableHtml } from "../components/data-table.ts";
import { displayName } from "../display-text.ts";
import { centerWords, featureName } from "../drift-words.ts";
import { formatCount, formatNumber, formatProbability, formatShare, noNumber } from "../format-number.ts";
import { type Html, html, nameHtml } from "../html.ts";
import type { Section } from "../page.ts";

/** Columns of a slice that are shown at most, those that differ most. */
const columnCap = 12;

/** Each slice beside the other rows; null where the table was not cut. */
export function sliceSection({ slices, look }: TableStatistics): Section | null {
  const rest = look.isWhole ? "" : ` They rest on ${formatCount(look.rowCount)} rows: ${look.choice}.`;
  return slicesSection(slices, {
    noun: "rows",
    rest,
    nameOf: ({ column }) => column,
    centerOf: ({ median }) => formatNumber(median),
  });
}

/** What slices of files are called, and in which units their middles are. */
export function fileSliceSection(slices: Slices | undefined): Section | null {
  return slicesSection(slices, {
    noun: "examples",
    rest: "",
    nameOf: ({ column }) => featureName({ feature: column }),
    centerOf: ({ column, median }) => centerWords({ feature: column, kind: "number" }, median),
  });
}

/** How slices are told. */
interface SliceWords {
  readonly noun: "rows" | "examples";
  readonly rest: string;
  readonly nameOf: (column: SliceColumn) => string;
  readonly centerOf: (column: SliceColumn) => string;
}

function slicesSection(slices: Slices | undefined, words: SliceWords): Section | null {
  if (slices === undefined || slices.entries.length === 0) return null;
  const { noun, rest } = words;
  return {
    id: "slices",
    title: "Slice by slice",
    body: html`<p class="muted">${noun === "rows" ? "Rows" : "Examples"} with one value of ${nameHtml(slices.column, 60)} beside all others: the largest distance of the distributions of numbers (Kolmogorov and Smirnov), the difference of shares in all of categories; p is adjusted over all of them.${rest}</p>
${slices.entries.map((slice) => sliceHtml(slice, words))}`,
  };
}

function sliceHtml({ value, rowCount, columns }: Slice, { noun, nameOf, centerOf }: SliceWords): Html {
  const falling = [...columns]
    .sort((a, b) => (b.difference ?? -1) - (a.difference ?? -1))
    .slice(0, columnCap);
  return html`<details><summary><bdi>${nameHtml(value, 60)}</bdi> <span class="muted">${formatCount(rowCount)} ${noun}</span></summary>
${tableHtml(
  `What is different where it is ${displayName(value)}`,
  [
    { title: "Column", cell: (column: SliceColumn) => nameHtml(nameOf(column), 60) },
    { title: "Difference", kind: "number", cell: ({ difference }) => formatNumber(difference) },
    {
      title: "Adjusted p",
      kind: "number",
      cell: ({ adjustedPValue }) => (adjustedPValue === null ? noNumber : formatProbability(adjustedPValue)),
    },
    {
      title: "Median, or most frequent",
      cell: (column) =>
        column.median === null ? nameHtml(String(column.topValue ?? noNumber), 40) : centerOf(column),
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
