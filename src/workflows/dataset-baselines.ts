import { driftsSince } from "../explore/creep.ts";
import { defaultDriftRule } from "../explore/find-drift.ts";
import { snapshotFiles } from "../explore/snapshot-files.ts";
import { readDate } from "../io/clocks.ts";
import { readDatasetBaseline, writeDatasetBaseline } from "../io/dataset-baseline-store.ts";
import { exists } from "../io/files.ts";
import { readGit } from "../io/machine.ts";
import { listStored, storedPath } from "../io/stored-json.ts";
import type { LedgerEntry } from "../model/baseline.ts";
import { layouts } from "../model/dataset.ts";
import type { DatasetAnchor, DatasetBaseline, DatasetSnapshot } from "../model/dataset-snapshot.ts";
import { SoundingsError } from "../model/errors.ts";
import { type FilePart, measuredCountOf } from "../model/image-part.ts";
import type { FileReport } from "../model/image-report.ts";
import type { MeasureDatasetOptions } from "./measure-dataset.ts";
import { measureFiles, reportFiles } from "./measure-files.ts";

/** Folder of the stored datasets, relative to the working folder. */
export const datasetFolder = ".soundings/datasets";

/** What is needed to measure a dataset again as its baseline was measured. */
export type RemeasureOptions = Pick<MeasureDatasetOptions, "workerCount" | "signal" | "onProgress"> & {
  /** Path of the dataset; null takes the baseline's own. */
  readonly path: string | null;
};

/**
 * `profile baseline save --dataset`: measures a dataset and stores what later ones are compared with.
 * @throws SoundingsError ("usage") when there is one of this name: replacing it takes a reason
 */
export async function saveDataset(
  name: string,
  options: MeasureDatasetOptions,
): Promise<{ readonly path: string; readonly baseline: DatasetBaseline }> {
  if (await exists(storedPath(datasetFolder, name))) {
    throw new SoundingsError("usage", `there is a stored dataset ${name} already`, {
      hint: `to replace it, say why: profile baseline accept ${name} --dataset --reason "<why>"`,
    });
  }
  return store(name, await snapshotOf(options), []);
}

/**
 * `profile baseline accept --dataset`: measures a dataset as its baseline was measured, and stores it in its place, with the
 * reason in the ledger. An older state stays as the anchor until the dataset has drifted from it.
 * @throws SoundingsError ("baseline") when there is none to replace
 */
export async function acceptDataset(
  name: string,
  reason: string,
  options: RemeasureOptions,
): Promise<{ readonly path: string; readonly baseline: DatasetBaseline }> {
  const before = await readDatasetBaseline(datasetFolder, name);
  const snapshot = await snapshotOf(optionsAsBefore(before, options));
  const entry: LedgerEntry = { acceptedAt: readDate(), commit: readGit(".")?.commit ?? null, reason };
  return store(name, snapshot, [...before.ledger, entry], anchorFor(before, snapshot));
}

/** The older state that stays, so that small steps are added up; none where all that they have added up to is what was accepted just now. */
function anchorFor(before: DatasetBaseline, after: DatasetSnapshot): DatasetAnchor | null {
  const { numberNames, attributeNames, examples, createdAt, commit } = before;
  const anchor = before.anchor ?? { numberNames, attributeNames, examples, createdAt, commit };
  const shared = { ...defaultDriftRule, alpha: defaultDriftRule.alpha / 2 };
  return driftsSince(anchor, after, shared).length > 0 ? null : anchor;
}

/** `profile baseline list`: the names of the stored datasets. */
export function namesOfDatasets(): Promise<readonly string[]> {
  return listStored(datasetFolder);
}

/** How a dataset has to be measured to be comparable with a stored one. */
export function optionsAsBefore(
  { source, options, method }: Pick<DatasetSnapshot, "source" | "options" | "method">,
  { path, workerCount, signal, onProgress }: RemeasureOptions,
): MeasureDatasetOptions {
  const choice = (name: string): string | undefined => {
    const value = options[name];
    return typeof value === "string" ? value : undefined;
  };
  const layout = layouts.find((known) => known === options["layout"]);
  return {
    path: path ?? source,
    layout,
    labelPattern: choice("labelPattern"),
    labelColumn: choice("labelColumn"),
    labelSeparator: choice("labelSeparator"),
    pathColumn: choice("pathColumn"),
    splitColumn: choice("splitColumn"),
    groupColumn: choice("groupColumn"),
    features: "none",
    isSpeech: options["speech"] === true,
    isHeadersOnly: method === "headers",
    workerCount,
    signal,
    onProgress,
  };
}

/** Measures a dataset and keeps what comparisons need; throws as `wholeReport` does. */
export async function snapshotOf(options: MeasureDatasetOptions): Promise<DatasetSnapshot> {
  const { part, report } = await wholeReport(options);
  return snapshotFiles(part, report);
}

/**
 * Measures a dataset and reports on it.
 * @throws SoundingsError ("run") when it was stopped, or holds nothing: half a dataset is none
 */
export async function wholeReport(
  options: MeasureDatasetOptions,
): Promise<{ readonly part: FilePart; readonly report: FileReport }> {
  const part = await measureFiles(options);
  const missingCount = part.listing.examples.length - measuredCountOf(part);
  if (missingCount > 0) {
    throw new SoundingsError("run", `stopped: ${missingCount} of its files were not measured`, {
      hint: "let it run to its end: half a dataset cannot be compared",
    });
  }
  if (measuredCountOf(part) === 0) {
    throw new SoundingsError("run", `nothing was measured: ${options.path} holds no example`);
  }
  return { part, report: await reportFiles(part, { isReproducible: true }) };
}

async function store(
  name: string,
  snapshot: DatasetSnapshot,
  ledger: readonly LedgerEntry[],
  anchor: DatasetAnchor | null = null,
): Promise<{ readonly path: string; readonly baseline: DatasetBaseline }> {
  const git = readGit(".");
  const baseline: DatasetBaseline = {
    ...snapshot,
    name,
    createdAt: readDate(),
    commit: git?.commit ?? null,
    isDirty: git?.isDirty ?? null,
    ledger,
    ...(anchor === null ? {} : { anchor }),
  };
  return { path: await writeDatasetBaseline(datasetFolder, baseline), baseline };
}
