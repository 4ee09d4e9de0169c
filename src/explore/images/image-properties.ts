import type { ExampleProperty } from "../example-property.ts";
import { aspectRatioOf, bytesPerPixelOf, headerOf, type MeasuredImage, pixelsOf } from "./measured-image.ts";

/** Cheap properties by which a model can tell images without seeing what is in them: how they were taken and stored. */
export const imageProperties: readonly ExampleProperty<MeasuredImage>[] = [
  { name: "widthPixels", valueOf: (item) => headerOf(item)?.widthPixels ?? null },
  { name: "heightPixels", valueOf: (item) => headerOf(item)?.heightPixels ?? null },
  { name: "aspectRatio", valueOf: aspectRatioOf },
  { name: "bytesPerPixel", valueOf: bytesPerPixel },
  { name: "brightness", valueOf: (item) => pixelsOf(item)?.brightness ?? null },
  { name: "contrast", valueOf: (item) => pixelsOf(item)?.contrast ?? null },
  { name: "sharpness", valueOf: (item) => pixelsOf(item)?.sharpness ?? null },
  { name: "format", valueOf: (item) => headerOf(item)?.format ?? null },
  { name: "mode", valueOf: (item) => headerOf(item)?.mode ?? null },
  { name: "bitDepth", valueOf: (item) => headerOf(item)?.bitDepth ?? null },
  {
    name: "orientation",
    valueOf: (item) => (headerOf(item) === null ? null : (headerOf(item)?.orientation ?? 1)),
  },
];

function bytesPerPixel(item: MeasuredImage): number | null {
  const value = bytesPerPixelOf(item);
  // To three digits: the few bytes of a header would otherwise say how large a picture is, which is another property.
  return value === null ? null : Number(value.toPrecision(3));
}
