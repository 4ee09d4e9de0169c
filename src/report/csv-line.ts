import type { AttributeValue } from "../model/example.ts";

/** Cells as one line of CSV (RFC 4180, but LF): quoted where they hold a comma, a quote, a line break or space at an end. */
export function csvLine(cells: readonly AttributeValue[]): string {
  return `${cells.map(cellText).join(",")}\n`;
}

function cellText(value: AttributeValue): string {
  const text = value === null ? "" : String(value);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
