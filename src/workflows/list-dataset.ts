import { type DatasetOptions, openDataset } from "../datasets/open-dataset.ts";
import type { Dataset } from "../model/dataset.ts";
import { layoutChoices } from "./part-head.ts";

/**
 * What is listed at `path`: a folder, a manifest, a shard.
 * @throws SoundingsError ("usage") when there is nothing to look at
 */
export async function listDataset(path: string, options: DatasetOptions): Promise<Dataset> {
  return openDataset(path, layoutChoices(options));
}
