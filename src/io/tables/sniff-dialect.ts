import type { TableDialect } from "../../model/table-dialect.ts";
import { parseDelimited } from "../parse-delimited.ts";

/** Delimiters that are tried; of equals the first counts. */
const delimiters = [",", ";", "\t", "|"] as const;
/** Records that a guess rests on, at most. */
const mostRecords = 50;

/**
 * How a delimited text is written, from its beginning. Tab is a delimiter by the file's ending, else the one of comma, semicolon, tab and bar that gives
 * most cells to the head.
 * @param text Whole lines from the beginning of the file.
 * @param isTabbed Whether the file's ending says that tabs stand between cells.
 */
export function sniffDialect(text: string, isTabbed: boolean): TableDialect {
  const skippedLineCount = leadingComments(text);
  const body = withoutLines(text, skippedLineCount);
  const plain = isTabbed ? "\t" : delimiterOf(body);
  const delimiter = plain === "," && isSpaced(body) ? ", " : plain;
  const records = recordsOf(body, delimiter);
  const hasHead = looksLikeHead(records);
  const given = hasHead
    ? (records[0] ?? [])
    : namesFor(records[0]?.length ?? 0, { text, skippedLineCount, delimiter });
  return { delimiter, skippedLineCount, hasHead, ...uniqueNames(given.map((name) => name.trim())) };
}

/** Names of columns without a head: those of the last comment before the rows, where it has as many; else none. */
function namesFor(
  width: number,
  {
    text,
    skippedLineCount,
    delimiter,
  }: { readonly text: string; readonly skippedLineCount: number; readonly delimiter: string },
): readonly string[] {
  const none = Array.from({ length: width }, () => "");
  if (skippedLineCount === 0) return none;
  const comment = text.split(/\r\n|\r|\n/, skippedLineCount)[skippedLineCount - 1]!.replace(/^#+\s*/, "");
  const [names = []] = recordsOf(comment, delimiter);
  return names.length === width ? names : none;
}

/** Lines that begin with `#` before anything else. A single one may be a head that begins so; several are comments. */
function leadingComments(text: string): number {
  const lines = text.split(/\r\n|\r|\n/, 200);
  const first = lines.findIndex((line) => !line.startsWith("#"));
  return first < 0 ? 0 : first;
}

function withoutLines(text: string, count: number): string {
  let at = 0;
  for (let line = 0; line < count; line++) {
    const end = /\r\n|\r|\n/g;
    end.lastIndex = at;
    const match = end.exec(text);
    if (match === null) return "";
    at = match.index + match[0].length;
  }
  return text.slice(at);
}

function delimiterOf(text: string): string {
  const head = text.slice(0, text.search(/[\r\n]|$/));
  const counts = delimiters.map(
    (delimiter) => [delimiter, parseDelimited(head, delimiter)[0]?.cells.length ?? 0] as const,
  );
  return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

function recordsOf(text: string, delimiter: string): readonly (readonly string[])[] {
  const head = text.slice(0, 262_144);
  // One sign instead of two, for a parser that knows one alone.
  const [parsed, sign] =
    delimiter.length === 1 ? [head, delimiter] : [head.replaceAll(delimiter, "\u001f"), "\u001f"];
  return parseDelimited(parsed, sign)
    .slice(0, mostRecords)
    .map(({ cells }) => cells);
}

/** Whether a blank follows every comma that stands between cells: only then do quotes after it hold a cell together. */
function isSpaced(text: string): boolean {
  if (!text.includes(', "')) return false;
  const widths = (delimiter: string): ReadonlySet<number> =>
    new Set(recordsOf(text, delimiter).map(({ length }) => length));
  const spaced = widths(", ");
  return spaced.size === 1 && !spaced.has(1) && widths(",").size > 1;
}

/** Whether the first record names columns: it has a text where the others have numbers, or nothing tells them apart. */
function looksLikeHead([first, ...others]: readonly (readonly string[])[]): boolean {
  if (first === undefined || others.length === 0) return true;
  if (first.every(isYear) || first.slice(1).every(isYear)) return true;
  const numeric = first.map((_, index) => {
    const present = others.flatMap((cells) =>
      cells[index] === undefined || cells[index] === "" ? [] : [cells[index]],
    );
    return present.length > 0 && present.every(isNumber);
  });
  const isDataLike = numeric.some(Boolean) && first.every((cell, index) => !numeric[index] || isNumber(cell));
  return !isDataLike;
}

function isNumber(cell: string): boolean {
  return /^\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/.test(cell);
}

function isYear(cell: string): boolean {
  return /^\s*(1[89]|20|21)\d\d\s*$/.test(cell);
}

/** Names for columns as a table needs them: none empty, none twice. */
export function uniqueNames(given: readonly string[]): Pick<TableDialect, "columns" | "repeatedNames"> {
  const taken = new Set<string>();
  const repeatedNames = new Set<string>();
  const columns = given.map((name, index) => {
    const wanted = name === "" ? `column_${index + 1}` : name;
    // The engine takes names that differ in case alone for the same.
    if (name !== "" && taken.has(wanted.toLowerCase())) repeatedNames.add(name);
    let free = wanted;
    for (let number = 2; taken.has(free.toLowerCase()); number++) free = `${wanted}_${number}`;
    taken.add(free.toLowerCase());
    return free;
  });
  return { columns, repeatedNames: [...repeatedNames] };
}
