/**
 * How fast each of some runnable threads is, relative to one that is alone on the machine, 0..1: there may be more of them than cores, and
 * cores at work at once may share units and caches. Between one core at work and all of them, speed falls in a straight line.
 * @param runnableCount threads that want a core; a fraction is a thread that wants one for a part of the time
 * @param coreSpeed speed of a core while all others are at work, relative to it alone
 */
export function speedOfRunnable(runnableCount: number, coreCount: number, coreSpeed: number): number {
  const turn = Math.min(1, coreCount / runnableCount);
  if (coreSpeed === 1 || coreCount <= 1 || !Number.isFinite(coreCount)) return turn;
  const busyShare = Math.max(0, Math.min(1, (runnableCount - 1) / (coreCount - 1)));
  return turn * (1 - busyShare * (1 - coreSpeed));
}
