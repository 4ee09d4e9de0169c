import type { MessagePort } from "node:worker_threads";

/** Where a stage's function is; see `FunctionPlace` in `pipeline`. */
export type StageFunctionPlace =
  | { readonly kind: "export"; readonly module: string; readonly exportName: string }
  | {
      readonly kind: "stage";
      readonly module: string;
      readonly parameters: Readonly<Record<string, string | number | boolean>>;
      readonly stageIndex: number;
    };

/** What a stage's thread is started with. */
export interface StageThreadData {
  readonly stageName: string;
  readonly place: StageFunctionPlace;
  readonly transfersOutputs: boolean;
  /** Carries inputs one way and outputs the other; each is announced by a signal on the thread's own port. */
  readonly cargoPort: MessagePort;
  /** Further work per second of a call's own, in shared memory. */
  readonly extraWork?: Float64Array;
}

/** An input on its way to a thread. */
export interface InputMessage {
  readonly index: number;
  readonly value: unknown;
}

/** An error as it travels: structured clones lose its class and its hint. */
export interface ErrorMessage {
  readonly name: string;
  readonly message: string;
  readonly stack: string | null;
  readonly code: string | null;
  readonly hint: string | null;
}

/** What a thread has used since it was ready, in seconds. */
export interface ThreadUseMessage {
  readonly cpuSeconds: number | null;
  readonly runQueueSeconds: number | null;
  readonly gcSeconds: number;
}

/** What a thread tells: that it is ready, that it never will be, or that a call is done. Outputs travel beside it. */
export type ThreadSignal =
  | { readonly kind: "ready" }
  | { readonly kind: "broken"; readonly error: ErrorMessage }
  | {
      readonly kind: "done";
      /** Null when the output is on the cargo port. */
      readonly error: ErrorMessage | null;
      readonly busySeconds: number;
      readonly receiveSeconds: number;
      readonly sendSeconds: number;
      /** On the clock that all threads share, in seconds. */
      readonly postedAtSeconds: number;
      readonly shippedByteCount: number;
      readonly usedByteCount: number;
      /** Null where it was told a moment ago. */
      readonly use: ThreadUseMessage | null;
    };

/** The monotonic clock that all threads of a process share, in seconds; `performance.now` starts anew in each. */
export function readSharedClock(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds + nanoseconds * 1e-9;
}
