import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { extname } from "node:path";
import { createGunzip } from "node:zlib";
import { messageOf, SoundingsError } from "../../model/errors.ts";
import { sqlText, type TableEngine } from "./engine.ts";

/** Formats of tables. */
export type TableFormat = "delimited" | "tabbed" | "json-lines" | "json" | "parquet" | "arrow";

/** Format by the ending of a file, without `.gz`. */
const formats: Readonly<Record<string, TableFormat>> = {
  ".csv": "delimited",
  ".tsv": "tabbed",
  ".tab": "tabbed",
  ".jsonl": "json-lines",
  ".ndjson": "json-lines",
  ".json": "json",
  ".parquet": "parquet",
  ".pq": "parquet",
  ".arrow": "arrow",
  ".feather": "arrow",
  ".ipc": "arrow",
};

/** One file of a table. */
export interface TableFilePart {
  readonly path: string;
  readonly byteCount: number;
  readonly isGzipped: boolean;
}

/** Files that make up one table. */
export interface TableFiles {
  readonly format: TableFormat;
  /** In the order of their names, one at least. */
  readonly parts: readonly TableFilePart[];
}

/** Format of the table at `path` by its ending; null when it is none of those that are read. */
export function tableFormatOf(path: string): TableFormat | null {
  const plain = path.replace(/\.gz$/i, "");
  return formats[extname(plain).toLowerCase()] ?? null;
}

/** Whether `path` is a pattern for several files. */
export function isGlob(path: string): boolean {
  return /[*?]|\[.+\]/.test(path);
}

/**
 * The files of a table: one path, or a pattern such as `parts/*.parquet`.
 * @throws SoundingsError ("usage") when there is none, or the formats differ
 */
export async function findTableFiles(path: string, engine: TableEngine): Promise<TableFiles> {
  const isThere = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
  const paths = isThere ? [path] : isGlob(path) ? await matching(path, engine) : [];
  if (paths.length === 0)
    throw new SoundingsError("usage", `There is no table ${path}.`, {
      hint: "Check the path; it is taken from the folder you are in.",
    });
  const found = new Set(paths.map(tableFormatOf));
  const [format] = found;
  if (found.size > 1 || format === undefined || format === null) {
    throw new SoundingsError("usage", `${path} is not a table of one known format.`, {
      hint: `Tables end in ${Object.keys(formats).join(", ")}, text also in .gz after that.`,
    });
  }
  const parts = await Promise.all(
    paths.map(async (one) => ({
      path: one,
      byteCount: (await stat(one)).size,
      isGzipped: /\.gz$/i.test(one),
    })),
  );
  return { format, parts };
}

async function matching(pattern: string, engine: TableEngine): Promise<readonly string[]> {
  const rows = await engine.query(`SELECT file FROM glob(${sqlText(pattern)}) ORDER BY file`);
  return rows.map(([file]) => String(file)).filter((file) => tableFormatOf(file) !== null);
}

/** The first `byteCount` bytes of what a file holds, unpacked; fewer when it has no more. */
export async function readHead({ path, isGzipped }: TableFilePart, byteCount: number): Promise<Buffer> {
  const file = createReadStream(path, isGzipped ? {} : { end: byteCount - 1 });
  const stream = isGzipped ? file.pipe(createGunzip()) : file;
  file.on("error", (error) => stream.destroy(error));
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= byteCount) break;
    }
  } catch (thrown) {
    throw new SoundingsError("usage", `The table ${path} cannot be read: ${messageOf(thrown)}.`, {
      cause: thrown,
    });
  } finally {
    file.destroy();
  }
  return Buffer.concat(chunks).subarray(0, byteCount);
}

/** `byteCount` bytes of a file that is not packed, from `start`. */
export async function readSlice(path: string, start: number, byteCount: number): Promise<Buffer> {
  const file = await open(path, "r");
  try {
    const buffer = Buffer.alloc(byteCount);
    const { bytesRead } = await file.read(buffer, 0, byteCount, start);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
