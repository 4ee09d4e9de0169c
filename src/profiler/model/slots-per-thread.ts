/** Slots per thread: one call is under way while others wait in the thread's queue. */
export const fewestSlotsPerThread = 2;
const mostSlotsPerThread = 16;
/**
 * Work that slots hold for each thread, in seconds. Where there are more threads than cores, the main thread waits its turn for some milliseconds,
 * and threads with a shorter queue would stand still meanwhile.
 */
const heldSeconds = 0.008;

/** As many slots as keep a thread at work on calls that take this long. */
export function slotsPerThread(callSeconds: number): number {
  const perThread = Math.ceil(heldSeconds / Math.max(callSeconds, heldSeconds / mostSlotsPerThread));
  return Math.max(fewestSlotsPerThread, perThread);
}
