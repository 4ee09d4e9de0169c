import { loadTensorBackend, pipeline, SoundingsError } from "soundings";
import { drawAugmentations, packClips } from "./clip-batch.ts";
import { cachedClips, defaultParameters } from "./recordings.ts";
import { createTrainingStep } from "./train.ts";
import { createTensorTransforms, type TensorTransforms } from "./transforms-batched-tensors.ts";

/** A batch at a time in TensorFlow.js, on the fastest backend that is installed. */
export default pipeline(
  "urban",
  async (parameters) => {
    const size = Number(parameters.batch);
    const transforms = await openTransforms();
    return cachedClips(parameters)
      .batch("batch", size, { collate: packClips })
      .map("augment", ({ samples, labels }, index) => ({
        samples: transforms.augment(samples, drawAugmentations(labels.length, index * size)),
        labels,
      }))
      .map("mel", ({ samples, labels }) => {
        const logMel = transforms.logMel(samples);
        samples.dispose();
        return { logMel, labels };
      })
      .consume("train", createTrainingStep());
  },
  defaultParameters,
);

let opened: Promise<TensorTransforms> | null = null;

/** The transforms with their tables, once for all runs of this process. */
function openTransforms(): Promise<TensorTransforms> {
  opened ??= loadTensorBackend().then((backend) => {
    if (backend.tf === null) throw new SoundingsError("usage", backend.reason);
    return createTensorTransforms(backend.tf);
  });
  return opened;
}
