import { readMainThreadSchedule } from "./scheduler-statistics.ts";
import type { OpenedThreads } from "./stage-threads.ts";

/** What shipping a value to another thread costs each side, in seconds. */
export interface MeasuredShipping {
  readonly fixedSeconds: number;
  readonly secondsPerByte: number;
}

/** Bytes of the larger of two values. */
const largeBytes = 1 << 18;
/** Calls under way at once, as a stage's thread has them. */
const inFlight = 2;
/** Calls that are timed together, after some that warm up; the least of several such blocks counts. */
const [warmUpCalls, blockCalls, blockCount] = [60, 30, 5];

/**
 * Sends an empty value and one of 256 KiB to a real thread of stages that gives them back, and takes the processor time of the main thread
 * for it: messages, wake-ups and copies as stages have them. Takes about 0.2 s.
 * @param open opens one thread with an echo as its function
 */
export async function measureShipping(open: () => OpenedThreads): Promise<MeasuredShipping> {
  const threads = open();
  try {
    await tripSeconds(threads, new Float32Array(0), warmUpCalls);
    const small = await leastTripSeconds(threads, new Float32Array(0));
    const large = await leastTripSeconds(threads, new Float32Array(largeBytes / 4));
    // In a round trip each side sends once and receives once.
    return {
      fixedSeconds: small / 2,
      secondsPerByte: Math.max(0, large - small) / 2 / largeBytes,
    };
  } finally {
    await threads.close();
  }
}

async function leastTripSeconds(threads: OpenedThreads, samples: Float32Array): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let block = 0; block < blockCount; block++) {
    least = Math.min(least, await tripSeconds(threads, samples, blockCalls));
  }
  return least;
}

/** Main-thread time of one round trip, over some; the time that passed where the system does not say. */
async function tripSeconds(threads: OpenedThreads, samples: Float32Array, count: number): Promise<number> {
  const before = mainSeconds();
  let sent = 0;
  const slot = async (): Promise<void> => {
    while (sent < count) await threads.call({ id: "", samples }, sent++, () => {});
  };
  await Promise.all(Array.from({ length: inFlight }, slot));
  return (mainSeconds() - before) / count;
}

function mainSeconds(): number {
  return readMainThreadSchedule()?.onCpuSeconds ?? performance.now() / 1000;
}
