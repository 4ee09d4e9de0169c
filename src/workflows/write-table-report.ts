import { writeFiles } from "../io/files.ts";
import type { TableReport } from "../model/table-report.ts";
import { jsonText } from "../report/json-text.ts";
import { tableText } from "../report/table-text.ts";
import { reportFolder } from "./report-folder.ts";
import type { WrittenReport } from "./write-reports.ts";

/** Writes `dataset.html` and `dataset.json` of a table into a folder; by default `reports/<name of the table>`. */
export async function writeTableReport(report: TableReport, folder: string | null): Promise<WrittenReport> {
  const { renderTableHtml } = await import("../report/render-table-html.ts");
  const json = jsonText(report);
  const paths = await writeFiles(folder ?? reportFolder(report.dataset.name), {
    "dataset.html": renderTableHtml(report),
    "dataset.json": json,
  });
  return { json, summary: tableText(report), paths };
}
