/** What a stage with `worker` did in its threads, over the steady part of a run; times in seconds, summed over threads. */
export interface WorkerUse {
  readonly threadCount: number;
  /** Time inside the stage's function, as each thread measured it. */
  readonly busySeconds: number;
  /** The threads' time on a core; null where the system does not say. */
  readonly cpuSeconds: number | null;
  /** The threads' time ready to run while another had the core; null where the system does not say. */
  readonly runQueueSeconds: number | null;
  /** Garbage collection in the threads. */
  readonly gcSeconds: number;
  /** Serialising, copying and deserialising inputs and outputs, on both sides. */
  readonly shipSeconds: number;
  /** The part of `shipSeconds` that the main thread spent: also in the stage's `busySeconds`. */
  readonly mainShipSeconds: number;
  /** Bytes of the buffers that travelled, in both directions. */
  readonly shippedBytes: number;
  /** Bytes of the arrays that were meant: less than `shippedBytes` where a view drags its whole buffer along. */
  readonly usedBytes: number;
  /** From the start of the run until the last thread could take a call. */
  readonly startSeconds: number;
}
