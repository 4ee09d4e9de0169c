import { inferSchema } from "../explore/columns/table-schema.ts";
import type { TableReport } from "../model/table-report.ts";
import { readSchema, writeSchema } from "./pin-schema.ts";
import { type ProfileTableOptions, profileTable } from "./profile-table.ts";
import type { WrittenReport } from "./write-reports.ts";
import { writeTableReport } from "./write-table-report.ts";

/** Which table to look at, and where to leave what is found. */
interface RunTableOptions extends Omit<ProfileTableOptions, "schema"> {
  /** Folder of the report; null for its usual one. */
  readonly out: string | null;
  /** File of a schema that the table is held against, or that is written where there is none; null for neither. */
  readonly schemaPath: string | null;
}

/** What a look at a table has left. */
export interface TableRun {
  readonly report: TableReport;
  readonly written: WrittenReport;
}

/**
 * Looks at a table and writes `dataset.html` and `dataset.json` into `out`; by default into `reports/<name>`.
 * @throws SoundingsError ("usage") when there is no such table, ("run") when the disk refuses
 */
export async function runTable({ out, schemaPath, ...options }: RunTableOptions): Promise<TableRun> {
  const schema = schemaPath === null ? null : await readSchema(schemaPath);
  const report = await profileTable({ ...options, schema });
  const isNewSchema = schemaPath !== null && schema === null;
  if (isNewSchema) await writeSchema(schemaPath, inferSchema(report.columns));
  const written = await writeTableReport(report, out);
  return { report, written: isNewSchema ? { ...written, paths: [...written.paths, schemaPath] } : written };
}
