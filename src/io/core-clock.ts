import { performance } from "node:perf_hooks";
import { readMainThreadSchedule, type ThreadSchedule } from "./scheduler-statistics.ts";

/** A clock for the main thread's own time. */
export interface CoreClock {
  /**
   * Seconds that stand still while the main thread is ready to run and another has its core. Time on the core and time waiting for
   * something else (a disk, a timer, other threads) counts. Elsewhere than on Linux, wall time.
   */
  now(): number;
  /** Wall time between two readings, in seconds; NaN for readings before the latest `forget`. */
  wallSecondsBetween(start: number, end: number): number;
  /** Forgets the readings so far. */
  forget(): void;
}

/** In less than this nobody is put off a core and back on it: the schedule need not be read again. */
const shortestWaitSeconds = 15e-6;
/** A reading that took longer was interrupted: the times in it do not belong together. */
const longestReadingSeconds = 40e-6;
const attemptCount = 10;

/** Wall time and schedule at about the same moment. */
interface Reading extends ThreadSchedule {
  readonly wallSeconds: number;
}

/**
 * Starts a clock. Between two readings it moves by wall time less time in the run queue, or by time on a core where that is more: of an
 * interrupted reading, whose times do not belong together, the former can fall short. One reading costs about 5 us, most of which it
 * counts.
 */
export function startCoreClock(
  readWall: () => number = () => performance.now() / 1000,
  readSchedule: () => ThreadSchedule | null = readMainThreadSchedule,
): CoreClock {
  const wallAt = new Map<number, number>();
  let full = readTogether(readWall, readSchedule);
  let fullTime = 0;
  let latest = 0;
  let latestWall = full.wallSeconds;
  return {
    now() {
      let wall = readWall();
      if (wall - latestWall < shortestWaitSeconds) {
        latest += wall - latestWall;
      } else {
        const reading = readTogether(readWall, readSchedule);
        latest = Math.max(latest, fullTime + ownSeconds(full, reading));
        full = reading;
        fullTime = latest;
        wall = reading.wallSeconds;
      }
      latestWall = wall;
      wallAt.set(latest, wall);
      return latest;
    },
    wallSecondsBetween: (start, end) => (wallAt.get(end) ?? Number.NaN) - (wallAt.get(start) ?? Number.NaN),
    forget: () => wallAt.clear(),
  };
}

function readTogether(readWall: () => number, readSchedule: () => ThreadSchedule | null): Reading {
  for (let attempt = 1; ; attempt++) {
    const wallSeconds = readWall();
    const schedule = readSchedule() ?? { onCpuSeconds: 0, runQueueSeconds: 0 };
    if (attempt === attemptCount || readWall() - wallSeconds < longestReadingSeconds)
      return { ...schedule, wallSeconds };
  }
}

function ownSeconds(from: Reading, to: Reading): number {
  const withoutQueue = to.wallSeconds - from.wallSeconds - (to.runQueueSeconds - from.runQueueSeconds);
  return Math.max(to.onCpuSeconds - from.onCpuSeconds, withoutQueue);
}
