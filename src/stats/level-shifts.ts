import { studentTSurvival } from "./student-t.ts";

/** Where a series changes its level. */
export interface LevelShift {
  /** Index of the first value of the new level. */
  readonly index: number;
  /** Mean of the new level less mean of the old one; the levels reach to the next shifts on either side. */
  readonly difference: number;
  /** Two-sided p of no shift there, corrected for the splits tried. */
  readonly pValue: number;
}

/** How shifts are told from noise. */
export interface LevelShiftOptions {
  /** Largest p of a shift, 0..1. Default 0.001. */
  readonly alpha?: number;
  /** Values on either side at least: a single outlier is no level. Default 3. */
  readonly leastLength?: number;
}

/**
 * All shifts of the mean of a series, in order, by binary segmentation (Scott and Knott 1974): the split that leaves the least
 * squared deviations is a shift if a pooled t test, Bonferroni-corrected over the splits tried, says so; then both parts are
 * searched. Successive values are taken as independent.
 */
export function levelShifts(
  values: readonly number[],
  { alpha = 0.001, leastLength = 3 }: LevelShiftOptions = {},
): readonly LevelShift[] {
  const found = splitsOf(values, 0, { alpha, leastLength }).sort((a, b) => a.index - b.index);
  const edges = [0, ...found.map(({ index }) => index), values.length];
  return found.map(({ index, pValue }, at) => ({
    index,
    difference: meanOf(values.slice(index, edges[at + 2])) - meanOf(values.slice(edges[at], index)),
    pValue,
  }));
}

interface Split {
  readonly index: number;
  readonly pValue: number;
}

function splitsOf(values: readonly number[], offset: number, options: Required<LevelShiftOptions>): Split[] {
  const best = bestSplit(values, options.leastLength);
  if (best === null || best.pValue > options.alpha) return [];
  return [
    ...splitsOf(values.slice(0, best.index), offset, options),
    { index: offset + best.index, pValue: best.pValue },
    ...splitsOf(values.slice(best.index), offset + best.index, options),
  ];
}

/** The split with the largest t; null where the series is too short for two levels. */
function bestSplit(values: readonly number[], leastLength: number): Split | null {
  const count = values.length;
  const splitCount = count - 2 * leastLength + 1;
  if (splitCount < 1) return null;
  const mean = meanOf(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  let best = { index: leastLength, between: 0 };
  let before = 0;
  for (let index = 1; index <= count - leastLength; index++) {
    before += values[index - 1]! - mean;
    if (index < leastLength) continue;
    // What the split takes off the squared deviations.
    const between = (before ** 2 * count) / (index * (count - index));
    if (between > best.between) best = { index, between };
  }
  const within = Math.max(0, squares - best.between) / (count - 2);
  if (best.between === 0) return { index: best.index, pValue: 1 };
  const t = Math.sqrt(best.between / within);
  const pValue = within === 0 ? 0 : Math.min(1, 2 * splitCount * studentTSurvival(t, count - 2));
  return { index: best.index, pValue };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
