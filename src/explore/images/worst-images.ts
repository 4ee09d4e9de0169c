import type { WorstClips } from "../../model/clip-evidence.ts";
import type { Finding } from "../../model/finding.ts";
import type { PixelMeasurement } from "../../model/image-measurement.ts";
import { type Symptom, worstExamples } from "../worst-clips.ts";
import { aspectRatioOf, isBlank, type MeasuredImage, pixelCountOf, pixelsOf } from "./measured-image.ts";

/** Kinds of finding of which a number says how bad an image is. */
const symptoms: ReadonlyMap<string, Symptom<MeasuredImage>> = new Map([
  ["image-blank", least((item) => pixelsOf(item)?.contrast ?? null)],
  ["image-dark", least(unlessBlank((pixels) => pixels.lightLuma))],
  ["image-light", greatest(unlessBlank((pixels) => pixels.darkLuma))],
  ["image-blurred", least(unlessBlank((pixels) => pixels.sharpness || null))],
  ["image-small", least(pixelCountOf)],
  ["odd-aspect-ratio", greatest(elongationOf)],
]);

function unlessBlank(read: (pixels: PixelMeasurement) => number | null): Symptom<MeasuredImage>["observe"] {
  return (item) => {
    const pixels = pixelsOf(item);
    return pixels === null || isBlank(item) ? null : read(pixels);
  };
}

function elongationOf(item: MeasuredImage): number | null {
  const ratio = aspectRatioOf(item);
  return ratio === null ? null : Math.max(ratio, 1 / ratio);
}

function least(observe: Symptom<MeasuredImage>["observe"]): Symptom<MeasuredImage> {
  return { observe, badness: (observed) => -observed };
}

function greatest(observe: Symptom<MeasuredImage>["observe"]): Symptom<MeasuredImage> {
  return { observe, badness: (observed) => observed };
}

/** For each kind of finding that images show, the worst of them; in the order of `findings`. */
export function worstImages(
  findings: readonly Finding[],
  items: readonly MeasuredImage[],
): readonly WorstClips[] {
  return worstExamples(findings, items, { symptoms, canShow: (item) => pixelsOf(item) !== null });
}
