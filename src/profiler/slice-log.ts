import type { Slice } from "./run-record.ts";

/** When stages held the main thread, in order of time; the oldest are forgotten beyond `capacity`. */
export interface SliceLog {
  add(stageIndex: number, startSeconds: number, endSeconds: number): void;
  /** In order of time. */
  slices(): readonly Slice[];
  /** Slices that have been forgotten. */
  droppedCount(): number;
}

/** A ring of slices in typed arrays: 20 bytes a slice. */
export function createSliceLog(capacity = 1 << 18): SliceLog {
  const stages = new Int32Array(capacity);
  const starts = new Float64Array(capacity);
  const ends = new Float64Array(capacity);
  let count = 0;
  return {
    add(stageIndex, startSeconds, endSeconds) {
      const position = count++ % capacity;
      stages[position] = stageIndex;
      starts[position] = startSeconds;
      ends[position] = endSeconds;
    },
    droppedCount: () => Math.max(0, count - capacity),
    slices() {
      const kept = Math.min(count, capacity);
      return Array.from({ length: kept }, (_, offset) => {
        const position = (count - kept + offset) % capacity;
        return {
          stageIndex: stages[position]!,
          startSeconds: starts[position]!,
          endSeconds: ends[position]!,
        };
      });
    },
  };
}
