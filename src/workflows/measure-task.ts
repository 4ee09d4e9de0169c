import { hashFile } from "../io/hash-file.ts";
import type { MeasuredClip } from "../model/dataset-part.ts";
import { type ClipTask, crashedClip, measureClip } from "./measure-clip.ts";

/** One file to measure, and perhaps to remember. */
export interface MeasureTask extends ClipTask {
  /** Whether a journal wants to know the file again. */
  readonly withContentHash: boolean;
}

/** What one file gave, and which bytes gave it. */
export interface HashedClip {
  readonly clip: MeasuredClip;
  /** SHA-256 of the file's bytes, hex; null when not asked for or not readable. */
  readonly contentSha256: string | null;
}

/** Measures one file, and hashes its bytes if asked to. Never throws for bad data. */
export async function measureTask(task: MeasureTask): Promise<HashedClip> {
  // Hashed first: of a file that changes in between, the hash never vouches for the measurement.
  const contentSha256 = task.withContentHash ? hashFile(task.path) : null;
  return { clip: await measureClip(task), contentSha256 };
}

/** The result for a file whose decoder brought its thread down; it is tried again when the run is taken up. */
export function crashedTask(task: MeasureTask, reason: string): HashedClip {
  return { clip: crashedClip(task, reason), contentSha256: null };
}
