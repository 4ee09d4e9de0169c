import { isUtf8 } from "node:buffer";
import { join } from "node:path";
import type { RowProblem, TableLook } from "../../model/column-tally.ts";
import { SoundingsError } from "../../model/errors.ts";
import type { TableDialect } from "../../model/table-dialect.ts";
import { makeRoomFor, type TableEngine } from "./engine.ts";
import { lookAtText } from "./look-at-text.ts";
import { readRejects } from "./read-rejects.ts";
import { rewriteText, type TextEncoding } from "./rewrite-text.ts";
import { type DelimitedText, scanOf } from "./scan-delimited.ts";
import { sniffDialect } from "./sniff-dialect.ts";
import { readHead, type TableFilePart, type TableFiles } from "./table-files.ts";
import type { TableSource } from "./table-source.ts";

/** Bytes that a guess of the dialect rests on; no head may be longer. */
const headBytes = 1 << 20;
/**
 * Opens CSV, TSV and the like. Text that is not UTF-8 is rewritten in `scratch` first, and said so.
 * @throws SoundingsError ("usage") when the first line is too long to be one, or the files have different columns
 */
export async function openDelimited(
  files: TableFiles,
  engine: TableEngine,
  scratch: string,
): Promise<TableSource> {
  let { parts, problems } = await inUtf8(files.parts, scratch);
  const dialect = await commonDialect(parts, files.format === "tabbed");
  await makeRoomFor(dialect.columns.length, engine);
  const text = (): DelimitedText => ({ parts, dialect });
  let look: TableLook;
  const rewrite = async (): Promise<void> => {
    parts = await rewritten(parts, { scratch, encoding: "utf-8", suffix: "lines" });
  };
  try {
    look = await lookAtText(text(), engine, scratch);
  } catch {
    await rewrite();
    look = await lookAtText(text(), engine, scratch);
  }
  let isRepaired = false;
  return {
    look,
    repeatedNames: dialect.repeatedNames,
    from: (columns) => scanOf(text(), { columns }),
    passProblems: async () => {
      const pass = await readRejects(parts, engine);
      return {
        ...pass,
        problems: [...problems, ...pass.problems],
        problemCount: pass.problemCount + problems.length,
      };
    },
    repair: async () => {
      if (isRepaired) return false;
      isRepaired = true;
      await rewrite();
      return true;
    },
  };
}

async function inUtf8(
  parts: readonly TableFilePart[],
  scratch: string,
): Promise<{ parts: readonly TableFilePart[]; problems: readonly RowProblem[] }> {
  const encodings = await Promise.all(parts.map(encodingOf));
  const foreign = encodings.find((encoding) => encoding !== "utf-8");
  if (foreign === undefined) return { parts, problems: [] };
  const problems: RowProblem[] = encodings.includes("windows-1252")
    ? [{ code: "text-not-utf8", line: 1, reason: "the file is not UTF-8; it was read as Windows-1252" }]
    : [];
  return { parts: await rewritten(parts, { scratch, encoding: foreign, suffix: "utf8" }), problems };
}

async function encodingOf(part: TableFilePart): Promise<TextEncoding> {
  const head = await readHead(part, headBytes);
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  // The last character may be cut.
  const isWhole = [0, 1, 2, 3].some((cut) => isUtf8(head.subarray(0, Math.max(0, head.length - cut))));
  return isWhole ? "utf-8" : "windows-1252";
}

async function rewritten(
  parts: readonly TableFilePart[],
  {
    scratch,
    encoding,
    suffix,
  }: { readonly scratch: string; readonly encoding: TextEncoding; readonly suffix: string },
): Promise<readonly TableFilePart[]> {
  const made: TableFilePart[] = [];
  for (const [index, { path, isGzipped, byteCount }] of parts.entries()) {
    const copy = join(scratch, `${index}.${suffix}.csv`);
    await rewriteText(path, copy, { encoding, isGzipped });
    made.push({ path: copy, isGzipped: false, byteCount });
  }
  return made;
}

/** The dialect of the first file, which the others have to share. */
async function commonDialect(parts: readonly TableFilePart[], isTabbed: boolean): Promise<TableDialect> {
  const dialects: TableDialect[] = [];
  for (const part of parts) dialects.push(sniffDialect(await wholeLines(part), isTabbed));
  const [first, ...others] = dialects;
  const different = others.findIndex(({ columns }) => columns.join("\n") !== first!.columns.join("\n"));
  if (different >= 0) {
    throw new SoundingsError(
      "usage",
      `${parts[different + 1]!.path} has other columns than ${parts[0]!.path}.`,
      {
        hint: "Files that are read as one table have the same head.",
      },
    );
  }
  return first!;
}

/** The beginning of a text, up to the last line that is whole. */
async function wholeLines(part: TableFilePart): Promise<string> {
  const head = await readHead(part, headBytes);
  const end = Math.max(head.lastIndexOf(0x0a), head.lastIndexOf(0x0d));
  if (head.length >= headBytes && end < 0) {
    throw new SoundingsError(
      "usage",
      `The first line of ${part.path} is longer than ${headBytes >> 20} MB.`,
      {
        hint: "That is no table of lines and cells; check what the file is.",
      },
    );
  }
  const text = new TextDecoder().decode(head.length < headBytes ? head : head.subarray(0, end + 1));
  if (text.trim() === "")
    throw new SoundingsError("usage", `${part.path} is empty.`, {
      hint: "A table begins with the names of its columns.",
    });
  return text;
}
