import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { messageOf, SoundingsError } from "../model/errors.ts";
import type { AttributeValue } from "../model/example.ts";
import { parseDelimited } from "./parse-delimited.ts";

/** One row of a table file. */
export interface TableRow {
  /** Line of the file on which it starts, from 1. */
  readonly line: number;
  /** Values by column name; a cell that the row lacks is not there. */
  readonly values: Readonly<Record<string, AttributeValue>>;
}

/** Something wrong with one line of a table file. The rows around it are kept. */
export interface TableProblem {
  readonly code: "row-ragged" | "row-unreadable" | "column-repeated" | "text-not-utf8";
  /** Line of the file, from 1. */
  readonly line: number;
  /** What is wrong, in one sentence. */
  readonly reason: string;
}

/** A table as it was read. */
export interface TableFile {
  /** Names in the order of the file. */
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  readonly problems: readonly TableProblem[];
}

/** Endings of the files that `readTable` reads. */
export const tableExtensions = [".csv", ".tsv", ".tab", ".jsonl", ".ndjson"] as const;

/** Reads CSV and TSV (all values text) or JSONL (values as they are, nested ones as JSON text). Throws when the file cannot be opened. */
export async function readTable(path: string): Promise<TableFile> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new SoundingsError("usage", `The table ${path} cannot be opened: ${messageOf(error)}.`, {
      cause: error,
    });
  });
  const { text, problems } = decodeText(bytes);
  const extension = extname(path).toLowerCase();
  const table =
    extension === ".jsonl" || extension === ".ndjson" ? parseJsonLines(text) : parseCells(text, extension);
  return { ...table, problems: [...problems, ...table.problems] };
}

/** UTF-8 or, by its mark, UTF-16; what is neither is taken as Windows-1252, and said so. */
function decodeText(bytes: Uint8Array): { text: string; problems: TableProblem[] } {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    return {
      text: new TextDecoder(isUtf16 ? "utf-16le" : "utf-8", { fatal: true }).decode(bytes),
      problems: [],
    };
  } catch {
    const reason = "the file is not UTF-8; it was read as Windows-1252";
    return {
      text: new TextDecoder("windows-1252").decode(bytes),
      problems: [{ code: "text-not-utf8", line: 1, reason }],
    };
  }
}

function parseCells(text: string, extension: string): TableFile {
  const [head, ...records] = parseDelimited(text, delimiterOf(text, extension));
  const columns = (head?.cells ?? []).map((name) => name.trim());
  const problems: TableProblem[] = repeatedColumns(columns);
  const rows = records.map(({ line, cells, isOpen }) => {
    if (isOpen) {
      problems.push({
        code: "row-unreadable",
        line,
        reason: "a quote is opened and never closed: the rest of the file is in this cell",
      });
    } else if (cells.length !== columns.length) {
      const reason = `the row has ${cells.length} cells, the head has ${columns.length}`;
      problems.push({ code: "row-ragged", line, reason });
    }
    return { line, values: Object.fromEntries(namedCells(columns, cells)) };
  });
  return { columns: [...new Set(columns)], rows, problems };
}

/** Of two columns with one name the first counts. */
function namedCells(columns: readonly string[], cells: readonly string[]): [string, string][] {
  return cells
    .slice(0, columns.length)
    .map((cell, index): [string, string] => [columns[index] ?? "", cell])
    .filter(([name], index) => columns.indexOf(name) === index);
}

function repeatedColumns(columns: readonly string[]): TableProblem[] {
  const repeated = columns.filter((name, index) => columns.indexOf(name) !== index);
  return [...new Set(repeated)].map((name) => {
    const reason = `the column "${name}" is there more than once; the first one counts`;
    return { code: "column-repeated", line: 1, reason };
  });
}

/** Tab by the extension, else whichever of comma, semicolon and tab is most frequent in the head. */
function delimiterOf(text: string, extension: string): string {
  if (extension === ".tsv" || extension === ".tab") return "\t";
  const head = text.slice(0, text.search(/[\r\n]|$/));
  const counts = [",", ";", "\t"].map((delimiter) => [delimiter, head.split(delimiter).length] as const);
  return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

function parseJsonLines(text: string): TableFile {
  const columns = new Set<string>();
  const rows: TableRow[] = [];
  const problems: TableProblem[] = [];
  text.split(/\r\n|\r|\n/).forEach((content, index) => {
    if (content.trim() === "") return;
    const values = parseObject(content);
    if (values === null) {
      problems.push({ code: "row-unreadable", line: index + 1, reason: "the line is not a JSON object" });
      return;
    }
    for (const name of Object.keys(values)) columns.add(name);
    rows.push({ line: index + 1, values });
  });
  return { columns: [...columns], rows, problems };
}

function parseObject(content: string): Record<string, AttributeValue> | null {
  try {
    const parsed: unknown = JSON.parse(content);
    if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return null;
    return Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, attributeOf(value)]));
  } catch {
    return null;
  }
}

function attributeOf(value: unknown): AttributeValue {
  const isScalar = value === null || ["string", "number", "boolean"].includes(typeof value);
  return isScalar ? (value as AttributeValue) : JSON.stringify(value);
}
