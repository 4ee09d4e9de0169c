import { pipeline, source } from "soundings";
import { drawAugmentations, packClips } from "../../../notebooks/urban/clip-batch.ts";
import type { Clip } from "../../../notebooks/urban/recordings.ts";
import { settings } from "../../../notebooks/urban/settings.ts";
import { createTrainingStep } from "../../../notebooks/urban/train.ts";
import { augmentArrays, logMelOfArrays } from "../../../notebooks/urban/transforms-batched-arrays.ts";

const batchSize = 2;

/**
 * What an epoch of the story's fastest version costs once its clips are in memory. Reading files is left out: two reads scatter by a fifth of
 * their time from round to round, and every trial would take all 48 rounds to say so.
 */
export default pipeline(
  "urban-epoch",
  (parameters) =>
    source("clips", () => Array.from({ length: Number(parameters.clips) }, (_, index) => clips[index % 4]!))
      .batch("batch", batchSize, { collate: packClips })
      .map("augment", ({ samples, labels }, index) => ({
        samples: augmentArrays(samples, drawAugmentations(labels.length, index * batchSize)),
        labels,
      }))
      .map("mel", ({ samples, labels }) => ({ logMel: logMelOfArrays(samples), labels }))
      .consume("train", createTrainingStep()),
  { clips: 8 },
);

const clips: readonly Clip[] = Array.from({ length: 4 }, (_, note) => {
  const hertz = 110 * 2 ** (note / 6);
  const samples = Float32Array.from({ length: settings.clipLength }, (_, n) => {
    const time = n / settings.sampleRateHertz;
    return 0.4 * Math.exp(-2 * time) * Math.sin(2 * Math.PI * hertz * time);
  });
  const durationSeconds = settings.clipLength / settings.sampleRateHertz;
  return { samples, label: "C D E F".split(" ")[note]!, durationSeconds };
});
