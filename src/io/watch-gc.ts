import { PerformanceObserver } from "node:perf_hooks";

/** A garbage collection on the main thread, on the clock of `performance.now()`, in seconds. */
export interface CollectorPause {
  readonly startSeconds: number;
  readonly durationSeconds: number;
}

/**
 * Begins to collect the pauses of the garbage collector; calling the result ends it and gives them in order of time.
 * Node.js delivers them only when the event loop turns, so the end waits for one turn.
 */
export function watchGc(): () => Promise<readonly CollectorPause[]> {
  const pauses: CollectorPause[] = [];
  const collect = (entries: readonly { readonly startTime: number; readonly duration: number }[]): void => {
    for (const { startTime, duration } of entries) {
      pauses.push({ startSeconds: startTime / 1000, durationSeconds: duration / 1000 });
    }
  };
  const observer = new PerformanceObserver((list) => collect(list.getEntries()));
  observer.observe({ entryTypes: ["gc"] });
  return async () => {
    await new Promise((resume) => setImmediate(resume));
    collect(observer.takeRecords());
    observer.disconnect();
    return pauses.sort((a, b) => a.startSeconds - b.startSeconds);
  };
}
