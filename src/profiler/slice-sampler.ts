import type { ProfilerEffects } from "./effects.ts";
import type { SampledSlices } from "./run-record.ts";

/** Reads heap and scheduler around some of a stage's synchronous slices. */
export interface SliceSampler {
  /** Before a slice, at about `nowSeconds`; gives the seconds that reading took. */
  before(nowSeconds: number): number;
  /** After a slice that took this long; gives the seconds that reading took. */
  after(sliceSeconds: number): number;
  /** What was seen; undefined without a sampled slice. */
  sums(): SampledSlices | undefined;
}

/** At most one slice of a stage is sampled in this time. */
const sampleEverySeconds = 0.02;
/** After the first few, the next one is sampled after this many times what the last one cost: 0.1 % of the run per stage. */
const costToPause = 1000;
const firstSamples = 5;
/** Below this, a slice is too short for the scheduler's readings, whose own time is in them. */
const shortestForScheduleSeconds = 0.0003;

/** What the sampler reads. */
export type SamplerEffects = Pick<ProfilerEffects, "now" | "heapBytes" | "mainThreadSchedule">;

/** Begins to sample the slices of one stage. */
export function sampleSlices(effects: SamplerEffects): SliceSampler {
  const sums = { sliceCount: 0, allocatedBytes: 0, allocatedSliceCount: 0 };
  const schedule = { wallSeconds: 0, onCpuSeconds: 0, runQueueSeconds: 0 };
  const heapBytes = effects.heapBytes?.bind(effects);
  const ownBytes = heapBytes === undefined ? 0 : bytesOfReading(heapBytes);
  let nextSeconds = Number.NEGATIVE_INFINITY;
  let beforeSeconds = 0;
  let scheduleBefore: ReturnType<ProfilerEffects["mainThreadSchedule"]> = null;
  let heapBefore = 0;
  let isSampling = false;
  let hasSchedule = false;

  function noteHeap(heapAfter: number): void {
    const growth = heapAfter - heapBefore - ownBytes;
    // A collection within the slice: what was allocated before it is gone from the count.
    if (growth < -ownBytes) return;
    sums.allocatedBytes += Math.max(0, growth);
    sums.allocatedSliceCount++;
  }

  function noteSchedule(sliceSeconds: number): void {
    const after = effects.mainThreadSchedule();
    if (after === null || scheduleBefore === null) return;
    hasSchedule = true;
    const runQueueSeconds = Math.min(sliceSeconds, after.runQueueSeconds - scheduleBefore.runQueueSeconds);
    schedule.wallSeconds += sliceSeconds;
    schedule.runQueueSeconds += runQueueSeconds;
    schedule.onCpuSeconds += Math.min(
      sliceSeconds - runQueueSeconds,
      after.onCpuSeconds - scheduleBefore.onCpuSeconds,
    );
  }

  return {
    before(nowSeconds) {
      if (nowSeconds < nextSeconds) return 0;
      isSampling = true;
      const startedAt = effects.now();
      scheduleBefore = effects.mainThreadSchedule();
      beforeSeconds = effects.now() - startedAt;
      heapBefore = heapBytes?.() ?? 0;
      return beforeSeconds;
    },
    after(sliceSeconds) {
      if (!isSampling) return 0;
      isSampling = false;
      const startedAt = effects.now();
      sums.sliceCount++;
      if (heapBytes !== undefined) noteHeap(heapBytes());
      if (sliceSeconds >= shortestForScheduleSeconds) noteSchedule(sliceSeconds);
      const endedAt = effects.now();
      const cost = beforeSeconds + endedAt - startedAt;
      const pause = sums.sliceCount <= firstSamples ? 0 : costToPause * cost;
      nextSeconds = endedAt + Math.max(sampleEverySeconds, pause);
      return endedAt - startedAt;
    },
    sums: () => (sums.sliceCount === 0 ? undefined : { ...sums, schedule: hasSchedule ? schedule : null }),
  };
}

/** What one reading allocates itself: the least of several. */
function bytesOfReading(heapBytes: () => number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 5; attempt++) {
    const before = heapBytes();
    least = Math.min(least, Math.max(0, heapBytes() - before));
  }
  return least;
}
