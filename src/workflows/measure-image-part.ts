import { itemsOfShard } from "../explore/dataset-part.ts";
import { shardPictures } from "../explore/images/mean-images.ts";
import type { Dataset } from "../model/dataset.ts";
import type { ImagePart } from "../model/image-part.ts";
import type { MeasureDatasetOptions } from "./measure-dataset.ts";
import { measureImages } from "./measure-images.ts";
import { partHead, wholeShard } from "./part-head.ts";

/** What a look at images takes of the options of a run. */
export type MeasureImagePartOptions = Omit<MeasureDatasetOptions, "listed" | "features" | "isSpeech">;

/** Measures a dataset of images, or a shard of it. When `signal` is aborted it holds fewer images than the shard has examples. */
export async function measureImagePart(
  dataset: Dataset,
  options: MeasureImagePartOptions,
): Promise<ImagePart> {
  const { shard = wholeShard, isHeadersOnly = false, workerCount, signal, onProgress } = options;
  const mine = itemsOfShard(dataset.examples, shard);
  let doneCount = 0;
  const tell = (): void =>
    onProgress?.({ doneCount, totalCount: mine.length, audioSeconds: null, totalAudioSeconds: null });
  tell();
  const onImage = (): void => {
    doneCount++;
    tell();
  };
  const { measurements, sums } = await measureImages(mine, {
    ...{ listed: dataset.examples, workerCount, isHeadersOnly, signal, onImage },
  });
  return {
    ...partHead(dataset, options),
    shards: [shard.number],
    images: measurements,
    pictures: [shardPictures(sums, shard.number)],
  };
}
