import { aspectRatioOf, type MeasuredImage, pixelsOf } from "./measured-image.ts";

/**
 * What says how a picture looks, without what is in it: its shape, its light, its contrast, its sharpness, its colours, and the lowest frequencies of its luma
 * as the bits of its perceptual hash have them; null where it was not decoded, or is of one colour.
 */
export function imageFeatures(item: MeasuredImage): readonly number[] | null {
  const [pixels, shape] = [pixelsOf(item), aspectRatioOf(item)];
  if (pixels === null || shape === null || pixels.perceptualHash === null) return null;
  const { brightness, contrast, sharpness, darkLuma, lightLuma, meanColor, perceptualHash } = pixels;
  const [red, green, blue] = meanColor;
  return [
    ...[Math.log(shape), brightness, contrast, Math.log(1 + sharpness), darkLuma, lightLuma],
    ...[red - green, green - blue],
    ...bitsOf(perceptualHash),
  ];
}

/** Sign of each frequency: 1 or 0. */
function bitsOf(hash: string): readonly number[] {
  return [...hash].flatMap((digit) => {
    const value = Number.parseInt(digit, 16);
    return [8, 4, 2, 1].map((bit) => ((value & bit) === 0 ? 0 : 1));
  });
}
