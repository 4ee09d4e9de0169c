import { dirname, resolve } from "node:path";
import { SoundingsError } from "../model/errors.ts";
import { type TablePart, tablePartSchemaVersion } from "../model/table-part.ts";
import { writeFiles } from "./files.ts";
import { readPartJson } from "./part-store.ts";
import { readHeadText } from "./read-head-text.ts";

/**
 * Writes a part of a table as JSON and gives its path.
 * @throws SoundingsError ("run") when the disk refuses
 */
export async function writeTablePart(path: string, { kind, ...part }: TablePart): Promise<string> {
  const name = resolve(path).slice(dirname(resolve(path)).length + 1);
  // What it is comes first, where a look at the beginning finds it.
  await writeFiles(dirname(path), { [name]: `${JSON.stringify({ kind, ...part })}\n` });
  return path;
}

/** Whether the file at `path` begins as a part of a table does. */
export function looksLikeTablePart(path: string): boolean {
  return /^\{"kind":"table","schemaVersion":\d+,"tool":/.test(readHeadText(path));
}

/**
 * Reads a part of a table.
 * @throws SoundingsError ("usage") when the file cannot be read, is no part, or is one of another version
 */
export async function readTablePart(path: string): Promise<TablePart> {
  const hint = "parts are made by profile dataset <table> --shard 1/8 --out part-1.json";
  const value = ((await readPartJson(path)) ?? {}) as Partial<TablePart>;
  const isWhole = Array.isArray(value.shards) && typeof value.tally === "object" && "look" in value;
  if (value.kind !== "table" || !isWhole)
    throw new SoundingsError("usage", `${path} is no part of a table`, { hint });
  if (value.schemaVersion === tablePartSchemaVersion) return value as TablePart;
  throw new SoundingsError(
    "usage",
    `${path} has schemaVersion ${String(value.schemaVersion)}; this version of Soundings reads ${tablePartSchemaVersion}`,
    { hint },
  );
}
