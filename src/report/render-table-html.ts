import type { TableReport } from "../model/table-report.ts";
import { tableHtml } from "./components/data-table.ts";
import { findingListHtml } from "./components/finding-list.ts";
import { type Tile, tilesHtml } from "./components/tiles.ts";
import { labelSection } from "./dataset/label-section.ts";
import { formatBytes, formatCount, formatRatio, formatShare } from "./format-number.ts";
import { type Html, html, nameHtml } from "./html.ts";
import { pageHtml, type Section } from "./page.ts";
import { referenceSection } from "./reference-section.ts";
import { tableStyleSheet } from "./styles/style-sheet.ts";
import { columnSection } from "./table/column-section.ts";
import {
  associationSection,
  gapSection,
  predictorSection,
  suspectSection,
} from "./table/relation-sections.ts";
import { sliceSection } from "./table/slice-section.ts";

/** `dataset.html` of a plain table: one self-contained file without a script. Same report, same bytes. */
export function renderTableHtml(report: TableReport): string {
  const { table, columns, options } = report;
  const label = typeof options["labelColumn"] === "string" ? options["labelColumn"] : null;
  return pageHtml({
    eyebrow: "Table report",
    title: report.dataset.name,
    about: [html`From <code>${nameHtml(report.source, 200)}</code>`],
    headline: tilesHtml(tilesOf(report)),
    sections: [
      { id: "findings", title: "What to look at", body: findingListHtml(report.findings, "dataset.json") },
      referenceSection(report.reference),
      labelSection(report),
      columnSection(columns, table.rowCount),
      gapSection(table),
      sliceSection(table),
      predictorSection(table, label),
      associationSection(table),
      suspectSection(table),
      methodSection(report),
    ],
    tool: report.tool,
    createdAt: report.createdAt,
    styles: tableStyleSheet,
  });
}

function tilesOf(report: TableReport): readonly Tile[] {
  const { table, columns, labels } = report;
  const missing = columns.reduce((sum, { nullCount }) => sum + nullCount, 0);
  const lacking = columns.filter(({ nullCount }) => nullCount > 0).length;
  const cells = table.rowCount * table.columnCount;
  const types = new Set(columns.map(({ type }) => type)).size;
  return [
    { name: "Rows", value: formatCount(table.rowCount), note: formatBytes(table.byteCount) },
    {
      name: "Columns",
      value: formatCount(table.columnCount),
      note: `of ${types === 1 ? "one type" : `${types} types`}`,
    },
    {
      name: "Missing cells",
      value: cells === 0 || missing === 0 ? "none" : formatShare(missing / cells),
      note:
        missing === 0
          ? "every cell has a value"
          : `in ${formatCount(lacking)} of ${formatCount(table.columnCount)} columns`,
    },
    repeatedTile(report),
    ...(labels.count > 0 ? [labelTile(report)] : []),
    ...(table.unreadableRowCount > 0
      ? [
          {
            name: "Unreadable rows",
            value: formatCount(table.unreadableRowCount),
            note: "left out",
            tone: "error" as const,
          },
        ]
      : []),
    {
      name: "Cells to check",
      value: formatCount(table.suspects.reduce((sum, { count }) => sum + count, 0)),
      note: table.look.isWhole ? "of all rows" : `of ${formatCount(table.look.rowCount)} rows looked at`,
    },
  ];
}

function repeatedTile({ table: { duplicateRowCount: repeated } }: TableReport): Tile {
  const isExact = repeated.method === "exact";
  return {
    name: "Repeated rows",
    value: repeated.center === 0 ? "none" : `${isExact ? "" : "~"}${formatCount(repeated.center)}`,
    note: isExact ? "counted" : `at most ${formatCount(repeated.high)}`,
    tone: repeated.center >= 1 ? "warning" : "neutral",
  };
}

function labelTile({ labels }: TableReport): Tile {
  return {
    name: "Labels",
    value: formatCount(labels.count),
    note:
      labels.imbalanceRatio === 1
        ? "all of one size"
        : `largest ${formatRatio(labels.imbalanceRatio)} the smallest`,
  };
}

function methodSection({ table, columns, options, method }: TableReport): Section {
  const sketched = columns.filter((column) => column.method === "sketched").length;
  const entries = Object.entries(options).filter(([, value]) => value !== null);
  return {
    id: "method",
    title: "How the numbers were made",
    body: html`<p>${method === "exact" ? html`Every number is exact: it rests on all ${formatCount(table.rowCount)} rows.` : sketchedText(sketched, table)}</p>
<dl class="glossary">
<dt>Missing</dt><dd>Empty cells, and the texts that pandas takes for missing: NA, N/A, NULL, NaN, None and the like.</dd>
<dt>Types</dt><dd>The narrowest that every value can be read in. Digits with leading zeros name things and stay text; dates are those of ISO 8601.</dd>
<dt>Quantiles</dt><dd>Definition 7 of Hyndman and Fan (1996). A <code>~</code> marks one that is read from bins; <code>dataset.json</code> has its bounds.</dd>
<dt>Different values</dt><dd>Counted, or (<code>~</code>) estimated from those whose hash lies in a share of all hashes, with a 95% interval.</dd>
<dt>SD, skewness</dt><dd>Divisor n − 1; g1, the third standardised moment.</dd>
</dl>
${entries.length === 0 ? null : optionsHtml(entries)}`,
  };
}

function sketchedText(sketched: number, { rowCount, look }: TableReport["table"]): Html {
  return html`Counts, missing cells, extremes, means and deviations are exact: they rest on all ${formatCount(rowCount)} rows. ${formatCount(sketched)} columns have too many different values to count each: their quantiles are read from bins and their different values estimated. Patterns, suspects, associations and predictors rest on ${formatCount(look.rowCount)} rows: ${look.choice}.`;
}

function optionsHtml(entries: readonly (readonly [string, unknown])[]): Html {
  return tableHtml(
    "Options of this run",
    [
      { title: "Option", cell: ([name]: readonly [string, unknown]) => html`<code>${nameHtml(name)}</code>` },
      { title: "Value", cell: ([, value]) => nameHtml(String(value), 200) },
    ],
    entries,
  );
}
