import { frameLength } from "../analyze-spectrum.ts";
import { amplitudeStep, describeSignal, gridBits } from "../describe-signal.ts";
import { frameLevels, levelHopLength } from "../frame-levels.ts";
import { amplitudeDecibels } from "../level.ts";
import { loudnessOfHops } from "../loudness.ts";
import { loudnessRangeOfHops } from "../loudness-range.ts";
import { describeEdge, type MeasuredProvenance } from "../measure-provenance.ts";
import { silenceLimit } from "../silent-parts.ts";
import { nearPeakRatio } from "../true-peak.ts";
import { addAmplitudes, emptyAmplitudes, wadaSnrOf } from "../wada-snr.ts";
import { addBrightFrames, brightSpectrumOf, emptyBright } from "./bright-tally.ts";
import type { ClipAnalysis, ClipFormat } from "./clip-format.ts";
import type { ClipWindow, WindowLayout } from "./clip-window.ts";
import { addDropouts, emptyDropouts, longestDropoutOf } from "./dropout-tally.ts";
import type { KernelMemory } from "./kernel-memory.ts";
import {
  addFrameLevels,
  addLevels,
  emptyFrames,
  emptyLevels,
  frameSumsOf,
  levelsOf,
  peakOf,
} from "./level-tally.ts";
import { addLoudness, emptyLoudness } from "./loudness-tally.ts";
import { addPrintFrames, emptyPrint, printOf } from "./print-tally.ts";
import { addToRail, clippedOf, emptyRail, moveRail } from "./rail-tally.ts";
import { addSpectra, emptySpectrum, spectrumOf } from "./spectrum-tally.ts";

/** What is known of a recording up to some window: the parts are each a file of their own. */
export type ClipTally = ReturnType<typeof beginTally>;

/** Nothing measured yet. Resets the kernel. */
export function beginTally(memory: KernelMemory, format: ClipFormat) {
  const { channelCount, sampleRateHertz } = format;
  const { run } = memory;
  run.resetGrid();
  run.resetEnds();
  run.resetPeaks();
  return {
    format,
    levels: emptyLevels(channelCount),
    frames: emptyFrames(memory, levelHopLength(sampleRateHertz)),
    loudness: emptyLoudness(memory, channelCount, sampleRateHertz),
    rails: Array.from({ length: channelCount }, () => [emptyRail(1), emptyRail(-1)] as const),
    dropouts: emptyDropouts(sampleRateHertz),
    bright: emptyBright(sampleRateHertz),
    print: emptyPrint(memory, sampleRateHertz),
    spectrum: emptySpectrum(memory, sampleRateHertz),
    amplitudes: format.isSpeech ? emptyAmplitudes() : null,
    isDualMono: channelCount > 1,
  };
}

/** Measures the window that is in memory. */
export function addWindow(tally: ClipTally, memory: KernelMemory, window: ClipWindow): void {
  const { run, samples } = memory;
  const { count, channels, mix } = window;
  run.resetEnergies(Math.ceil(count / 64));
  run.beginEnds();
  // The first channel comes last, because dropouts are looked for in it.
  for (let index = channels.length - 1; index >= 0; index -= 1) addChannel(tally, memory, window, index);
  if (channels.length > 1) {
    channels.forEach((address, index) => {
      run.addToMix(mix, address, count, channels.length, index === 0);
      if (index > 0) tally.isDualMono &&= run.areEqual(channels[0]!, address, count) === 1;
    });
    if (window.isLast) samples.fill(0, mix / 4 + count, mix / 4 + count + memory.paddingLength);
  }
  run.measureMix(mix, count);
  addFrameLevels(tally.frames, memory, { count, channelCount: channels.length });
  addDropouts(tally.dropouts, memory, window, peakOf(tally.levels));
  addBrightFrames(tally.bright, memory, window);
  if (tally.print) addPrintFrames(tally.print, memory, window);
  if (tally.amplitudes) addAmplitudes(tally.amplitudes, samples.subarray(mix / 4, mix / 4 + count));
  addSpectra(tally.spectrum, memory, window, peakOf(tally.levels));
}

function addChannel(tally: ClipTally, memory: KernelMemory, window: ClipWindow, index: number): void {
  const { run, samples } = memory;
  const { start, count, isLast } = window;
  const { bitDepth } = tally.format;
  const address = window.channels[index]!;
  addLevels(tally.levels, memory, { index, address, count });
  const scale = 2 ** (gridBits(bitDepth) - 1);
  run.measureGrid(address, count, scale, samples[(start === 0 ? address : address - 4) / 4]!);
  run.addEnds(address, count, start);
  run.addPeaks(address, count, nearPeakRatio * peakOf(tally.levels), start > 0, isLast);
  const stepsPerUnit = 1 / stepOf(tally, memory);
  const { highest, lowest } = tally.levels.extremes[index]!;
  const [upper, lower] = tally.rails[index]!;
  addToRail(upper, memory, { address, count, rail: highest, stepsPerUnit });
  addToRail(lower, memory, { address, count, rail: lowest, stepsPerUnit });
  if (tally.loudness) addLoudness(tally.loudness, memory, window, index);
}

/** The step of all samples so far in last bits; null off the grid, or where too few changes were seen to tell. */
function gridStep({ levels, format }: ClipTally, { gridResults }: KernelMemory): number | null {
  const [step, changeCount, isOnGrid] = gridResults;
  const enoughChanges = 16;
  const scaledPeak = peakOf(levels) * 2 ** (gridBits(format.bitDepth) - 1);
  if (isOnGrid === 0 || scaledPeak >= 2 ** 31) return null;
  return step === 1 || changeCount! >= enoughChanges ? step! : null;
}

/** That step as a share of full scale. */
function stepOf(tally: ClipTally, memory: KernelMemory): number {
  return amplitudeStep(gridStep(tally, memory), tally.format.bitDepth);
}

/** What was measured; the last window is still in memory. */
export function finishTally(tally: ClipTally, memory: KernelMemory, last: ClipWindow): ClipAnalysis {
  const { channelCount, sampleRateHertz, bitDepth } = tally.format;
  const { count, mix } = last;
  const lastSample = memory.samples[mix / 4 + count - 1]!;
  const frames = frameSumsOf(memory, { count, channelCount, lastSample });
  const { levels } = tally;
  const sampleCount = (last.start + count) * channelCount;
  const signal = describeSignal({
    sampleRateHertz,
    bitDepth,
    sampleCount,
    levels: levelsOf(levels, sampleCount),
    loudnessLufs: tally.loudness && loudnessOfHops(tally.loudness.hopEnergies, tally.loudness.hopLength),
    silentShare: frames.silentCount / frames.frameCount,
    frameRootMeanSquare: frames.rootSum / frames.frameCount,
    zeroCrossingRate: frames.crossingCount / (frameLength * frames.frameCount),
    nonFiniteCount: levels.nonFiniteCount,
    isDualMono: tally.isDualMono,
    step: gridStep(tally, memory),
    clippedCount: clippedCount(tally, memory),
    spectrum: spectrumOf(tally.spectrum, memory),
  });
  const fingerprint = tally.print && printOf(tally.print, memory);
  return { signal, provenance: provenanceOf(tally, memory, last), fingerprint };
}

function clippedCount(tally: ClipTally, memory: KernelMemory): number {
  const stepsPerUnit = 1 / stepOf(tally, memory);
  return tally.levels.extremes.reduce((sum, { highest, lowest }, index) => {
    if (!(lowest < highest)) return sum;
    const [upper, lower] = tally.rails[index]!;
    moveRail(upper, highest, stepsPerUnit);
    moveRail(lower, lowest, stepsPerUnit);
    return sum + clippedOf(upper) + clippedOf(lower);
  }, 0);
}

function provenanceOf(tally: ClipTally, memory: KernelMemory, last: ClipWindow): MeasuredProvenance {
  const { sampleRateHertz, channelCount, bitDepth } = tally.format;
  const { run } = memory;
  const peak = peakOf(tally.levels);
  const length = last.start + last.count;
  const limit = silenceLimit(peak);
  const first = run.firstSounding(limit);
  const lastSounding = run.lastSounding(limit);
  const isSilent = lastSounding < 0;
  const dropoutCount = isSilent ? 0 : longestDropoutOf(tally.dropouts, { first, last: lastSounding, peak });
  return {
    truePeakDecibels: amplitudeDecibels(Math.max(peak, run.highestPeak(nearPeakRatio * peak))),
    loudnessRangeLufs:
      tally.loudness && loudnessRangeOfHops(tally.loudness.hopEnergies, tally.loudness.hopLength),
    ...frameLevels(
      { hopLength: levelHopLength(sampleRateHertz), energies: tally.frames.levelEnergies },
      channelCount,
    ),
    leadingSilenceSeconds: (isSilent ? length : first) / sampleRateHertz,
    trailingSilenceSeconds: (isSilent ? length : length - 1 - lastSounding) / sampleRateHertz,
    longestDropoutSeconds: dropoutCount / sampleRateHertz,
    ...describeEdge(peak === 0 ? null : brightSpectrumOf(tally.bright, memory, last), bitDepth),
    speechSnrDecibels: tally.amplitudes && wadaSnrOf(tally.amplitudes),
  };
}

/** Makes room for the next window: what the last samples of this one are becomes history. */
export function slideWindow(
  { samples }: KernelMemory,
  { channels, mix, historyLength, windowLength }: WindowLayout,
): void {
  for (const address of channels.includes(mix) ? channels : [...channels, mix]) {
    const end = address / 4 + windowLength;
    samples.copyWithin(address / 4 - historyLength, end - historyLength, end);
  }
}
