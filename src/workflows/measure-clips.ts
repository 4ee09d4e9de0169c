import { mapInThreads, siblingModule } from "../io/thread-pool.ts";
import type { Example } from "../model/example.ts";
import { type ClipTask, crashedClip, type MeasuredClip, measureClip } from "./measure-clip.ts";

/** How to measure the files of a dataset. */
export interface MeasureClipsOptions {
  /** Threads at most, at least 1. */
  readonly workerCount: number;
  readonly withMeyda: boolean;
  /** Told after each file. */
  readonly onClip?: (clip: MeasuredClip, doneCount: number) => void;
}

/** Files per thread below which another thread costs more than it brings. */
const filesPerThread = 16;

/** Measures all files, in threads where that pays. In the order of the examples, whatever the number of threads. */
export async function measureClips(
  examples: readonly Example[],
  { workerCount, withMeyda, onClip }: MeasureClipsOptions,
): Promise<readonly MeasuredClip[]> {
  const tasks = examples.map(({ id, path }): ClipTask => ({ exampleId: id, path, withMeyda }));
  const threadCount = Math.min(workerCount, Math.ceil(tasks.length / filesPerThread));
  if (threadCount > 1) {
    return mapInThreads<ClipTask, MeasuredClip>({
      module: siblingModule(import.meta.url, "measure-clip-thread"),
      items: tasks,
      threadCount,
      onCrash: crashedClip,
      ...(onClip ? { onResult: onClip } : {}),
    });
  }
  const measured: MeasuredClip[] = [];
  for (const task of tasks) {
    const clip = await measureClip(task);
    measured.push(clip);
    onClip?.(clip, measured.length);
  }
  return measured;
}
