import { join } from "node:path";
import { snapshotFiles } from "../explore/snapshot-files.ts";
import { removeJournal } from "../io/journal.ts";
import { writePart } from "../io/part-store.ts";
import type { Shard } from "../model/dataset-part.ts";
import { SoundingsError } from "../model/errors.ts";
import { type FilePart, measuredCountOf } from "../model/image-part.ts";
import type { FileReport } from "../model/image-report.ts";
import { holdAgainst } from "./diff-datasets.ts";
import { type KnownDataset, knowDataset } from "./know-dataset.ts";
import type { MeasureDatasetOptions } from "./measure-dataset.ts";
import { type DescribedFiles, describeFiles, measureFiles, writeFilesReport } from "./measure-files.ts";
import { listedCount } from "./part-listing.ts";
import type { ProfileDatasetOptions } from "./profile-dataset.ts";
import { reportFolder } from "./report-folder.ts";
import type { DatasetPageOptions, WrittenReport } from "./write-reports.ts";

/** A run that leaves files behind. */
interface RunOptions {
  /** Where to write: a folder for a report, null for its usual one; a file for a part. */
  readonly out: string | null;
  /** Takes up what an earlier run left that was stopped or killed. */
  readonly resume: boolean;
  /** What the dataset is held against: another dataset, a part of it, or a `dataset.json`. */
  readonly referencePath?: string | undefined;
}

/** What a run has left. */
export interface DatasetRun {
  readonly report: FileReport;
  readonly written: WrittenReport;
  /** Examples that were not measured, because the run was stopped. */
  readonly missingCount: number;
}

/**
 * Measures a dataset and writes its report. A journal beside the report lets a run that was stopped or killed be taken up; it goes
 * once the report is whole.
 * @throws SoundingsError ("usage") when there is nothing to look at, ("run") when the disk refuses
 */
export async function runDataset(
  options: ProfileDatasetOptions & DatasetPageOptions & RunOptions,
): Promise<DatasetRun> {
  const { out, resume } = options;
  const pathFor = (name: string): string => join(out ?? reportFolder(name), ".dataset.journal");
  const { referencePath } = options;
  const reference = referencePath === undefined ? null : await knowDataset(referencePath, options);
  const part = await measureFiles(options, { pathFor, resume });
  const described = withReference(await describeFiles(part, options), part, reference);
  const written = await writeFilesReport(described, out, options);
  const missingCount = listedCount(part) - measuredCountOf(part);
  // A look at the headers alone leaves what a run over the samples has remembered.
  if (missingCount === 0 && !options.isHeadersOnly) removeJournal(pathFor(part.listing.name));
  return { report: described.report, written, missingCount };
}

/** A report, held against a reference where there is one. */
function withReference(
  described: DescribedFiles,
  part: FilePart,
  reference: KnownDataset | null,
): DescribedFiles {
  if (reference === null) return described;
  const side = { name: part.listing.name, source: part.source, knownFrom: "files" } as const;
  const { report } = described;
  const comparison = holdAgainst(reference, { side, report, snapshot: snapshotFiles(part, report) });
  // Both kinds of report have such a section.
  return { ...described, report: { ...report, reference: comparison } } as DescribedFiles;
}

/**
 * Measures a shard of a dataset and writes its part for `profile merge`; gives the part's path.
 * @throws SoundingsError ("run") when the run was stopped: half a shard is no part
 */
export async function runShard(
  options: MeasureDatasetOptions & RunOptions & { readonly out: string; readonly shard: Shard },
): Promise<string> {
  const { out, resume, shard, signal } = options;
  const pathFor = (): string => `${out}.journal`;
  const part = await measureFiles(options, { pathFor, resume });
  if (signal?.aborted) {
    throw new SoundingsError(
      "run",
      `stopped in shard ${shard.number}: ${measuredCountOf(part)} files are measured`,
      {
        hint: "the same command with --resume goes on with the others",
      },
    );
  }
  const path = await writePart(out, part);
  removeJournal(pathFor());
  return path;
}
