/** Times of calls away from the main thread, as far as they are known: each lies between two limits, in seconds. */
export interface Aways {
  readonly lowSeconds: readonly number[];
  readonly highSeconds: readonly number[];
}

/** Keeps the times of calls away; of many, every so-many-th. */
export interface AwayLog {
  add(lowSeconds: number, highSeconds: number): void;
  /** In order of calls; undefined without any. */
  aways(): Aways | undefined;
}

const capacity = 2048;

/** An empty log. */
export function createAwayLog(): AwayLog {
  let lowSeconds: number[] = [];
  let highSeconds: number[] = [];
  let callCount = 0;
  let stride = 1;
  return {
    add(low, high) {
      if (callCount++ % stride !== 0) return;
      lowSeconds.push(Math.max(0, low));
      highSeconds.push(Math.max(0, low, high));
      if (lowSeconds.length < capacity) return;
      stride *= 2;
      const isKept = (_: number, position: number): boolean => position % 2 === 0;
      lowSeconds = lowSeconds.filter(isKept);
      highSeconds = highSeconds.filter(isKept);
    },
    aways: () => (lowSeconds.length === 0 ? undefined : { lowSeconds, highSeconds }),
  };
}
