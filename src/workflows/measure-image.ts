import { holdingMedia } from "../io/held-cells.ts";
import { readImage } from "../io/images/read-image.ts";
import type { ImageMeasurement } from "../model/image-measurement.ts";
import { measurePicture } from "../signal/images/measure-picture.ts";

/** One file to measure. */
export interface ImageTask {
  readonly exampleId: string;
  readonly path: string;
}

/** What one file gave, and its picture at 32 x 32 for what is made of all of them. */
export interface SeenImage {
  readonly measurement: ImageMeasurement;
  /** Base64 of red, green and blue of each pixel; null where nothing was decoded. */
  readonly thumbnail: string | null;
}

/** Reads, decodes and measures one file. Never throws for bad data. */
export async function measureImage({ exampleId, path }: ImageTask): Promise<SeenImage> {
  const { image, ...read } = await holdingMedia(path, () => readImage(path));
  const measured = image === null ? null : measurePicture(image);
  return {
    measurement: { exampleId, ...read, pixels: measured?.measurement ?? null },
    thumbnail: measured === null ? null : Buffer.from(measured.thumbnail).toString("base64"),
  };
}

/** The result for a file whose decoder brought its thread down. */
export function crashedImage({ exampleId }: ImageTask, reason: string): SeenImage {
  const problem = { code: "file-unreadable", reason: `its decoder crashed: ${reason}` } as const;
  const nothing = { header: null, pixelSha256: null, pixels: null };
  return { measurement: { exampleId, sizeBytes: 0, ...nothing, problem }, thumbnail: null };
}
