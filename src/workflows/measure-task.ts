import { type ClipTask, measureTagged, type TaggedClip } from "./measure-clip.ts";

/** One file to measure, and perhaps to remember. */
export interface MeasureTask extends ClipTask {
  /** Whether a journal wants to know the file again. */
  readonly withContentTag: boolean;
}

/** Measures one file, and tags its bytes if asked to. Never throws for bad data. */
export function measureTask(task: MeasureTask): Promise<TaggedClip> {
  return measureTagged(task, task.withContentTag);
}
