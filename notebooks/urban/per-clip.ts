import { pipeline } from "soundings";
import { drawAugmentation } from "./augmentation.ts";
import { cachedClips, defaultParameters, type LogMelBatch } from "./recordings.ts";
import { createTrainingStep } from "./train.ts";
import { augmentClip, logMelOfClip } from "./transforms-per-clip.ts";

/** One clip at a time, as audio augmentation libraries are applied: each transform takes a clip and gives a new one. */
export default pipeline(
  "urban",
  (parameters) =>
    cachedClips(parameters)
      .map("augment", ({ samples, label }, index) => ({
        samples: augmentClip(samples, drawAugmentation(index)),
        label,
      }))
      .map("mel", ({ samples, label }) => ({ logMel: logMelOfClip(samples), label }))
      .batch("batch", Number(parameters.batch), { collate: packLogMels })
      .consume("train", createTrainingStep()),
  defaultParameters,
);

function packLogMels(clips: readonly { logMel: Float32Array; label: string }[]): LogMelBatch {
  const size = clips[0]?.logMel.length ?? 0;
  const logMel = new Float32Array(clips.length * size);
  clips.forEach((clip, index) => {
    logMel.set(clip.logMel, index * size);
  });
  return { logMel, labels: clips.map((clip) => clip.label) };
}
