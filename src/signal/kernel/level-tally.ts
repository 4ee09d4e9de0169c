import { frameLength, hopLength } from "../analyze-spectrum.ts";
import { type Levels, silentPower } from "../level.ts";
import type { KernelMemory } from "./kernel-memory.ts";

/** Levels of a recording, window by window. */
export interface LevelTally {
  /** Highest and lowest sample of each channel. */
  readonly extremes: { highest: number; lowest: number }[];
  sum: number;
  squares: number;
  nonFiniteCount: number;
  overFullScaleCount: number;
  silentFrameCount: number;
}

/** Nothing measured yet. */
export function emptyLevels(channelCount: number): LevelTally {
  return {
    extremes: Array.from({ length: channelCount }, () => ({
      highest: Number.NEGATIVE_INFINITY,
      lowest: Number.POSITIVE_INFINITY,
    })),
    sum: 0,
    squares: 0,
    nonFiniteCount: 0,
    overFullScaleCount: 0,
    silentFrameCount: 0,
  };
}

/** Measures `count` samples at `address` of one channel. */
export function addLevels(
  tally: LevelTally,
  { run, levelResults }: KernelMemory,
  channel: { readonly index: number; readonly address: number; readonly count: number },
): void {
  run.measureLevels(channel.address, channel.count);
  const [sum, squares, highest, lowest, nonFiniteCount, overFullScaleCount] = levelResults;
  const extremes = tally.extremes[channel.index]!;
  extremes.highest = Math.max(extremes.highest, highest!);
  extremes.lowest = Math.min(extremes.lowest, lowest!);
  tally.sum += sum!;
  tally.squares += squares!;
  tally.nonFiniteCount += nonFiniteCount!;
  tally.overFullScaleCount += overFullScaleCount!;
}

/**
 * Counts the silent ones among frames whose first hops are `first` up to `end` of `energies`.
 *
 * @param span Samples of a frame over all channels.
 */
export function addSilentFrames(
  tally: LevelTally,
  energies: Float64Array,
  { first, end, span }: { readonly first: number; readonly end: number; readonly span: number },
): void {
  for (let frame = first; frame < end; frame += 1) {
    let energy = 0;
    for (let hop = frame; hop < frame + frameLength / hopLength; hop += 1) energy += energies[hop] ?? 0;
    if (energy / span < silentPower) tally.silentFrameCount += 1;
  }
}

/** The levels over all `sampleCount` samples of all channels. */
export function levelsOf(tally: LevelTally, sampleCount: number): Levels {
  const peaks = tally.extremes.map(({ highest, lowest }) => Math.max(highest, -lowest));
  return {
    // Also turns -0 into 0.
    peak: Math.max(0, ...peaks) + 0,
    meanSquare: tally.squares / sampleCount,
    mean: tally.sum / sampleCount,
    overFullScaleCount: tally.overFullScaleCount,
  };
}
