import { isPlainTable } from "../datasets/is-plain-table.ts";
import { writeFiles } from "../io/files.ts";
import type { TableReport } from "../model/table-report.ts";
import { jsonText } from "../report/json-text.ts";
import { tableText } from "../report/table-text.ts";
import { type ProfileTableOptions, profileTable } from "./profile-table.ts";
import { reportFolder, type WrittenReport } from "./write-reports.ts";

/** Whether `path` is a plain table, whose rows are the examples, rather than a folder or a manifest of audio files. */
export async function isTableRun(path: string, pathColumn: string | undefined): Promise<boolean> {
  return isPlainTable(path, pathColumn);
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
export async function runTable({
  out,
  ...options
}: ProfileTableOptions & { readonly out: string | null }): Promise<TableRun> {
  const report = await profileTable(options);
  const { renderTableHtml } = await import("../report/render-table-html.ts");
  const json = jsonText(report);
  const paths = await writeFiles(out ?? reportFolder(report.dataset.name), {
    "dataset.html": renderTableHtml(report),
    "dataset.json": json,
  });
  return { report, written: { json, summary: tableText(report), paths } };
}
