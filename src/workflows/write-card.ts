import { dirname } from "node:path";
import { readText, writeFiles } from "../io/files.ts";
import type { StatedFacts } from "../model/croissant-place.ts";
import { datasetSchemaVersion } from "../model/dataset-statistics.ts";
import { SoundingsError } from "../model/errors.ts";
import type { FileReport } from "../model/image-report.ts";
import type { TableReport } from "../model/table-report.ts";
import { croissantOf } from "../report/croissant.ts";
import { dataCard } from "../report/data-card.ts";
import { jsonText } from "../report/json-text.ts";
import { tableCard } from "../report/table-card.ts";
import { describePlace } from "./describe-place.ts";

/**
 * `profile card`: a data card in Markdown from a stored `dataset.json`, beside it or in a folder of its own. Gives its text and its path.
 * @throws SoundingsError ("usage") when the file is no such report
 */
export async function writeCard(
  path: string,
  folder: string | null,
): Promise<{ readonly card: string; readonly paths: readonly string[] }> {
  const report = parse(path, await readText(path));
  const card = "table" in report ? tableCard(report) : dataCard(report);
  return { card, paths: await writeFiles(folder ?? dirname(path), { "card.md": card }) };
}

/**
 * `profile card --croissant`: a description in Croissant 1.0 from a stored `dataset.json`, beside it or in a folder of its own. Gives its text and its path.
 * @throws SoundingsError ("usage") when the file is no such report, or the data are not where it says
 */
export async function writeCroissant(
  path: string,
  folder: string | null,
  facts: StatedFacts,
): Promise<{ readonly card: string; readonly paths: readonly string[] }> {
  const report = parse(path, await readText(path));
  const card = jsonText(croissantOf(report, await describePlace(report), facts));
  return { card, paths: await writeFiles(folder ?? dirname(path), { "croissant.json": card }) };
}

function parse(path: string, text: string): FileReport | TableReport {
  let value: Partial<FileReport | TableReport> | null = null;
  try {
    value = JSON.parse(text) as Partial<FileReport | TableReport> | null;
  } catch {
    // Said below, as of any other file.
  }
  if (value?.schemaVersion === datasetSchemaVersion && typeof value.labels === "object")
    return value as FileReport | TableReport;
  throw new SoundingsError("usage", `${path} is not the dataset.json of a run`, {
    hint: 'give the file that "profile dataset" wrote, such as reports/<dataset>/dataset.json',
  });
}
