import { blockLength } from "../frame-levels.ts";
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
  };
}

/** Measures `count` samples at `address` of one channel. */
export function addLevels(
  tally: LevelTally,
  { run, levelResults }: KernelMemory,
  channel: { readonly index: number; readonly address: number; readonly count: number },
): void {
  run.measureLevels(channel.address, channel.count);
  const extremes = tally.extremes[channel.index]!;
  extremes.highest = Math.max(extremes.highest, levelResults[2]!);
  extremes.lowest = Math.min(extremes.lowest, levelResults[3]!);
  tally.sum += levelResults[0]!;
  tally.squares += levelResults[1]!;
  tally.nonFiniteCount += levelResults[4]!;
  tally.overFullScaleCount += levelResults[5]!;
}

/** Largest |sample| so far. */
export function peakOf({ extremes }: LevelTally): number {
  // Also turns -0 into 0.
  return extremes.reduce((peak, { highest, lowest }) => Math.max(peak, highest, -lowest), 0) + 0;
}

/** The levels over all `sampleCount` samples of all channels. */
export function levelsOf(tally: LevelTally, sampleCount: number): Levels {
  return {
    peak: peakOf(tally),
    meanSquare: tally.squares / sampleCount,
    mean: tally.sum / sampleCount,
    overFullScaleCount: tally.overFullScaleCount,
  };
}

/** Levels of the analysis frames of a recording, of which the kernel keeps the sums. */
export interface FrameTally {
  /** Energy of each whole step of `levelHopLength`, over all channels. */
  readonly levelEnergies: number[];
}

/** Sums over the analysis frames. */
export interface FrameSums {
  readonly frameCount: number;
  readonly silentCount: number;
  readonly rootSum: number;
  readonly crossingCount: number;
}

/** Nothing measured yet. Resets the kernel. */
export function emptyFrames({ run }: KernelMemory, levelHopLength: number): FrameTally {
  run.resetFrameLevels(levelHopLength / blockLength, silentPower);
  return { levelEnergies: [] };
}

/** Adds the frames that end among the `count` samples that the kernel has measured. */
export function addFrameLevels(
  { levelEnergies }: FrameTally,
  { run, stepEnergies }: KernelMemory,
  { count, channelCount }: { readonly count: number; readonly channelCount: number },
): void {
  const stepCount = run.addFrameLevels(count, channelCount);
  for (let step = 0; step < stepCount; step += 1) levelEnergies.push(stepEnergies[step]!);
}

/** The recording ends: the one frame of a recording shorter than a frame is what the kernel has of it. */
export function frameSumsOf(
  { run, frameResults }: KernelMemory,
  last: { readonly count: number; readonly channelCount: number; readonly lastSample: number },
): FrameSums {
  const isShort = frameResults[0] === 0;
  if (isShort) run.addShortFrame(Math.ceil(last.count / blockLength), last.count * last.channelCount);
  const [frameCount, silentCount, rootSum, crossingCount] = frameResults;
  const endsCrossing = isShort && last.lastSample < -1e-10;
  return {
    frameCount: frameCount!,
    silentCount: silentCount!,
    rootSum: rootSum!,
    crossingCount: crossingCount! + (endsCrossing ? 1 : 0),
  };
}
