import { setImmediate as nextTurn } from "node:timers/promises";
import { addPicture, emptyPictureSums, type PictureSums } from "../explore/images/mean-images.ts";
import { mostDecodingSeconds } from "../io/decoding-limit.ts";
import { holdingMedia } from "../io/held-cells.ts";
import { loadSharp } from "../io/images/decode-image.ts";
import { readImageHeader } from "../io/images/read-image.ts";
import { mapInThreads, siblingModule } from "../io/thread-pool.ts";
import { type Example, labelsOf } from "../model/example.ts";
import type { ImageMeasurement } from "../model/image-measurement.ts";
import { crashedImage, type ImageTask, measureImage, type SeenImage } from "./measure-image.ts";

/** How to measure the images of a dataset. */
interface MeasureImagesOptions {
  /** All examples of the dataset: their labels decide which have a mean of their own. */
  readonly listed: readonly Example[];
  /** Threads at most, at least 1. */
  readonly workerCount: number;
  /** Reads headers alone. */
  readonly isHeadersOnly: boolean;
  /** Aborted, no further file is begun. */
  readonly signal?: AbortSignal | undefined;
  /** Told after each file. */
  readonly onImage?: () => void;
}

/** What all images gave. */
interface MeasuredImages {
  /** In the order of the examples; without those that were not begun when `signal` was aborted. */
  readonly measurements: readonly ImageMeasurement[];
  readonly sums: PictureSums;
}

/** Red, green and blue of 32 x 32 pixels. */
const pictureValues = 3 * 32 * 32;
/** Images per thread below which another one costs more than it brings. */
const imagesPerThread = 24;
/** Files between two looks at what else has happened. */
const filesPerTurn = 64;

/** Measures all files, in threads where that pays; in bounded memory but for a few hundred bytes of each. */
export async function measureImages(
  examples: readonly Example[],
  options: MeasureImagesOptions,
): Promise<MeasuredImages> {
  const sums = emptyPictureSums(options.listed, pictureValues);
  if (options.isHeadersOnly) return { measurements: await readHeaders(examples, options), sums };
  // Said once and here, not of every file.
  await loadSharp();
  const labels = new Map(examples.map((example) => [example.id, labelsOf(example)]));
  const settle = ({ measurement, thumbnail }: SeenImage): void => {
    if (thumbnail !== null)
      addPicture(sums, labels.get(measurement.exampleId) ?? [], Buffer.from(thumbnail, "base64"));
    options.onImage?.();
  };
  return { measurements: await measureAll(examples, options, settle), sums };
}

async function measureAll(
  examples: readonly Example[],
  { workerCount, signal }: MeasureImagesOptions,
  settle: (seen: SeenImage) => void,
): Promise<readonly ImageMeasurement[]> {
  const tasks = examples.map(({ id, path }): ImageTask => ({ exampleId: id, path }));
  const threadCount = Math.min(workerCount, Math.floor(tasks.length / imagesPerThread));
  if (threadCount > 1) {
    return mapInThreads<ImageTask, SeenImage, ImageMeasurement>({
      module: siblingModule(import.meta.url, "measure-image-thread"),
      items: tasks,
      threadCount,
      onCrash: crashedImage,
      keep: ({ measurement }) => measurement,
      limitSeconds: ({ path }) => mostDecodingSeconds(path),
      onResult: settle,
      signal,
    });
  }
  const measurements: ImageMeasurement[] = [];
  for (const task of tasks) {
    if (signal?.aborted) break;
    const seen = await measureImage(task);
    measurements.push(seen.measurement);
    settle(seen);
  }
  return measurements;
}

async function readHeaders(
  examples: readonly Example[],
  { signal, onImage }: MeasureImagesOptions,
): Promise<readonly ImageMeasurement[]> {
  const measurements: ImageMeasurement[] = [];
  for (const [index, { id, path }] of examples.entries()) {
    if (index % filesPerTurn === 0) await nextTurn();
    if (signal?.aborted) break;
    const header = await holdingMedia(path, () => readImageHeader(path));
    measurements.push({ exampleId: id, ...header, pixelSha256: null, pixels: null });
    onImage?.();
  }
  return measurements;
}
