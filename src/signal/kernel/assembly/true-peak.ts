import { blockHighs, blockLows, blockSamples } from "./layout";

/** Taps of the four phases of BS.1770-5, Annex 2, as the host writes them: the four of tap 0, of tap 1, ... of tap 11. */
export const peakTaps: usize = memory.data(12 * 16, 16);
/** Largest interpolated magnitude about local maxima, by the upper 11 bits (exponent and three of the mantissa) of these. */
const peaks: usize = memory.data(2048 * 4, 64);

/** Forgets all maxima. */
export function resetPeaks(): void {
  memory.fill(peaks, 0, 2048 * 4);
}

/** Exponent and the first three bits of the mantissa of a magnitude: eight steps an octave. */
@inline export function stepOf(magnitude: f32): i32 {
  return reinterpret<i32>(magnitude) >> 20;
}

/**
 * Interpolates about the local maxima of at least `floor` among `count` samples that begin at a block; with `isAfter`, of the 64 samples
 * before it too, which the window before left out for want of those after it. The last 64 of this one are left out unless `isLast`.
 */
export function addPeaks(address: usize, count: i32, floor: f32, isAfter: bool, isLast: bool): void {
  const least = reinterpret<f32>(stepOf(floor) << 20);
  if (isAfter) addBlockPeaks(address - (<usize>blockSamples << 2), blockSamples, least);
  const end = isLast ? count : count - blockSamples;
  let at: usize = 0;
  for (let done = 0; done < end; done += blockSamples, at += 4) {
    const magnitude = max(load<f32>(blockHighs + at), -load<f32>(blockLows + at));
    if (magnitude >= least) addBlockPeaks(address + (<usize>done << 2), min(blockSamples, end - done), least);
  }
}

/** In fours: samples after the last of a recording are 0, and no maximum. */
function addBlockPeaks(address: usize, count: i32, least: f32): void {
  const floor = f32x4.splat(max<f32>(least, 1e-37));
  for (const end = address + (<usize>count << 2); address < end; address += 16) {
    const magnitudes = f32x4.abs(v128.load(address));
    const isRising = f32x4.ge(magnitudes, f32x4.abs(v128.load(address - 4)));
    const isFalling = f32x4.gt(magnitudes, f32x4.abs(v128.load(address, 4)));
    const isPeak = v128.and(v128.and(isRising, isFalling), f32x4.ge(magnitudes, floor));
    for (let mask = i32x4.bitmask(isPeak); mask != 0; mask &= mask - 1) {
      const sample = address + (<usize>ctz(mask) << 2);
      const place = peaks + (<usize>stepOf(abs(load<f32>(sample))) << 2);
      store<f32>(place, max(load<f32>(place), peakAbout(sample)));
    }
  }
}

/** Largest interpolated magnitude between the sample before and the one after. */
function peakAbout(address: usize): f32 {
  // With its newest tap at sample n, the filter gives values between samples n - 6 and n - 5.
  let first = f32x4.splat(0), second = first, third = first, fourth = first;
  let newest = address + 20;
  for (let taps = peakTaps; taps < peakTaps + 192; taps += 32, newest -= 8) {
    const weights = v128.load(taps), nextWeights = v128.load(taps, 16), shared = v128.load_splat<f32>(newest);
    first = f32x4.add(first, f32x4.mul(weights, shared));
    second = f32x4.add(second, f32x4.mul(weights, v128.load_splat<f32>(newest, 4)));
    third = f32x4.add(third, f32x4.mul(nextWeights, v128.load_splat<f32>(newest - 4)));
    fourth = f32x4.add(fourth, f32x4.mul(nextWeights, shared));
  }
  first = f32x4.add(first, third);
  second = f32x4.add(second, fourth);
  const both = f32x4.pmax(f32x4.abs(first), f32x4.abs(second));
  return max(
    max(f32x4.extract_lane(both, 0), f32x4.extract_lane(both, 1)),
    max(f32x4.extract_lane(both, 2), f32x4.extract_lane(both, 3)),
  );
}

/** The largest about maxima of at least `floor`, both rounded down to eight steps an octave; 0 without one. */
export function highestPeak(floor: f32): f32 {
  let highest: f32 = 0;
  for (let step = stepOf(floor); step < 2048; step++) highest = max(highest, load<f32>(peaks + (<usize>step << 2)));
  return highest;
}
