import { pipeline } from "soundings";
import { drawAugmentations, packClips } from "./clip-batch.ts";
import { cachedClips, defaultParameters } from "./recordings.ts";
import { createTrainingStep } from "./train.ts";
import { augmentArrays, logMelOfArrays } from "./transforms-batched-arrays.ts";

/** A batch at a time in typed arrays: buffers and tables made once, real Fourier transforms, no angle computed. */
export default pipeline(
  "urban",
  (parameters) => {
    const size = Number(parameters.batch);
    return cachedClips(parameters)
      .batch("batch", size, { collate: packClips })
      .map("augment", ({ samples, labels }, index) => ({
        samples: augmentArrays(samples, drawAugmentations(labels.length, index * size)),
        labels,
      }))
      .map("mel", ({ samples, labels }) => ({ logMel: logMelOfArrays(samples), labels }))
      .consume("train", createTrainingStep());
  },
  defaultParameters,
);
