import { frameLength, hopLength } from "../analyze-spectrum.ts";
import { blockLength } from "../frame-levels.ts";
import { type Levels, silentPower } from "../level.ts";
import type { KernelMemory } from "./kernel-memory.ts";

const blocksPerHop = hopLength / blockLength;

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

/** Energies and crossings of the analysis frames of a recording, window by window. */
export interface FrameTally {
  frameCount: number;
  silentCount: number;
  rootSum: number;
  crossingCount: number;
  /** The last three hops: energy over all channels and of the mix, crossings, and whether the first sample is one. */
  readonly hops: { energy: number; mixEnergy: number; crossings: number; startsCrossing: number }[];
  /** Energy of each whole step of `levelHopLength`, over all channels; and what the step at work has so far. */
  readonly levelEnergies: number[];
  levelEnergy: number;
  levelBlockCount: number;
  /** Blocks in such a step. */
  readonly blocksPerLevel: number;
}

/** Nothing measured yet. */
export function emptyFrames(levelHopLength: number): FrameTally {
  return {
    frameCount: 0,
    silentCount: 0,
    rootSum: 0,
    crossingCount: 0,
    hops: [],
    levelEnergies: [],
    levelEnergy: 0,
    levelBlockCount: 0,
    blocksPerLevel: levelHopLength / blockLength,
  };
}

/** Adds the frames that end among the `count` samples that the kernel has measured. */
export function addFrameLevels(
  tally: FrameTally,
  memory: KernelMemory,
  { count, channelCount }: { readonly count: number; readonly channelCount: number },
): void {
  const { blockEnergies } = memory;
  const wholeBlocks = Math.floor(count / blockLength);
  for (let block = 0; block < wholeBlocks; block += 1) {
    tally.levelEnergy += blockEnergies[block]!;
    tally.levelBlockCount += 1;
    if (tally.levelBlockCount < tally.blocksPerLevel) continue;
    tally.levelEnergies.push(tally.levelEnergy);
    tally.levelEnergy = 0;
    tally.levelBlockCount = 0;
  }
  for (let hop = 0; hop + hopLength <= count; hop += hopLength) {
    tally.hops.push(hopAt(memory, hop / blockLength, blocksPerHop));
    if (tally.hops.length * hopLength < frameLength) continue;
    addFrame(tally, frameLength * channelCount);
    tally.hops.shift();
  }
}

/** The recording ends: the one frame of a recording shorter than a frame is what the kernel has of it. */
export function finishFrameLevels(
  tally: FrameTally,
  memory: KernelMemory,
  last: { readonly count: number; readonly channelCount: number; readonly lastSample: number },
): void {
  if (tally.frameCount > 0) return;
  tally.hops.length = 0;
  tally.hops.push(hopAt(memory, 0, Math.ceil(last.count / blockLength)));
  addFrame(tally, last.count * last.channelCount);
  if (last.lastSample < -1e-10) tally.crossingCount += 1;
}

function hopAt(
  { blockEnergies, mixEnergies, mixCrossings }: KernelMemory,
  first: number,
  blockCount: number,
) {
  let energy = 0;
  let mixEnergy = 0;
  let crossings = 0;
  for (let block = first; block < first + blockCount; block += 1) {
    energy += blockEnergies[block]!;
    mixEnergy += mixEnergies[block]!;
    crossings += mixCrossings[block]! & 65535;
  }
  return { energy, mixEnergy, crossings, startsCrossing: mixCrossings[first]! >> 16 };
}

function addFrame(tally: FrameTally, span: number): void {
  let energy = 0;
  let mixEnergy = 0;
  let crossings = -tally.hops[0]!.startsCrossing;
  for (const hop of tally.hops) {
    energy += hop.energy;
    mixEnergy += hop.mixEnergy;
    crossings += hop.crossings;
  }
  tally.frameCount += 1;
  if (energy / span < silentPower) tally.silentCount += 1;
  tally.rootSum += Math.sqrt(mixEnergy / frameLength);
  tally.crossingCount += crossings;
}
