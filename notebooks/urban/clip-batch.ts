import { type Augmentation, drawAugmentation } from "./augmentation.ts";
import type { Clip } from "./recordings.ts";
import { settings } from "./settings.ts";

/** Clips side by side in one array. */
export interface ClipBatch {
  /** [labels.length, clipLength]. */
  readonly samples: Float32Array;
  readonly labels: readonly string[];
}

/** Copies clips into one array. */
export function packClips(clips: readonly Clip[]): ClipBatch {
  const samples = new Float32Array(clips.length * settings.clipLength);
  clips.forEach((clip, index) => {
    samples.set(clip.samples, index * settings.clipLength);
  });
  return { samples, labels: clips.map((clip) => clip.label) };
}

/** The draws for a batch: those its clips would get one by one, counted from `firstClipIndex`. */
export function drawAugmentations(count: number, firstClipIndex: number): Augmentation[] {
  return Array.from({ length: count }, (_, index) => drawAugmentation(firstClipIndex + index));
}
