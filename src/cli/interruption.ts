import { killedByInterrupt } from "./exit-codes.ts";

/** A wish to stop, as a signal that work can look at. */
export interface Interruption {
  /** Aborted by the first Ctrl-C. */
  readonly signal: AbortSignal;
  /** Listens no more: Ctrl-C ends the program again. */
  end(): void;
}

/** Listens for Ctrl-C: the first one asks the work to stop, and calls `onFirst`; the second one ends the program at once. */
export function listenForInterrupt(onFirst: () => void): Interruption {
  const controller = new AbortController();
  const onInterrupt = (): void => {
    if (controller.signal.aborted) process.exit(killedByInterrupt);
    controller.abort();
    onFirst();
  };
  process.on("SIGINT", onInterrupt);
  return {
    signal: controller.signal,
    end() {
      process.removeListener("SIGINT", onInterrupt);
    },
  };
}
