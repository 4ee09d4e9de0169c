import { basename, dirname } from "node:path";
import { exists, readText, writeFiles } from "../io/files.ts";
import { messageOf, SoundingsError } from "../model/errors.ts";
import { type TableSchema, tableSchemaVersion } from "../model/table-schema.ts";

/** The schema stored at `path`; null where there is none yet. Throws `usage` when the file is no schema. */
export async function readSchema(path: string): Promise<TableSchema | null> {
  if (!(await exists(path))) return null;
  const text = await readText(path);
  try {
    const parsed = JSON.parse(text) as Partial<TableSchema>;
    if (parsed.schemaVersion === tableSchemaVersion && Array.isArray(parsed.columns))
      return parsed as TableSchema;
  } catch (thrown) {
    throw new SoundingsError("usage", `${path} is no JSON: ${messageOf(thrown)}`, { cause: thrown });
  }
  throw new SoundingsError("usage", `${path} is no schema of a table of version ${tableSchemaVersion}.`, {
    hint: "Name a file that is not there, and the schema is written to it.",
  });
}

/** Stores the schema of a table for later runs to be held against. */
export async function writeSchema(path: string, schema: TableSchema): Promise<void> {
  await writeFiles(dirname(path), { [basename(path)]: `${JSON.stringify(schema, null, 2)}\n` });
}
