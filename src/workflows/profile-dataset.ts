import type { DatasetReport } from "../model/dataset-statistics.ts";
import { type MeasureDatasetOptions, measureDataset } from "./measure-dataset.ts";
import { type ReportOptions, reportPart } from "./report-part.ts";

/** What to look at, and how. */
export interface ProfileDatasetOptions extends Omit<MeasureDatasetOptions, "shard">, ReportOptions {}

/**
 * `profile dataset`: lists a dataset, decodes and measures each file, and gives the whole of `dataset.json`.
 * @throws SoundingsError ("usage") when there is nothing to look at
 */
export async function profileDataset(options: ProfileDatasetOptions): Promise<DatasetReport> {
  return reportPart(await measureDataset(options), options);
}
