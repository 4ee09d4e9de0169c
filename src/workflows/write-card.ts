import { dirname } from "node:path";
import { readText, writeFiles } from "../io/files.ts";
import { type DatasetReport, datasetSchemaVersion } from "../model/dataset-statistics.ts";
import { SoundingsError } from "../model/errors.ts";
import { dataCard } from "../report/data-card.ts";

/**
 * `profile card`: a data card in Markdown from a stored `dataset.json`, beside it or in a folder of its own. Gives its text and its path.
 * @throws SoundingsError ("usage") when the file is no such report
 */
export async function writeCard(
  path: string,
  folder: string | null,
): Promise<{ readonly card: string; readonly paths: readonly string[] }> {
  const card = dataCard(parse(path, await readText(path)));
  return { card, paths: await writeFiles(folder ?? dirname(path), { "card.md": card }) };
}

function parse(path: string, text: string): DatasetReport {
  let value: Partial<DatasetReport> | null = null;
  try {
    value = JSON.parse(text) as Partial<DatasetReport> | null;
  } catch {
    // Said below, as of any other file.
  }
  if (value?.schemaVersion === datasetSchemaVersion && typeof value.labels === "object")
    return value as DatasetReport;
  throw new SoundingsError("usage", `${path} is not the dataset.json of a run`, {
    hint: 'give the file that "profile dataset" wrote, such as reports/<dataset>/dataset.json',
  });
}
