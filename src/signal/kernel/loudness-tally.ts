import { channelWeight, highPassShape, kWeighting, loudnessHopLength } from "../loudness.ts";
import type { ClipWindow } from "./clip-window.ts";
import type { KernelMemory } from "./kernel-memory.ts";

/** K-weighted energies of a recording, window by window. */
export interface LoudnessTally {
  readonly hopLength: number;
  /** Per 100 ms, channels weighted and added. */
  readonly hopEnergies: number[];
  readonly channelCount: number;
}

/** Nothing measured yet; null for recordings that have no loudness. Sets the kernel's filters. */
export function emptyLoudness(
  { run }: KernelMemory,
  channelCount: number,
  sampleRateHertz: number,
): LoudnessTally | null {
  const hopLength = loudnessHopLength(sampleRateHertz);
  if (hopLength === null) return null;
  const [shelf] = kWeighting(sampleRateHertz);
  const { tangent, quality } = highPassShape(sampleRateHertz);
  run.setFilters(shelf.b0, shelf.b1, shelf.b2, shelf.a1, shelf.a2, tangent, quality);
  return { hopLength, hopEnergies: [], channelCount };
}

/** Adds the hops of one channel that end within the window. */
export function addLoudness(
  { hopLength, hopEnergies, channelCount }: LoudnessTally,
  { run, loudnessEnergies }: KernelMemory,
  { start, count, channels }: ClipWindow,
  index: number,
): void {
  const weight = channelWeight(index, channelCount);
  const first = Math.floor(start / hopLength);
  const hopCount = Math.floor((start + count) / hopLength) - first;
  if (weight === 0 || hopCount === 0) return;
  run.weightHops(channels[index]! + 4 * (first * hopLength - start), hopLength, hopCount);
  for (let hop = 0; hop < hopCount; hop += 1) {
    hopEnergies[first + hop] = (hopEnergies[first + hop] ?? 0) + weight * loudnessEnergies[hop]!;
  }
}
