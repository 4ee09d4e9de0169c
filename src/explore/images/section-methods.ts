import type { SectionMethod } from "../../model/dataset-statistics.ts";

const absent: SectionMethod = { method: "absent", reason: "only headers were read" };

/** How sections of a report on images were computed that were not computed by its own method. */
export function imageSectionMethods(isHeadersOnly: boolean): Readonly<Record<string, SectionMethod>> {
  const shortcuts: SectionMethod = {
    method: "sampled",
    reason: "5,000 images at most; folds and at most 999 permutations from a fixed seed",
  };
  if (isHeadersOnly) {
    return {
      ...{ duplicates: absent, means: absent, shortcuts },
      ...{ "images.brightness": absent, "images.contrast": absent, "images.sharpness": absent },
    };
  }
  return {
    "duplicates.nearPairs": {
      method: "sketched",
      reason:
        "looked up by perceptual hash, then verified by correlation: a pair that is named is exact, an altered copy may be missed",
    },
    shortcuts,
  };
}
