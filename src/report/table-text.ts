import type { TableReport } from "../model/table-report.ts";
import { estimatedCount } from "./count-text.ts";
import { displayText } from "./display-text.ts";
import { findingLines } from "./finding-text.ts";
import { formatBytes, formatCount, formatPlural, formatRatio, formatShare } from "./format-number.ts";
import { referenceLines } from "./reference-section.ts";
import { factLine, type TextLine, textLine } from "./text-line.ts";

/** A table in a dozen lines for a terminal. */
export function tableText(report: TableReport): readonly TextLine[] {
  const { dataset, table, columns } = report;
  const heading = `${displayText(dataset.name, 80)}  ${formatPlural(table.rowCount, "row")}, ${formatPlural(table.columnCount, "column")}, ${formatBytes(table.byteCount)}`;
  return [
    textLine(heading, "heading"),
    factLine("columns", typesText(report)),
    factLine("missing", missingText(report)),
    ...(report.labels.count > 0 ? [factLine("labels", labelsText(report))] : []),
    factLine("keys", keysText(report)),
    ...namedKeyLines(report),
    factLine("repeated rows", estimatedCount(table.duplicateRowCount)),
    ...(table.unreadableRowCount > 0
      ? [{ ...factLine("unreadable", formatPlural(table.unreadableRowCount, "row")), tone: "bad" as const }]
      : []),
    ...(table.look.isWhole
      ? []
      : [factLine("looked at", `${formatCount(table.look.rowCount)} rows: ${table.look.choice}`)]),
    ...referenceLines(report.reference),
    ...(columns.length === 0 ? [] : findingLines(report.findings, "dataset.json")),
  ];
}

function typesText({ columns }: TableReport): string {
  const counts = new Map<string, number>();
  for (const { type } of columns) counts.set(type, (counts.get(type) ?? 0) + 1);
  const falling = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return falling.map(([type, count]) => `${formatCount(count)} ${type}`).join(", ");
}

function missingText({ columns, table }: TableReport): string {
  const missing = columns.reduce((sum, { nullCount }) => sum + nullCount, 0);
  const lacking = columns.filter(({ nullCount }) => nullCount > 0).length;
  const all = table.rowCount * table.columnCount;
  return missing === 0
    ? "nothing"
    : `${formatShare(missing / all)} of all cells, in ${formatPlural(lacking, "column")}`;
}

function labelsText({ labels }: TableReport): string {
  const balance =
    labels.imbalanceRatio === 1
      ? "all of one size"
      : `largest ${formatRatio(labels.imbalanceRatio)} the smallest`;
  const without =
    labels.unlabelledCount > 0 ? `; ${formatCount(labels.unlabelledCount)} without a label` : "";
  const several =
    labels.several === undefined
      ? ""
      : `; ${formatPlural(labels.several.exampleCount, "row")} with several, ${formatCount(labels.several.mostPerExample)} at most`;
  return `${formatCount(labels.count)}, ${balance}${without}${several}`;
}

function keysText({ table: { keys } }: TableReport): string {
  const shown = keys.slice(0, 3).map((names) => names.map((name) => displayText(name, 30)).join(" + "));
  return keys.length === 0
    ? "none found"
    : [...shown, ...(keys.length > 3 ? [`${keys.length - 3} more`] : [])].join(", ");
}

function namedKeyLines({ table: { namedKey } }: TableReport): readonly TextLine[] {
  if (namedKey === undefined) return [];
  const { columns, repeatedRowCount: repeated, missingRowCount } = namedKey;
  const about = repeated.method === "exact" ? "" : "about ";
  const text = `${columns.map((name) => displayText(name, 30)).join(" + ")}: ${about}${formatCount(repeated.center)} repeated, ${formatCount(missingRowCount)} without`;
  return [factLine("asked key", text)];
}
