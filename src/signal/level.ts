/** Level below which a frame counts as silent: mean square of -60 dB. */
export const silentPower = 1e-6;

/** Levels of a recording over all its channels, full scale = 1. */
export interface Levels {
  /** Largest |sample|. */
  readonly peak: number;
  /** Mean of the squared samples. */
  readonly meanSquare: number;
  /** Mean sample. */
  readonly mean: number;
  /** Samples whose magnitude is above 1. */
  readonly overFullScaleCount: number;
}

/** Levels over all samples of `channels`; zeros when there is none. */
export function measureLevels(channels: readonly Float32Array[]): Levels {
  let peak = 0;
  let squares = 0;
  let sum = 0;
  let overFullScaleCount = 0;
  let count = 0;
  for (const samples of channels) {
    for (let index = 0; index < samples.length; index += 1) {
      const value = samples[index]!;
      const magnitude = Math.abs(value);
      if (magnitude > peak) peak = magnitude;
      if (magnitude > 1) overFullScaleCount += 1;
      sum += value;
      squares += value * value;
    }
    count += samples.length;
  }
  const divisor = Math.max(1, count);
  return { peak, meanSquare: squares / divisor, mean: sum / divisor, overFullScaleCount };
}

/** Twenty times the decadic logarithm of an amplitude; null for 0. */
export function amplitudeDecibels(amplitude: number): number | null {
  return amplitude > 0 ? 20 * Math.log10(amplitude) : null;
}

/** How many samples of `channels` are NaN or infinite. */
export function countNonFinite(channels: readonly Float32Array[]): number {
  let count = 0;
  for (const samples of channels) {
    for (let index = 0; index < samples.length; index += 1) {
      // Only NaN and the infinities differ from themselves when taken from themselves.
      if (samples[index]! - samples[index]! !== 0) count += 1;
    }
  }
  return count;
}

/** `samples` with 0 in place of NaN and infinities, as a new array. */
export function withoutNonFinite(samples: Float32Array): Float32Array {
  return samples.map((value) => (Number.isFinite(value) ? value : 0));
}

/** Whether there are two channels or more and all are equal, sample by sample. */
export function areChannelsEqual(channels: readonly Float32Array[]): boolean {
  const [first, ...others] = channels;
  if (first === undefined || others.length === 0) return false;
  return others.every((samples) => areSamplesEqual(first, samples));
}

function areSamplesEqual(a: Float32Array, b: Float32Array): boolean {
  for (let index = 0; index < a.length; index += 1) {
    if (a[index] !== b[index]) return false;
  }
  return true;
}

/**
 * Share of frames, 0..1, whose mean square over all channels is below -60 dB of full scale.
 * Frames lie as in the spectral analysis; one that is cut by the end counts with the samples it has. 0 without a sample.
 */
export function silentFrameShare(
  channels: readonly Float32Array[],
  frameLength: number,
  hopLength: number,
): number {
  const length = channels[0]?.length ?? 0;
  if (length === 0) return 0;
  const frameCount = Math.max(1, 1 + Math.floor((length - frameLength) / hopLength));
  const span = Math.min(frameLength, length);
  const hopEnergies = energyPerHop(channels, hopLength);
  let silentCount = 0;
  for (let frame = 0; frame < frameCount; frame += 1) {
    let energy = 0;
    for (let hop = frame; hop < frame + frameLength / hopLength; hop += 1) energy += hopEnergies[hop] ?? 0;
    if (energy / (span * channels.length) < silentPower) silentCount += 1;
  }
  return silentCount / frameCount;
}

function energyPerHop(channels: readonly Float32Array[], hopLength: number): Float64Array {
  const energies = new Float64Array(Math.ceil((channels[0]?.length ?? 0) / hopLength));
  for (const samples of channels) {
    for (let hop = 0; hop < energies.length; hop += 1) {
      const end = Math.min(samples.length, (hop + 1) * hopLength);
      let energy = 0;
      for (let index = hop * hopLength; index < end; index += 1) energy += samples[index]! * samples[index]!;
      energies[hop]! += energy;
    }
  }
  return energies;
}

const floats = new Float32Array(1);
const bits = new Int32Array(floats.buffer);

/**
 * A positive number rounded down to the next of eight steps per octave (2^k times 1, 9/8, 10/8, ... 15/8): in such steps a stream
 * can remember what went beyond a limit that is known only at its end.
 */
export function floorToStep(value: number): number {
  floats[0] = value;
  bits[0]! &= ~0xfffff;
  return floats[0]!;
}
