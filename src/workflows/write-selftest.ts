import { writeFiles } from "../io/files.ts";
import type { SelftestReport } from "../model/selftest.ts";
import { jsonText } from "../report/json-text.ts";
import { selftestText } from "../report/selftest-text.ts";
import { reportFolder } from "./report-folder.ts";
import type { WrittenReport } from "./write-reports.ts";

/** Writes `selftest.json` into a folder; by default `reports/<name of the pipeline>`. */
export async function writeSelftestReport(
  report: SelftestReport,
  folder: string | null,
): Promise<WrittenReport> {
  const json = jsonText(report);
  const paths = await writeFiles(folder ?? reportFolder(report.pipeline), { "selftest.json": json });
  return { json, summary: selftestText(report), paths };
}
