import { readHeapBytes } from "./scheduler-statistics.ts";

/**
 * A clock that counts bytes instead of seconds: how much the heap and array buffers of this thread have grown since it was started, growth
 * undone by a collection included, its own readings left out. What a collection frees between two readings is missing from
 * that one interval: give the process a large young generation (`countingOptions`), and take the median of several passes.
 */
export function startHeapClock(readBytes: () => number = readHeapBytes): () => number {
  const ownBytes = bytesOfReading(readBytes);
  let latest = readBytes();
  let grown = 0;
  return () => {
    const bytes = readBytes();
    grown += Math.max(0, bytes - latest - ownBytes);
    latest = bytes;
    return grown;
  };
}

/**
 * Options of Node.js under which counted bytes are the same in every run: collections are rare, and the compiler, which decides what is
 * allocated at all, does its work when it is due rather than when a second thread gets round to it.
 */
export const countingOptions: readonly string[] = [
  "--min-semi-space-size=64",
  "--max-semi-space-size=64",
  "--single-threaded",
];

/** The most memory that this process has had so far, in bytes. */
export function readPeakBytes(): number {
  // Node.js gives kibibytes.
  return process.resourceUsage().maxRSS * 1024;
}

/** What one reading allocates itself: the least of several. */
function bytesOfReading(readBytes: () => number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 5; attempt++) {
    const before = readBytes();
    least = Math.min(least, Math.max(0, readBytes() - before));
  }
  return least;
}
