/** Which buffers change hands instead of being copied when a call is shipped to a thread. */
export type Transfer = "none" | "outputs" | "both";

/** How a stage runs in other threads. */
export interface WorkerOptions {
  /**
   * Module that exports the stage's function, such as `new URL("./augment.ts", import.meta.url)`. Without it each thread loads
   * the pipeline's own module, builds the pipeline with the same parameters, and takes the function of the same stage.
   */
  readonly module?: string | URL;
  /** Name under which `module` exports it; default: the function's own name. */
  readonly exportName?: string;
  /** Threads, each of which works on one call at a time; default: the stage's concurrency. */
  readonly threadCount?: number;
  /**
   * `none` copies (default). `outputs` hands over what the function returns: it may not keep it. `both` hands over inputs too: no
   * stage above may keep them, as a cache does.
   */
  readonly transfer?: Transfer;
}
