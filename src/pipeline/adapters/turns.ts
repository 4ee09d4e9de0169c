import type { StageProbe } from "../probe.ts";

/**
 * Whose code has the main thread. Stages of a pipeline that runs by itself call each other in one turn of the event
 * loop: a stream's `push` is its reader's `write`. Each is charged for its own time only.
 */
export interface Turns {
  /** Runs code of a stage; whoever ran gives way meanwhile. */
  within<T>(probe: StageProbe, run: () => T): T;
  /** Makes a call of a stage: `run` is given its number, and says whether its result is pending. */
  call<T>(probe: StageProbe, run: (callIndex: number) => T, isPending: (result: T) => boolean): T;
  /** Runs code that is nobody's, or that says itself whose it is. */
  outside<T>(run: () => T): T;
}

/** No stage has the main thread. */
export function openTurns(): Turns {
  let running: StageProbe | undefined;

  /** Whoever runs gives way; gives how to go back. */
  function interrupt(next: StageProbe | undefined): () => void {
    const interrupted = running;
    interrupted?.gaveWay();
    running = next;
    return () => {
      running = interrupted;
      interrupted?.tookOver();
    };
  }

  return {
    within(probe, run) {
      const goBack = interrupt(probe);
      probe.tookOver();
      try {
        return run();
      } finally {
        probe.gaveWay();
        goBack();
      }
    },
    call(probe, run, isPending) {
      const goBack = interrupt(probe);
      const callIndex = probe.began();
      let isLater = false;
      try {
        const result = run(callIndex);
        isLater = isPending(result);
        return result;
      } finally {
        probe.returned(callIndex, isLater);
        goBack();
      }
    },
    outside(run) {
      const goBack = interrupt(undefined);
      try {
        return run();
      } finally {
        goBack();
      }
    },
  };
}
