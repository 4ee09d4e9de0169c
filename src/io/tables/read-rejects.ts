import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import type { RowProblem } from "../../model/column-tally.ts";
import type { TableEngine } from "./engine.ts";
import type { TableFilePart } from "./table-files.ts";
import { mostProblems, type PassProblems } from "./table-source.ts";

/** A row that the engine refused. */
interface Reject {
  readonly file: string;
  /** Where its line begins, from 1. */
  readonly position: number;
  readonly kind: string;
  readonly column: string | null;
  readonly message: string;
}

/** Forgets what has been refused so far. */
export async function forgetRejects(engine: TableEngine): Promise<void> {
  await engine.query("DROP TABLE IF EXISTS reject_errors");
  await engine.query("DROP TABLE IF EXISTS reject_scans");
}

/** What the last pass over a delimited text refused, each with its line in the file; forgets it then. */
export async function readRejects(
  parts: readonly TableFilePart[],
  engine: TableEngine,
): Promise<PassProblems> {
  const rows = await engine.query(
    `SELECT s.file_path, r.line_byte_position, r.error_type, r.column_name, r.error_message, r.line
     FROM reject_errors r JOIN reject_scans s ON r.scan_id = s.scan_id AND r.file_id = s.file_id
     ORDER BY s.file_path, r.line_byte_position, r.column_idx`,
  );
  await forgetRejects(engine);
  const rejects = rows.map(
    ([file, position, kind, column, message]): Reject => ({
      file: String(file),
      position: Number(position),
      kind: String(kind),
      column: column === null || column === undefined ? null : String(column),
      message: String(message),
    }),
  );
  const broken = onePerRow(rejects.filter(({ kind }) => kind !== "CAST"));
  return {
    problems: await withLines(broken.slice(0, mostProblems), parts),
    problemCount: broken.length,
    misfitColumns: [
      ...new Set(rejects.flatMap(({ kind, column }) => (kind === "CAST" && column !== null ? [column] : []))),
    ].sort(),
  };
}

function onePerRow(rejects: readonly Reject[]): readonly Reject[] {
  return rejects.filter(({ file, position }, index) => {
    const before = rejects[index - 1];
    return before === undefined || before.file !== file || before.position !== position;
  });
}

async function withLines(
  rejects: readonly Reject[],
  parts: readonly TableFilePart[],
): Promise<readonly RowProblem[]> {
  const problems: RowProblem[] = [];
  for (const part of parts) {
    const own = rejects.filter(({ file }) => file === part.path);
    if (own.length === 0) continue;
    const lines = await linesAt(
      part,
      own.map(({ position }) => position - 1),
    );
    own.forEach((reject, index) => {
      const isRagged = reject.kind === "MISSING COLUMNS" || reject.kind === "TOO MANY COLUMNS";
      const where = parts.length > 1 ? ` (in ${part.path})` : "";
      problems.push({
        code: isRagged ? "row-ragged" : "row-unreadable",
        line: lines[index]!,
        reason: `${reasonOf(reject)}; the row is left out${where}`,
      });
    });
  }
  return problems;
}

function reasonOf({ kind, message }: Reject): string {
  const [, expected, found] = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message) ?? [];
  switch (kind) {
    case "MISSING COLUMNS":
    case "TOO MANY COLUMNS":
      return `the row has ${found} cells, the table has ${expected} columns`;
    case "UNQUOTED VALUE":
      return "a quote is not closed, or text follows it in its cell";
    case "LINE SIZE OVER MAXIMUM":
      return "the row is longer than 2 MB";
    case "INVALID ENCODING":
      return "the row holds bytes that are not UTF-8";
    default:
      return message.split("\n")[0] ?? kind;
  }
}

/** Lines, from 1, in which the bytes at ascending `offsets` lie. */
async function linesAt(
  { path, isGzipped }: TableFilePart,
  offsets: readonly number[],
): Promise<readonly number[]> {
  const file = createReadStream(path);
  const lines: number[] = [];
  let line = 1;
  let start = 0;
  let wasReturn = false;
  for await (const chunk of (isGzipped ? file.pipe(createGunzip()) : file) as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length; at++) {
      while (lines.length < offsets.length && offsets[lines.length]! <= start + at) lines.push(line);
      const byte = chunk[at]!;
      // A line feed after a return ends the line that the return has ended already.
      if (byte === 0x0d || (byte === 0x0a && !wasReturn)) line++;
      wasReturn = byte === 0x0d;
    }
    start += chunk.length;
    if (lines.length === offsets.length) break;
  }
  file.destroy();
  while (lines.length < offsets.length) lines.push(line);
  return lines;
}
