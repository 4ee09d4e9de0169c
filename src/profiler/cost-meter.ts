/** What measuring has cost so far, by what it is, in seconds. */
export interface CostMeter {
  /** Looking at what stages emit. */
  contractSeconds: number;
  /** Reading heap and scheduler around sampled slices. */
  sampleSeconds: number;
  /** Taking totals after outputs. */
  snapshotSeconds: number;
}

/** Nothing spent yet. */
export function createCostMeter(): CostMeter {
  return { contractSeconds: 0, sampleSeconds: 0, snapshotSeconds: 0 };
}
