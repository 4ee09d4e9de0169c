import { frameLength, hopLength, type SpectralSummary } from "../analyze-spectrum.ts";
import { melBands } from "../mel.ts";
import { melBandCount, mfccOfDecibels } from "../mfcc.ts";
import type { ClipWindow } from "./clip-window.ts";
import type { KernelMemory } from "./kernel-memory.ts";

/** Above this peak the products of four powers could leave the range of 32-bit floats. */
const highestPeak = 2;
/** The kernel's window multiplies samples by this, so its powers by the square: `tableGain` of `assembly/gain.ts`. */
const tableGain = 16;

/** Spectra of a recording, window by window. */
export interface SpectrumTally {
  frameCount: number;
  /** Factor on the samples of the windows so far, a power of two. */
  gain: number;
}

/** Nothing analysed yet. Writes the kernel's tables. */
export function emptySpectrum(memory: KernelMemory, sampleRateHertz: number): SpectrumTally {
  writeMelTables(memory, sampleRateHertz);
  memory.run.setSampleGain(1);
  memory.run.resetFrames();
  return { frameCount: 0, gain: 1 };
}

/**
 * Analyses the frames that end within the window; the only one of a recording shorter than a frame ends in zeros.
 *
 * @param peak Largest |sample| of the recording so far.
 */
export function addSpectra(
  tally: SpectrumTally,
  { run }: KernelMemory,
  { mix, historyLength, start, count, isLast }: ClipWindow,
  peak: number,
): void {
  const wholeCount = Math.floor((start + count - frameLength) / hopLength) + 1;
  const end = Math.max(isLast ? 1 : 0, wholeCount);
  const gain = peak > highestPeak ? 2 ** Math.floor(Math.log2(highestPeak / peak)) : 1;
  if (gain !== tally.gain) {
    run.finishFrames();
    run.setSampleGain(gain);
    tally.gain = gain;
  }
  const first = mix - 4 * historyLength;
  if (gain !== 1) run.scaleSamples(first, historyLength + count, gain);
  run.addFrames(mix + 4 * (tally.frameCount * hopLength - start), end - tally.frameCount);
  if (gain !== 1) run.scaleSamples(first, historyLength + count, 1 / gain);
  tally.frameCount = end;
}

/** The spectrum of all frames. */
export function spectrumOf(
  { frameCount }: SpectrumTally,
  { run, powerSums, shapeResults, melSums }: KernelMemory,
): SpectralSummary {
  run.finishFrames();
  run.foldMels();
  run.averagePowers(frameCount);
  const soundingCount = shapeResults[4]!;
  const mean = (index: number): number => shapeResults[index]! / soundingCount;
  const shape = { centroid: mean(0), bandwidth: mean(1), rolloff: mean(2), flatness: mean(3) };
  return {
    meanPowers: powerSums.slice(),
    shape: soundingCount === 0 ? null : shape,
    mfccMeans: mfccOfDecibels(melSums, frameCount),
  };
}

function writeMelTables(memory: KernelMemory, sampleRateHertz: number): void {
  const { tables, samples, integers } = memory;
  if (tables.melRateHertz === sampleRateHertz) return;
  tables.melRateHertz = sampleRateHertz;
  let at = memory.melWeights / 4;
  melBands(sampleRateHertz, frameLength, melBandCount).forEach(({ firstBin, weights }, band) => {
    const groupCount = Math.ceil(weights.length / 4);
    integers[memory.melBands / 4 + 2 * band] = firstBin;
    integers[memory.melBands / 4 + 2 * band + 1] = groupCount;
    for (let index = 0; index < 4 * groupCount; index += 1) {
      samples[at + index] = (weights[index] ?? 0) / tableGain ** 2;
    }
    at += 4 * groupCount;
  });
}
