import { snapshotFiles } from "../explore/snapshot-files.ts";
import { readText } from "../io/files.ts";
import { looksLikePart, readPart } from "../io/part-store.ts";
import type { DatasetSnapshot } from "../model/dataset-snapshot.ts";
import { type DatasetReport, datasetSchemaVersion } from "../model/dataset-statistics.ts";
import { SoundingsError } from "../model/errors.ts";
import type { FileReport, ImageReport } from "../model/image-report.ts";
import type { DiffSide } from "../model/reference-comparison.ts";
import type { TableReport } from "../model/table-report.ts";
import { measureFiles, reportFiles } from "./measure-files.ts";
import type { MeasuredDatasetOptions } from "./measured-dataset.ts";

/** What is known of a dataset of files. */
export interface KnownDataset {
  readonly side: DiffSide;
  readonly report: FileReport;
  /** Example by example; null where only statistics are known. */
  readonly snapshot: DatasetSnapshot | null;
}

/**
 * A dataset of files: a folder, a manifest, a stored part, or a stored `dataset.json`.
 * @throws SoundingsError ("usage") when it is none of them
 */
export async function knowDataset(
  path: string,
  options: Omit<MeasuredDatasetOptions, "path">,
): Promise<KnownDataset> {
  const stored = await storedReport(path);
  if (stored !== null && "table" in stored) {
    throw new SoundingsError("usage", `${path} is the report of a plain table, and the other one is none`, {
      hint: "compare tables with tables, and datasets of files with such",
    });
  }
  if (stored !== null) {
    const side = { name: stored.dataset.name, source: path, knownFrom: "statistics" } as const;
    return { side, report: stored, snapshot: null };
  }
  const isPart = await looksLikePart(path);
  // What the caller has listed is the other side.
  const own = { ...options, path, listed: undefined, features: "none" } as const;
  const part = isPart ? await readPart(path) : await measureFiles(own);
  const report = await reportFiles(part, { isReproducible: true });
  return {
    side: { name: part.listing.name, source: path, knownFrom: isPart ? "part" : "files" },
    report,
    snapshot: snapshotFiles(part, report),
  };
}

/**
 * A stored `dataset.json`, of files or of a table; null for any other file.
 * @throws SoundingsError ("usage") when it cannot be read or is of another version
 */
export async function storedReport(path: string): Promise<FileReport | TableReport | null> {
  if (!/\.json$/i.test(path)) return null;
  let value: Partial<DatasetReport & ImageReport & TableReport> | null;
  try {
    value = JSON.parse(await readText(path)) as typeof value;
  } catch (thrown) {
    if (thrown instanceof SoundingsError) throw thrown;
    // A manifest of NeMo is JSON by its name, and a JSON object in each line.
    return null;
  }
  const isOfFiles = typeof value?.duration === "object" || typeof value?.images === "object";
  const isOfTable = typeof value?.table === "object" && Array.isArray(value.columns);
  const isReport = typeof value?.labels === "object" && "dataset" in value && (isOfFiles || isOfTable);
  if (!isReport) return null;
  if (value?.schemaVersion === datasetSchemaVersion) return value as FileReport | TableReport;
  throw new SoundingsError(
    "usage",
    `${path} has schemaVersion ${String(value?.schemaVersion)}; this version of Soundings reads ${datasetSchemaVersion}`,
    {
      hint: "make it anew with profile dataset",
    },
  );
}
