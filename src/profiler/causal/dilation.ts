/** Which stages are slowed down at the moment, and by how much. */
export interface Dilation {
  /** Further work per second of a stage's own work, at least 0: what its calls have to add. */
  extraOf(stageName: string): number;
  /** The same as memory that a stage's threads can read. */
  sharedOf(stageName: string): Float64Array;
  /**
   * Virtually speeds a stage up by a share, 0..1, by slowing all others down; null speeds nothing up.
   * Gives how much longer everything else takes.
   */
  speedUp(stageName: string | null, share: number): number;
}

/** Nothing is slowed down yet. */
export function createDilation(): Dilation {
  const shared = new Map<string, Float64Array>();
  let spared: string | null = null;
  let extra = 0;
  const extraOf = (stageName: string): number => (stageName === spared ? 0 : extra);
  return {
    extraOf,
    sharedOf(stageName) {
      const known = shared.get(stageName) ?? new Float64Array(new SharedArrayBuffer(8));
      shared.set(stageName, known);
      return known;
    },
    speedUp(stageName, share) {
      spared = stageName;
      extra = stageName === null ? 0 : 1 / (1 - share) - 1;
      for (const [name, memory] of shared) memory[0] = extraOf(name);
      return 1 + extra;
    },
  };
}
