import { frameLength, hopLength, type SpectralSummary } from "../analyze-spectrum.ts";
import { amplitudeStep, describeSignal, gridBits, type MeasuredSignal } from "../describe-signal.ts";
import { countClipped } from "./count-clipped.ts";
import type { KernelMemory } from "./kernel-memory.ts";
import { addLevels, addSilentFrames, emptyLevels, type LevelTally, levelsOf } from "./level-tally.ts";
import { addLoudness, emptyLoudness, type LoudnessTally, loudnessOf } from "./loudness-tally.ts";
import { addressOf, loadWindow, type SampleWindow, sampleWindows } from "./sample-windows.ts";

/** Above this peak the products of four powers could leave the range of 32-bit floats. */
const highestPeak = 2;
/** Hops of a frame that lie in the window before it, at most. */
const carriedHopCount = frameLength / hopLength;

/** A recording; see `measureSignal` for the fields. */
interface Recording {
  readonly channels: readonly Float32Array[];
  readonly sampleRateHertz: number;
  readonly bitDepth: number | null;
}

/** What is known of a recording up to some window. */
interface Tally {
  readonly levels: LevelTally;
  readonly loudness: LoudnessTally | null;
  isDualMono: boolean;
  frameCount: number;
  /** Energy per hop: those of the window at work, after the last few of the window before. */
  readonly energies: Float64Array;
}

/**
 * Measures a recording window by window; null when it is none for the kernel (louder than twice full scale, sampled at more than
 * a megahertz, without a sample).
 */
export function measureInKernel(memory: KernelMemory, recording: Recording): MeasuredSignal | null {
  const { channels, sampleRateHertz, bitDepth } = recording;
  const length = channels[0]?.length ?? 0;
  const windows = sampleWindows(length, sampleRateHertz, memory.capacity);
  if (windows === null || windows.length === 0) return null;
  const tally = begin(memory, recording);
  for (const window of windows) addWindow(tally, memory, recording, window);
  const sampleCount = length * channels.length;
  const levels = levelsOf(tally.levels, sampleCount);
  if (levels.peak > highestPeak) return null;
  const step = gridStep(memory, levels.peak * 2 ** (gridBits(bitDepth) - 1));
  const isLoaded = windows.length === 1 && channels.length === 1;
  const clippedCounts = channels.map((samples, index) =>
    countClipped(memory, windows, {
      samples,
      ...tally.levels.extremes[index]!,
      step: amplitudeStep(step, bitDepth),
      isLoaded,
    }),
  );
  return describeSignal({
    sampleRateHertz,
    bitDepth,
    sampleCount,
    levels,
    loudnessLufs: loudnessOf(tally.loudness),
    silentShare: tally.levels.silentFrameCount / tally.frameCount,
    nonFiniteCount: tally.levels.nonFiniteCount,
    isDualMono: tally.isDualMono,
    step,
    clippedCount: clippedCounts.reduce((sum, count) => sum + count, 0),
    spectrum: summarizeSpectrum(memory, tally.frameCount),
  });
}

function begin(memory: KernelMemory, { channels, sampleRateHertz }: Recording): Tally {
  memory.run.resetGrid();
  memory.run.resetFrames();
  return {
    levels: emptyLevels(channels.length),
    loudness: emptyLoudness(memory, channels, sampleRateHertz),
    isDualMono: channels.length > 1,
    frameCount: 0,
    energies: new Float64Array(carriedHopCount + memory.hopEnergies.length),
  };
}

function addWindow(tally: Tally, memory: KernelMemory, recording: Recording, window: SampleWindow): void {
  const { channels, bitDepth } = recording;
  const { run, firstBuffer, otherBuffer, mixBuffer, samples } = memory;
  const count = window.end - window.start;
  const held = addressOf(window.start - window.historyLength, 0, window);
  const heldCount = window.historyLength + count;
  const scale = 2 ** (gridBits(bitDepth) - 1);
  memory.hopEnergies.fill(0);
  channels.forEach((channel, index) => {
    const buffer = index === 0 ? firstBuffer : otherBuffer;
    const address = addressOf(window.start, buffer, window);
    loadWindow(memory, buffer, window, channel);
    addLevels(tally.levels, memory, { index, address, count });
    run.measureGrid(address, count, scale, samples[(window.start === 0 ? address : address - 4) / 4]!);
    if (tally.loudness) addLoudness(tally.loudness, memory, { index, buffer, window });
    if (index > 0)
      tally.isDualMono &&= run.areEqual(addressOf(window.start, firstBuffer, window), address, count) === 1;
    if (channels.length === 1) return;
    if (index === 0) samples.fill(0, mixBuffer / 4, mixBuffer / 4 + heldCount + frameLength);
    run.addToMix(mixBuffer + held, buffer + held, heldCount, channels.length);
  });
  addFrames(tally, memory, window, channels);
}

/** Analyses the frames that end within the window; the only one of a recording shorter than a frame ends in zeros. */
function addFrames(
  tally: Tally,
  { run, firstBuffer, mixBuffer, hopEnergies }: KernelMemory,
  window: SampleWindow,
  channels: readonly Float32Array[],
): void {
  const wholeCount = Math.floor((window.end - frameLength) / hopLength) + 1;
  const end = Math.max(window.isLast ? 1 : 0, wholeCount);
  const first = tally.frameCount;
  const buffer = channels.length === 1 ? firstBuffer : mixBuffer;
  run.addFrames(addressOf(first * hopLength, buffer, window), end - first);
  tally.frameCount = end;
  // Sliding the energies along keeps the hops of frames that began in the window before.
  const { energies } = tally;
  const offset = carriedHopCount - window.start / hopLength;
  energies.set(hopEnergies, carriedHopCount);
  const span = Math.min(frameLength, window.end) * channels.length;
  addSilentFrames(tally.levels, energies, { first: first + offset, end: end + offset, span });
  const hopCount = Math.ceil((window.end - window.start) / hopLength);
  energies.copyWithin(0, hopCount, hopCount + carriedHopCount);
}

/** The step of all samples in last bits; null off the grid, or where too few changes were seen to tell. */
function gridStep({ gridResults }: KernelMemory, scaledPeak: number): number | null {
  const [step, changeCount, isOnGrid] = gridResults;
  const enoughChanges = 16;
  if (isOnGrid === 0 || scaledPeak >= 2 ** 31) return null;
  return step === 1 || changeCount! >= enoughChanges ? step! : null;
}

function summarizeSpectrum(
  { run, powerSums, shapeResults }: KernelMemory,
  frameCount: number,
): SpectralSummary {
  run.finishFrames();
  const meanPowers = powerSums.slice();
  // A loop, because `map` of a typed array takes as long as the analysis of twenty frames.
  for (let bin = 0; bin < meanPowers.length; bin += 1) meanPowers[bin]! /= frameCount;
  const soundingCount = shapeResults[4]!;
  const mean = (index: number): number => shapeResults[index]! / soundingCount;
  const shape = { centroid: mean(0), bandwidth: mean(1), rolloff: mean(2), flatness: mean(3) };
  return { meanPowers, shape: soundingCount === 0 ? null : shape };
}
