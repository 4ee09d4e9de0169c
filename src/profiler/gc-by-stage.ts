import type { GcPause } from "./effects.ts";
import type { Slice } from "./run-record.ts";

/** Seconds of garbage collection within the slices of each stage. Pauses and slices are in order of time. */
export function gcSecondsByStage(
  pauses: readonly GcPause[],
  slices: readonly Slice[],
  stageCount: number,
): readonly number[] {
  const seconds = Array.from({ length: stageCount }, () => 0);
  let sliceIndex = 0;
  for (const pause of pauses) {
    while (sliceIndex < slices.length && slices[sliceIndex]!.endSeconds < pause.startSeconds) sliceIndex++;
    const slice = slices[sliceIndex];
    if (slice === undefined || slice.startSeconds > pause.startSeconds) continue;
    seconds[slice.stageIndex] = (seconds[slice.stageIndex] ?? 0) + pause.durationSeconds;
  }
  return seconds;
}
