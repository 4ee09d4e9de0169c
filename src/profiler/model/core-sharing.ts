import type { Reading } from "./away-times.ts";

/** Cores that the main thread shares with all threads. */
export interface Cores {
  /** Infinite ones never make anybody wait. */
  readonly coreCount: number;
  /** How fast a core is while all others are at work, relative to it alone, 0..1; 1 when absent. */
  readonly coreSpeed?: number;
  /**
   * Share of the time that threads are on a core where there are as many as cores, 0..1: the system does not always wake one where a core is
   * free. 1 when absent.
   */
  readonly onCoreShare?: number;
  /** Share of the time of all cores that is used where at least as many threads as cores always have work, 0..1; absent where that was not seen. */
  readonly allCoresShare?: number;
}

/**
 * How fast each of some runnable threads is, relative to one that is alone on the machine, 0..1: there may be more of them than cores; cores at
 * work at once may share units and caches; and two threads may be on one core while another rests, until there are so many that none does.
 * Between one core at work and all of them, speed falls in a straight line.
 * @param runnableCount threads that want a core; a fraction is a thread that wants one for a part of the time
 */
export function speedOfRunnable(
  runnableCount: number,
  { coreCount, coreSpeed = 1, onCoreShare = 1 }: Cores,
): number {
  const turn = Math.min(1, coreCount / runnableCount);
  if (coreCount <= 1 || !Number.isFinite(coreCount)) return turn;
  const busyShare = Math.max(0, Math.min(1, (runnableCount - 1) / (coreCount - 1)));
  const misplacedShare = busyShare * Math.max(0, 1 - Math.max(0, runnableCount - coreCount));
  return turn * (1 - busyShare * (1 - coreSpeed)) * (1 - misplacedShare * (1 - onCoreShare));
}

/** What is shared depends on the work, and the work that was timed was not that of the stages: by so much either way. */
const coreSpeedSlack = 0.12;

/** A measured speed of cores in company, at one end of what it may be. */
export function readCoreSpeed(measured: number, reading: Reading): number {
  if (measured === 1 || reading === "likely") return measured;
  return reading === "short"
    ? Math.min(1, measured + coreSpeedSlack)
    : Math.max(0.4, measured - coreSpeedSlack);
}
