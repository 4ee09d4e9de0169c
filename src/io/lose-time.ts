/** Timers come up to this much late, in seconds: the last part of a wait is spent turning the event loop. */
const timerSlackSeconds = 0.002;

/** Holds the thread that calls: a timer would let others run, and comes a millisecond late. */
export function spin(seconds: number): void {
  const until = performance.now() + 1000 * seconds;
  while (performance.now() < until);
}

/** Waits for a time, to a fraction of a millisecond: a timer for most of it, then turns of the event loop. */
export function delayPrecisely(seconds: number): Promise<void> {
  const dueAt = performance.now() + 1000 * seconds;
  return new Promise((resolve) => {
    const look = (): void => {
      if (performance.now() >= dueAt) resolve();
      else setImmediate(look);
    };
    const early = seconds - timerSlackSeconds;
    if (early > 0) setTimeout(look, 1000 * early);
    else look();
  });
}
