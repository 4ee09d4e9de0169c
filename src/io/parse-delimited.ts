/** One record of a delimited text. */
export interface DelimitedRecord {
  /** Line on which it starts, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Whether a quote is still open at the end of the text. */
  readonly isOpen: boolean;
}

/**
 * Records of CSV or TSV (RFC 4180): cells in double quotes may hold delimiters, line breaks and doubled quotes;
 * lines end in LF, CRLF or CR; empty lines are left out. A quote inside an unquoted cell stands for itself.
 */
export function parseDelimited(text: string, delimiter: string): DelimitedRecord[] {
  const records: DelimitedRecord[] = [];
  const cell = new RegExp(`"((?:[^"]|"")*)("|$)([^${delimiter}\\r\\n]*)|[^${delimiter}\\r\\n]*`, "y");
  let line = 1;
  let start = 1;
  let cells: string[] = [];
  let isOpen = false;
  for (let at = 0; at <= text.length; ) {
    cell.lastIndex = at;
    const [whole = "", quoted, closing, rest = ""] = cell.exec(text) ?? [];
    cells.push(quoted === undefined ? whole : quoted.replaceAll('""', '"') + rest);
    isOpen ||= closing === "";
    line += countBreaks(whole);
    at += whole.length;
    if (text[at] === delimiter && at < text.length) {
      at++;
      continue;
    }
    if (cells.length > 1 || cells[0] !== "") records.push({ line: start, cells, isOpen });
    at += text.startsWith("\r\n", at) ? 2 : 1;
    start = ++line;
    cells = [];
    isOpen = false;
  }
  return records;
}

function countBreaks(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}
