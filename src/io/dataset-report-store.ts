import { stat } from "node:fs/promises";
import { datasetSchemaVersion } from "../model/dataset-statistics.ts";
import type { FileReport } from "../model/image-report.ts";
import { notStored, readStored, type StoredKind } from "./stored-json.ts";
import { type Check, count, dictionaryOf, exactly, listOf, number, record, text } from "./value-checks.ts";

const kind: StoredKind = {
  schemaVersion: datasetSchemaVersion,
  what: "a dataset.json of files",
  saveCommand: "profile dataset <path>",
};

const checkHead: Check = record({
  schemaVersion: exactly(datasetSchemaVersion),
  source: text,
  method: text,
  options: dictionaryOf(() => null),
  dataset: record({
    name: text,
    exampleCount: count,
    totalDurationSeconds: number,
    totalBytes: number,
    splits: dictionaryOf(count),
  }),
  labels: record({ unlabelledCount: count, entries: listOf(record({ label: text, count })) }),
  findings: listOf(
    record({ code: text, severity: text, subject: text, message: text, evidence: record({ count }) }),
  ),
});

const checkSound: Check = record({
  format: record({
    sampleRatesHertz: dictionaryOf(count),
    channelCounts: dictionaryOf(count),
    bitDepths: dictionaryOf(count),
    codecs: dictionaryOf(count),
    containers: dictionaryOf(count),
  }),
});

const checkImages: Check = record({
  images: record({
    formats: dictionaryOf(count),
    modes: dictionaryOf(count),
    bitDepths: dictionaryOf(count),
    orientations: dictionaryOf(count),
    sizes: dictionaryOf(count),
    sizeCount: count,
  }),
});

/** What a comparison by counts looks at. */
function checkShape(value: unknown): string | null {
  const isOfImages = typeof value === "object" && value !== null && "images" in value;
  return checkHead(value, "") ?? (isOfImages ? checkImages : checkSound)(value, "");
}

/** A stored `dataset.json`, and when it was made: as it says, or else when its file was written. ISO 8601, UTC. */
export interface StoredReport {
  readonly report: FileReport;
  readonly createdAt: string;
}

/**
 * The `dataset.json` at a path. Throws SoundingsError("baseline") when it is missing, cannot be read, is of another version, or is something else;
 * the message names the file and the field.
 */
export async function readDatasetReport(path: string): Promise<StoredReport> {
  const stored = await readStored(path, kind);
  const complaint = checkShape(stored);
  if (complaint !== null) throw notStored(path, complaint, kind);
  const report = stored as FileReport;
  if (report.options["redact"] === true)
    throw notStored(path, "it is redacted, and hides the names of labels", kind);
  return { report, createdAt: report.createdAt ?? (await stat(path)).mtime.toISOString() };
}
