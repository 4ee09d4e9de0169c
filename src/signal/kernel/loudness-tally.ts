import { channelWeight, kWeighting, loudnessHopLength, loudnessOfHops } from "../loudness.ts";
import type { KernelMemory } from "./kernel-memory.ts";
import { addressOf, type SampleWindow } from "./sample-windows.ts";

/** K-weighted energies of a recording, window by window. */
export interface LoudnessTally {
  readonly hopLength: number;
  /** Per 100 ms, channels weighted and added. */
  readonly hopEnergies: Float64Array;
  readonly channelCount: number;
}

/** Nothing measured yet; null for recordings that have no loudness. Sets the kernel's filters. */
export function emptyLoudness(
  { run }: KernelMemory,
  channels: readonly Float32Array[],
  sampleRateHertz: number,
): LoudnessTally | null {
  const hopLength = loudnessHopLength(sampleRateHertz);
  if (hopLength === null) return null;
  const [shelf, pass] = kWeighting(sampleRateHertz);
  run.setFilters(shelf.b0, shelf.b1, shelf.b2, shelf.a1, shelf.a2, pass.a1, pass.a2);
  const hopEnergies = new Float64Array(Math.floor((channels[0]?.length ?? 0) / hopLength));
  return { hopLength, hopEnergies, channelCount: channels.length };
}

/** Adds the hops of one channel that end within the window. */
export function addLoudness(
  { hopLength, hopEnergies, channelCount }: LoudnessTally,
  { run, loudnessEnergies }: KernelMemory,
  channel: { readonly index: number; readonly buffer: number; readonly window: SampleWindow },
): void {
  const weight = channelWeight(channel.index, channelCount);
  const first = Math.floor(channel.window.start / hopLength);
  const count = Math.floor(channel.window.end / hopLength) - first;
  if (weight === 0 || count === 0) return;
  run.weightHops(addressOf(first * hopLength, channel.buffer, channel.window), hopLength, count);
  for (let hop = 0; hop < count; hop += 1) hopEnergies[first + hop]! += weight * loudnessEnergies[hop]!;
}

/** The loudness of all hops. */
export function loudnessOf(tally: LoudnessTally | null): number | null {
  return tally && loudnessOfHops(tally.hopEnergies, tally.hopLength);
}
