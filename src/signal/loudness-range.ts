import { quantileOfSorted } from "./frame-levels.ts";
import { loudnessHopEnergies, loudnessHopLength } from "./loudness.ts";

/** Hops of 100 ms in a window of 3 s: its overlap of 2.9 s is the least that the standard asks for. */
const hopsPerWindow = 30;
const absoluteGateLufs = -70;
const relativeGateDecibels = 20;

/**
 * Loudness range of EBU Tech 3342 (2016), in LU: 10th to 95th percentile of the loudness of 3 s windows, those
 * below -70 LUFS dropped, then those more than 20 LU below the mean power of the rest. The standard calls it unstable
 * in the first minute. Null below 3 s, when all is gated away, and at rates without a K-weighting.
 */
export function loudnessRange(channels: readonly Float32Array[], sampleRateHertz: number): number | null {
  const hopLength = loudnessHopLength(sampleRateHertz);
  if (hopLength === null || (channels[0]?.length ?? 0) < hopsPerWindow * hopLength) return null;
  return loudnessRangeOfHops(loudnessHopEnergies(channels, sampleRateHertz, hopLength), hopLength);
}

/** Loudness range from the K-weighted energy of each 100 ms, channels weighted and added; null as above. */
export function loudnessRangeOfHops(hopEnergies: ArrayLike<number>, hopLength: number): number | null {
  const powers: number[] = [];
  for (let start = 0; start + hopsPerWindow <= hopEnergies.length; start += 1) {
    let sum = 0;
    for (let hop = start; hop < start + hopsPerWindow; hop += 1) sum += hopEnergies[hop]!;
    powers.push(sum / (hopsPerWindow * hopLength));
  }
  const sounding = powers.filter((power) => powerToLufs(power) >= absoluteGateLufs);
  if (sounding.length === 0) return null;
  const mean = sounding.reduce((sum, power) => sum + power, 0) / sounding.length;
  const gate = powerToLufs(mean) - relativeGateDecibels;
  const kept = Float64Array.from(sounding.map(powerToLufs).filter((lufs) => lufs >= gate)).sort();
  return quantileOfSorted(kept, 0.95) - quantileOfSorted(kept, 0.1);
}

function powerToLufs(power: number): number {
  return -0.691 + 10 * Math.log10(power);
}
