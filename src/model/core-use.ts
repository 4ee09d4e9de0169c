/** Time of threads on a core, and ready to run while another had the core; in seconds. */
export interface ScheduleShare {
  readonly onCpuSeconds: number;
  readonly runQueueSeconds: number;
}

/** What a run had of the cores, and how fast they were. */
export interface CoreUse {
  /** How fast a core is while all others are at work, relative to it alone, 0..1: predictions rest on it; absent where it was not measured. */
  readonly coreSpeed?: number;
  /** Speed of the slowest core relative to the fastest while all are at work, 0..1; absent where it was not measured. */
  readonly slowestCoreSpeed?: number;
  /** Share of the time they had work that as many threads as cores were on one while they sent each other calls, 0..1; absent where not measured. */
  readonly onCoreShare?: number;
  /** Of what kept the main thread from a core, the share that was other programs and not threads of its own, 0..1; absent where it is not known. */
  readonly othersShare?: number;
  /** Over the whole run, warm-up included: the main thread, and all threads together; null where the system does not say. */
  readonly schedule?: {
    readonly main: ScheduleShare;
    readonly allThreads: ScheduleShare | null;
  } | null;
}
