import { type ClipTask, measureTagged, type TaggedClip } from "./measure-clip.ts";

/** One file to measure, and perhaps to remember. */
export interface MeasureTask extends Omit<ClipTask, "path"> {
  /** Where it is, unless `pathBefore` and its id say that. */
  readonly path?: string;
  /** What comes before the ids in the paths of most files: told once, and not for a hundred thousand. */
  readonly pathBefore: string;
  /** Whether a journal wants to know the file again. */
  readonly withContentTag: boolean;
}

/** Measures one file, and tags its bytes if asked to. Never throws for bad data. */
export function measureTask({ path, pathBefore, withContentTag, ...task }: MeasureTask): Promise<TaggedClip> {
  return measureTagged({ ...task, path: path ?? pathBefore + task.exampleId }, withContentTag);
}

/** What comes before the id of a file in its path; empty where the path does not end with it. */
export function pathBeforeId({ id, path }: { readonly id: string; readonly path: string }): string {
  return path.endsWith(id) ? path.slice(0, path.length - id.length) : "";
}
