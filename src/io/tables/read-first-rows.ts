import { parseDelimited } from "../parse-delimited.ts";
import { sniffDialect } from "./sniff-dialect.ts";
import { readHead, tableFormatOf } from "./table-files.ts";

/** The beginning of a table. */
export interface FirstRows {
  readonly columns: readonly string[];
  /** Values as text, by column. */
  readonly rows: readonly Readonly<Record<string, string>>[];
}

const headBytes = 1 << 18;

/** The first rows of a table in text, without an engine; null for other formats. What cannot be read is left out. */
export async function readFirstRows(path: string, rowCount: number): Promise<FirstRows | null> {
  const format = tableFormatOf(path);
  if (format !== "delimited" && format !== "tabbed" && format !== "json-lines") return null;
  const head = await readHead({ path, byteCount: 0, isGzipped: /\.gz$/i.test(path) }, headBytes);
  const isUtf16 = head[0] === 0xff && head[1] === 0xfe;
  const text = new TextDecoder(isUtf16 ? "utf-16le" : "utf-8").decode(head);
  // The last line may be cut.
  const lines = head.length < headBytes ? text : text.slice(0, text.lastIndexOf("\n") + 1);
  return format === "json-lines"
    ? fromLines(lines, rowCount)
    : fromCells(lines, rowCount, format === "tabbed");
}

function fromLines(text: string, rowCount: number): FirstRows {
  const rows = text
    .split(/\r\n|\r|\n/)
    .slice(0, rowCount)
    .flatMap((line) => objectOf(line) ?? []);
  const values = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, textOf(value)])),
  );
  return { columns: [...new Set(values.flatMap(Object.keys))], rows: values };
}

function objectOf(line: string): object | null {
  try {
    const parsed: unknown = JSON.parse(line);
    return typeof parsed === "object" ? parsed : null;
  } catch {
    return null;
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}

function fromCells(text: string, rowCount: number, isTabbed: boolean): FirstRows {
  const { columns, delimiter, hasHead, skippedLineCount } = sniffDialect(text, isTabbed);
  const records = parseDelimited(text, delimiter[0]!).slice(skippedLineCount + (hasHead ? 1 : 0));
  const rows = records
    .slice(0, rowCount)
    .map(({ cells }) => Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? ""])));
  return { columns, rows };
}
