import type { ReadBytes } from "../model/disk-use.ts";
import type { OpenThreads } from "../pipeline/threads.ts";

/** Garbage collection that stopped the main thread: when it began, on the profiler's clock, and how long it took. */
export interface GcPause {
  readonly startSeconds: number;
  readonly durationSeconds: number;
}

/**
 * Follows asynchronous continuations back to the stage whose call created them, so that work behind an `await`
 * is charged to its stage.
 */
export interface ContinuationTracker {
  /** From now on, whatever is created belongs to this stage, until `leave`. */
  enter(stageIndex: number): void;
  leave(): void;
  /** Main-thread time of a stage's continuations so far, in seconds; time between `enter` and `leave` is not in it. */
  busySeconds(stageIndex: number): number;
  /** Callbacks seen so far; their cost is part of the overhead. */
  eventCount?(): number;
  /** Ends the tracking and frees what it holds. */
  stop(): void;
}

/** What shipping a value to a thread costs each side: fixed, and per byte of typed arrays; in seconds. */
export interface ShippingCost {
  readonly fixedSeconds: number;
  readonly secondsPerByte: number;
}

/** Ways to lose time on purpose, each to a fraction of a millisecond. */
export interface Slowing {
  /** Holds the main thread. */
  spin(seconds: number): void;
  /** Waits while the main thread does other things. */
  delay(seconds: number): Promise<void>;
}

/** What the profiler needs of the machine, handed in so that tests can hand in a simulated one. */
export interface ProfilerEffects {
  /** Monotonic clock, in seconds. */
  now(): number;
  /** Time the event loop has spent waiting in its poll so far, in seconds. */
  loopIdleSeconds(): number;
  /** Processor time of the process over all threads so far, in seconds. */
  processCpuSeconds(): number;
  /** Processor time of all processes of the machine so far, in seconds; absent where the system does not say. */
  machineCpuSeconds?(): number;
  /** Time of the main thread on a core and waiting for one so far, in seconds; null where the system does not say. */
  mainThreadSchedule(): { readonly onCpuSeconds: number; readonly runQueueSeconds: number } | null;
  /** Logical cores. */
  readonly coreCount: number;
  trackContinuations(stageCount: number): ContinuationTracker;
  /** Begins to collect garbage collections; calling the result ends it and gives them in order of time. */
  watchGc(): () => Promise<readonly GcPause[]>;
  /** Opens threads for stages that ask for them; absent where there are none to be had. */
  readonly openThreads?: OpenThreads;
  /** Turns of the event loop so far; absent where Node.js does not say. */
  loopTurnCount?(): number;
  /** Ways to lose time; absent where nothing is ever slowed down. */
  readonly slowing?: Slowing;
  /** Measures what shipping a value to a thread costs; absent where there are no threads. */
  measureShipping?(): ShippingCost | Promise<ShippingCost>;
  /**
   * Measures how fast a core is while all others are at work, relative to it alone, and the slowest one relative to the fastest, 0..1; null
   * where that cannot be told, absent where nothing is predicted.
   */
  measureCores?(): { readonly coreSpeed: number; readonly slowestCoreSpeed: number } | null;
  /** Bytes in use on the heap and in array buffers; absent where the system does not say. */
  heapBytes?(): number;
  /** Bytes that the process has read so far; null where the system does not say. */
  readBytes?(): ReadBytes | null;
  /** Reads the disk past its cache, and gives how fast that was, in bytes per second; null where that cannot be done. */
  measureDiskRate?(): Promise<number | null>;
  /** Time of all threads of the process together on a core and waiting for one so far; null where the system does not say. */
  allThreadsSchedule?(): { readonly onCpuSeconds: number; readonly runQueueSeconds: number } | null;
}
