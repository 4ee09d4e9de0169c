import type { ColumnStatistics } from "../model/column-statistics.ts";
import type { TableReport } from "../model/table-report.ts";
import {
  countTable,
  forPeople,
  inline,
  labelTable,
  more,
  qualityText,
  shownRows,
  table,
} from "./card-parts.ts";
import { estimatedCount } from "./count-text.ts";
import { formatBytes, formatCount, formatShare } from "./format-number.ts";
import { columnFormat } from "./table/column-value.ts";

/** Columns that a card describes at most. */
const shownColumns = 100;
/** Frequent values that it names of a column at most. */
const shownValues = 3;

/** A data card in Markdown of a plain table: composition, columns, labels, splits, quality. */
export function tableCard(report: TableReport): string {
  const { dataset, labels, tool, method, columns } = report;
  const from = method === "exact" ? "every cell" : "every row; some numbers are sketched and say so";
  const parts = [
    `# ${inline(dataset.name)}`,
    `Made by ${tool.name} ${tool.version} from ${from}; source \`${inline(report.source)}\`.`,
    ...forPeople,
    "## Composition",
    table(["", ""], compositionRows(report)),
    "## Columns",
    table(
      ["Column", "Type", "Missing", "Different", "Values"],
      columns.slice(0, shownColumns).map((column) => columnRow(column, report.table.rowCount)),
    ) + more(columns.length - shownColumns),
    ...(labels.count === 0 ? [] : ["## Labels", labelTable(labels, false)]),
    ...(Object.keys(dataset.splits).length === 0
      ? []
      : ["## Splits", countTable("Split", dataset.splits, dataset.exampleCount)]),
    "## Quality",
    qualityText(report.findings),
  ];
  return `${parts.join("\n\n")}\n`;
}

function compositionRows({
  table: { rowCount, columnCount, byteCount, ...facts },
}: TableReport): readonly (readonly string[])[] {
  const keys = facts.keys.slice(0, shownRows).map((names) => names.map(inline).join(" + "));
  return [
    ["Rows", formatCount(rowCount)],
    ["Rows that could not be read", formatCount(facts.unreadableRowCount)],
    ["Columns", formatCount(columnCount)],
    ["Size", formatBytes(byteCount)],
    ["Keys", keys.join(", ") || "none found"],
    ["Repeated rows", estimatedCount(facts.duplicateRowCount)],
  ];
}

function columnRow(column: ColumnStatistics, rowCount: number): readonly string[] {
  return [
    inline(column.name),
    column.type,
    column.nullCount === 0 ? "none" : formatShare(column.nullCount / Math.max(1, rowCount)),
    estimatedCount(column.distinct),
    valuesOf(column),
  ];
}

/** From where to where numbers and times go, with their median; of other columns the most frequent values. */
function valuesOf({ type, quantiles, min, max, topValues }: ColumnStatistics): string {
  const write = columnFormat(type);
  if (quantiles && typeof min === "number" && typeof max === "number")
    return `${write(min)} to ${write(max)}, median ${write(quantiles["0.5"])}`;
  return topValues
    .slice(0, shownValues)
    .map(({ value, count }) => `${inline(String(value))} (${formatCount(count)})`)
    .join(", ");
}
