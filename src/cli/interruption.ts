import { killedByInterrupt } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";

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

/** Lets Ctrl-C end the program by way of its `exit` listeners, which remove what it has put on the disk. */
export function tidyOnInterrupt(): void {
  process.once("SIGINT", () => process.exit(killedByInterrupt));
}

/** Listens for Ctrl-C on behalf of a run that ends with what it has measured, and says so. */
export function stopOnInterrupt(terminal: Terminal): Interruption {
  return listenForInterrupt(() => {
    terminal.endProgress();
    terminal.note("stopping: what has been measured is reported; Ctrl-C again ends at once");
  });
}
