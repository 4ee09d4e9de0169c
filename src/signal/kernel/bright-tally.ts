import {
  analysisOf,
  blackmanHarris,
  brightFrameLength,
  energyOf,
  framesAtMost,
  type MeanSpectrum,
} from "../brightest-spectrum.ts";
import { blockLength } from "../frame-levels.ts";
import type { ClipWindow } from "./clip-window.ts";
import type { KernelMemory } from "./kernel-memory.ts";

/** A frame among the brightest so far. */
interface BrightFrame {
  readonly energy: number;
  readonly index: number;
  /** Its samples, where they are in the kernel's memory now. */
  address: number;
  /** Its place among those kept, -1 while it lies in the window. */
  place: number;
}

/** The brightest frames of a recording, window by window. */
export interface BrightTally {
  readonly sampleRateHertz: number;
  readonly frameLength: number;
  readonly frames: BrightFrame[];
  /** Samples of kept frames that are too long for the kernel; made when first needed. */
  kept: Float32Array | null;
}

/** The longest frame of which the kernel keeps 32. */
const longestInKernel = 2048;
/** Frames of which two are transformed as one. */
const pairedLength = 1024;

/** Nothing found yet. */
export function emptyBright(sampleRateHertz: number): BrightTally {
  return { sampleRateHertz, frameLength: brightFrameLength(sampleRateHertz), frames: [], kept: null };
}

/** Takes in the whole frames of the window, of which the kernel has measured the mix. */
export function addBrightFrames(tally: BrightTally, memory: KernelMemory, window: ClipWindow): void {
  const { frames, frameLength } = tally;
  const frameCount = Math.floor(window.count / frameLength);
  memory.run.sumChanges(frameCount, frameLength / blockLength);
  let darkest = darkestOf(frames);
  for (let frame = 0; frame < frameCount; frame += 1) {
    const energy = memory.changeEnergies[frame]!;
    const isFull = frames.length === framesAtMost;
    if (isFull && energy <= frames[darkest]!.energy) continue;
    const index = window.start / frameLength + frame;
    frames[isFull ? darkest : frames.length] = {
      energy,
      index,
      address: window.mix + 4 * frame * frameLength,
      place: -1,
    };
    if (frames.length === framesAtMost) darkest = darkestOf(frames);
  }
  if (!window.isLast) keepFrames(tally, memory);
}

/** Place of the frame that goes first: the darkest, of such the last. */
function darkestOf(frames: readonly BrightFrame[]): number {
  let darkest = 0;
  for (let index = 1; index < frames.length; index += 1) {
    const frame = frames[index]!;
    const least = frames[darkest]!;
    if (frame.energy < least.energy || (frame.energy === least.energy && frame.index > least.index))
      darkest = index;
  }
  return darkest;
}

/** Copies the frames of the window to places of their own, for the window will be written over. */
function keepFrames(tally: BrightTally, { samples, brightFrames }: KernelMemory): void {
  const { frames, frameLength } = tally;
  const isShort = frameLength <= longestInKernel;
  if (!isShort) tally.kept ??= new Float32Array(framesAtMost * frameLength);
  const free = new Set(Array.from({ length: framesAtMost }, (_, place) => place));
  for (const { place } of frames) free.delete(place);
  const places = free.values();
  for (const frame of frames) {
    if (frame.place >= 0) continue;
    frame.place = places.next().value!;
    const from = frame.address / 4;
    if (isShort) {
      frame.address = brightFrames + 4 * frame.place * frameLength;
      samples.copyWithin(frame.address / 4, from, from + frameLength);
    } else tally.kept!.set(samples.subarray(from, from + frameLength), frame.place * frameLength);
  }
}

/** The mean spectrum of the brightest frames; of a recording shorter than a frame, of what the window holds. */
export function brightSpectrumOf(tally: BrightTally, memory: KernelMemory, window: ClipWindow): MeanSpectrum {
  const { sampleRateHertz, frameLength, frames } = tally;
  const isWhole = frames.length > 0;
  const weights = isWhole ? analysisOf(frameLength).window : blackmanHarris(window.count);
  const places = isWhole
    ? frames.sort((a, b) => a.index - b.index).map(({ address }) => address)
    : [window.mix];
  const isInKernel = frameLength <= longestInKernel && frameLength >= 512;
  const powers = isInKernel
    ? powersInKernel(memory, places, weights, frameLength)
    : powersOutside(tally, memory, weights, window);
  const scale = 1 / (places.length * (isWhole ? analysisOf(frameLength).energy : energyOf(weights)));
  const kernelScale = frameLength === pairedLength ? 1 / 2 : 1 / 4;
  const decibels = new Float64Array(frameLength / 2 + 1);
  writeDecibels(decibels, powers, isInKernel ? kernelScale * scale : scale);
  return { binHertz: sampleRateHertz / frameLength, decibels };
}

function writeDecibels(decibels: Float64Array, powers: Float64Array, scale: number): void {
  for (let bin = 0; bin < decibels.length; bin += 1) {
    decibels[bin] = 10 * Math.log10(powers[bin]! * scale + 1e-24);
  }
}

/** Summed powers of frames of 512, 1024 or 2048 samples; twice as much of paired ones, else four times. */
function powersInKernel(
  memory: KernelMemory,
  places: readonly number[],
  weights: Float64Array,
  frameLength: number,
): Float64Array {
  const { run, silentFrame, brightSums } = memory;
  writeWindow(memory, weights, frameLength);
  run.resetBright(frameLength / 2 + 1);
  const isPaired = frameLength === pairedLength;
  const at = (index: number): number => places[index] ?? silentFrame;
  const batch = isPaired ? 8 : 4;
  for (let first = 0; first < places.length; first += batch) {
    if (isPaired) {
      for (let pair = 0; pair < 4; pair += 1) {
        run.pairFrames(pair, at(first + 2 * pair), at(first + 2 * pair + 1));
      }
      run.addBrightPairs();
    } else run.addBright(at(first), at(first + 1), at(first + 2), at(first + 3), frameLength / 2);
  }
  run.finishBright(frameLength / 2 + 1);
  return brightSums;
}

/** The window's table; of pairs each weight twice in a row. Zeros where a recording is shorter than a frame. */
function writeWindow(
  { samples, tables, brightWindow }: KernelMemory,
  weights: Float64Array,
  frameLength: number,
): void {
  const key = weights.length === frameLength ? frameLength : -1;
  if (tables.brightLength === key && key > 0) return;
  tables.brightLength = key;
  const table = samples.subarray(brightWindow / 4, brightWindow / 4 + longestInKernel);
  const repeats = frameLength === pairedLength ? 2 : 1;
  table.fill(0);
  for (let index = 0; index < weights.length * repeats; index += 1) {
    table[index] = weights[Math.floor(index / repeats)]!;
  }
}

/** The same by the transform of the scalar twin, of frames that are too long or too short for the kernel's. */
function powersOutside(
  { frameLength, frames, kept }: BrightTally,
  { samples }: KernelMemory,
  weights: Float64Array,
  { mix }: ClipWindow,
): Float64Array {
  const analysis = analysisOf(frameLength);
  const powers = new Float64Array(frameLength / 2 + 1);
  const chosen = frames.length > 0 ? frames : [{ place: -1, address: mix }];
  for (const { place, address } of chosen) {
    const [source, from] = place < 0 || kept === null ? [samples, address / 4] : [kept, place * frameLength];
    analysis.addPowers(source, from, weights, powers);
  }
  return powers;
}
