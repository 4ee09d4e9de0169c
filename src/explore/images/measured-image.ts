import type { ImageHeader, ImageMeasurement, PixelMeasurement } from "../../model/image-measurement.ts";
import type { ExampleItem } from "../measured-example.ts";

/** An example with what was measured of its image. */
export interface MeasuredImage extends ExampleItem {
  /** Null when it was not measured. */
  readonly measurement: ImageMeasurement | null;
}

/** Its header; null where there is none that could be read. */
export function headerOf({ measurement }: MeasuredImage): ImageHeader | null {
  return measurement?.header ?? null;
}

/** What its pixels measure; null where none were decoded. */
export function pixelsOf({ measurement }: MeasuredImage): PixelMeasurement | null {
  return measurement?.pixels ?? null;
}

/** Whether it could be decoded, or at least its header be read where nothing was to be decoded. */
export function isReadable(item: MeasuredImage, isHeadersOnly: boolean): boolean {
  return isHeadersOnly ? headerOf(item) !== null : pixelsOf(item) !== null;
}

/** Width over height, as stored. */
export function aspectRatioOf(item: MeasuredImage): number | null {
  const header = headerOf(item);
  return header === null ? null : header.widthPixels / header.heightPixels;
}

/** Pixels of the picture. */
export function pixelCountOf(item: MeasuredImage): number | null {
  const header = headerOf(item);
  return header === null ? null : header.widthPixels * header.heightPixels;
}

/** Size of the file over the pixels of its picture. */
export function bytesPerPixelOf(item: MeasuredImage): number | null {
  const pixelCount = pixelCountOf(item);
  return pixelCount === null ? null : (item.measurement?.sizeBytes ?? 0) / pixelCount;
}

/** Hash of its decoded pixels; null where none were decoded. */
export function pixelHashOf({ measurement }: MeasuredImage): string | null {
  return measurement?.pixelSha256 ?? null;
}

/** Standard deviation of luma below which a picture shows nothing. */
export const leastContrast = 2;

/** Whether a picture was decoded and is of one colour, or nearly. */
export function isBlank(item: MeasuredImage): boolean {
  return (pixelsOf(item)?.contrast ?? leastContrast) < leastContrast;
}
