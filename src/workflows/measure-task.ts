import { type ClipTask, type HashedClip, measureHashed } from "./measure-clip.ts";

/** One file to measure, and perhaps to remember. */
export interface MeasureTask extends ClipTask {
  /** Whether a journal wants to know the file again. */
  readonly withContentHash: boolean;
}

/** Measures one file, and hashes its bytes if asked to. Never throws for bad data. */
export function measureTask(task: MeasureTask): Promise<HashedClip> {
  return measureHashed(task, task.withContentHash);
}
