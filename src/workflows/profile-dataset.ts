import { openDataset } from "../datasets/open-dataset.ts";
import { summarizeDataset } from "../explore/summarize-dataset.ts";
import type { MeydaRecords } from "../explore/summarize-meyda.ts";
import { readDate } from "../io/clocks.ts";
import { tool } from "../io/tool.ts";
import { type DatasetReport, datasetSchemaVersion } from "../model/dataset-statistics.ts";
import { meydaVersion } from "../signal/meyda-features.ts";
import { type MeasuredClip, meydaFrames } from "./measure-clip.ts";
import { measureClips } from "./measure-clips.ts";

/** What to look at, and how. */
export interface ProfileDatasetOptions {
  /** Folder or manifest. */
  readonly path: string;
  /** Pattern of file names, such as `{label}_{group}_{index}.wav`; left out when names say nothing. */
  readonly labelPattern?: string | undefined;
  /** Columns of a manifest; left out, they are guessed from usual names. */
  readonly labelColumn?: string | undefined;
  readonly pathColumn?: string | undefined;
  readonly splitColumn?: string | undefined;
  readonly groupColumn?: string | undefined;
  /** `meyda` adds features under Meyda's own names. */
  readonly features: "none" | "meyda";
  readonly workerCount: number;
  /** Leaves out what differs from run to run: the date. */
  readonly isReproducible: boolean;
  /** Told after each file: files done, files in all, seconds of audio so far. */
  readonly onProgress?: (doneCount: number, totalCount: number, audioSeconds: number) => void;
}

/**
 * `profile dataset`: lists a dataset, decodes and measures each file, and gives the whole of `dataset.json`.
 * @throws SoundingsError ("usage") when there is nothing to look at
 */
export async function profileDataset(options: ProfileDatasetOptions): Promise<DatasetReport> {
  const { labelPattern, labelColumn, pathColumn, splitColumn, groupColumn } = options;
  const layout = { labelPattern, labelColumn, pathColumn, splitColumn, groupColumn };
  const dataset = await openDataset(options.path, layout);
  let audioSeconds = 0;
  const measured = await measureClips(dataset.examples, {
    workerCount: options.workerCount,
    withMeyda: options.features === "meyda",
    onClip: ({ measurement }: MeasuredClip, doneCount) => {
      audioSeconds += measurement.clip?.durationSeconds ?? 0;
      options.onProgress?.(doneCount, dataset.examples.length, audioSeconds);
    },
  });
  const statistics = summarizeDataset(
    dataset,
    measured.map(({ measurement }) => measurement),
    options.features === "meyda" ? { meyda: meydaRecords(measured) } : {},
  );
  return {
    schemaVersion: datasetSchemaVersion,
    tool,
    source: options.path,
    ...(options.isReproducible ? {} : { createdAt: readDate() }),
    options: { ...asValues(layout), features: options.features },
    method: "exact",
    ...statistics,
  };
}

function meydaRecords(measured: readonly MeasuredClip[]): MeydaRecords {
  const byExampleId = new Map(
    measured.flatMap(({ measurement, meyda }) => (meyda ? [[measurement.exampleId, meyda]] : [])),
  );
  return { version: meydaVersion, ...meydaFrames, byExampleId };
}

/** Options as stored: null for what was left out. */
function asValues(
  options: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | null>> {
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name, value ?? null]));
}
