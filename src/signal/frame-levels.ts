/** Samples in a block, the smallest stretch that energies are kept of. */
export const blockLength = 64;
/** Frames last about 50 ms and follow each other by half: short against words and barks, long against a period of 40 Hz. */
const hopSeconds = 0.025;

/** The dynamics of a recording. */
export interface FrameLevels {
  /** 10th percentile of the level of frames, dB of full scale. */
  readonly noiseFloorDecibels: number | null;
  /** 95th less 10th percentile, dB. */
  readonly modulationDepthDecibels: number | null;
}

/** Energies of a recording in steps of about 25 ms. */
export interface HopEnergies {
  /** Frames (instants) in a step. */
  readonly hopLength: number;
  /** Sum of squares over all channels per step; what is left at the end, if not a whole step, is left out. */
  readonly energies: ArrayLike<number>;
  /** Largest |sample|. */
  readonly peak: number;
  /** Whether every sample is a finite number; else the rest has no meaning. */
  readonly isAllFinite: boolean;
}

/** Frames (instants) in a step of about 25 ms: whole blocks of 64. */
export function levelHopLength(sampleRateHertz: number): number {
  return blockLength * Math.max(1, Math.round((hopSeconds * sampleRateHertz) / blockLength));
}

/** Reads `channels` once: energy per step, peak, and whether all samples are finite. */
export function measureHops(channels: readonly Float32Array[], sampleRateHertz: number): HopEnergies {
  const hopLength = levelHopLength(sampleRateHertz);
  const energies = new Float64Array(Math.ceil((channels[0]?.length ?? 0) / hopLength));
  let peak = 0;
  for (const samples of channels) {
    for (let hop = 0; hop < energies.length; hop += 1) {
      const end = Math.min(samples.length, (hop + 1) * hopLength);
      let energy = 0;
      for (let index = hop * hopLength; index < end; index += 1) {
        const value = samples[index]!;
        const magnitude = value < 0 ? -value : value;
        if (magnitude > peak) peak = magnitude;
        energy += value * value;
      }
      energies[hop]! += energy;
    }
  }
  // NaN and infinities spread into every sum they enter.
  const isAllFinite = energies.every(Number.isFinite);
  const wholeCount = Math.max(1, Math.floor((channels[0]?.length ?? 0) / hopLength));
  return { hopLength, energies: energies.subarray(0, wholeCount), peak, isAllFinite };
}

/**
 * Noise floor and modulation depth: percentiles of the level of frames of about 50 ms with 50 % overlap. Digitally silent
 * frames are left out, for padding is no noise; null when none is left, or below one whole frame. A stationary sound
 * (a fan, rain) has no pauses: then the floor is its own level, so it is no signal-to-noise ratio.
 */
export function frameLevels(
  { hopLength, energies }: Pick<HopEnergies, "hopLength" | "energies">,
  channelCount: number,
): FrameLevels {
  const levels = new Float64Array(energies.length);
  let count = 0;
  for (let hop = 0; hop + 1 < energies.length; hop += 1) {
    const energy = energies[hop]! + energies[hop + 1]!;
    if (energy <= 0) continue;
    levels[count] = 10 * Math.log10(energy / (2 * hopLength * channelCount));
    count += 1;
  }
  if (count === 0) return { noiseFloorDecibels: null, modulationDepthDecibels: null };
  const decibels = levels.subarray(0, count).sort();
  const noiseFloorDecibels = quantileOfSorted(decibels, 0.1);
  return {
    noiseFloorDecibels,
    modulationDepthDecibels: quantileOfSorted(decibels, 0.95) - noiseFloorDecibels,
  };
}

/** Quantile by linear interpolation (type 7 of Hyndman and Fan, 1996) of ascending values, at least one. */
export function quantileOfSorted(sorted: Float64Array, probability: number): number {
  const position = probability * (sorted.length - 1);
  const low = Math.floor(position);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low]! + (position - low) * (sorted[high]! - sorted[low]!);
}
