import { hopEnergies, hopLength, levelResults } from "./layout";

/** Sets to 0 what is NaN or infinite among `count` samples, and returns how many were. */
export function zeroNonFinite(address: usize, count: i32): i32 {
  let found = 0;
  for (const end = address + ((<usize>count) << 2); address < end; address += 4) {
    const sample = load<f32>(address);
    if (sample - sample == 0) continue;
    store<f32>(address, 0);
    found++;
  }
  return found;
}

/**
 * Levels of `count` samples of one channel, which begin at a hop: `levelResults` receives the sum, the sum of squares, the highest and
 * the lowest sample, how many were not finite (they are set to 0) and how many are beyond full scale; the energy
 * of each hop is added to `hopEnergies`.
 */
export function measureLevels(address: usize, count: i32): void {
  let sum: f64 = 0, squares: f64 = 0, nonFiniteCount = 0, overCount = 0;
  let highest: f32 = -Infinity, lowest: f32 = Infinity;
  let energies = hopEnergies;
  for (let left = count; left > 0; left -= hopLength, address += <usize>hopLength << 2, energies += 8) {
    const length = min(left, hopLength);
    let energy = measureHop(address, length);
    if (!(energy < Infinity)) {
      // A square of a 32-bit float fits into 64 bits, so only NaN and infinities lead here.
      nonFiniteCount += zeroNonFinite(address, length);
      energy = measureHop(address, length);
    }
    sum += hopSum;
    squares += energy;
    highest = max(highest, hopHighest);
    lowest = min(lowest, hopLowest);
    if (hopHighest > 1 || hopLowest < -1) overCount += countOver(address, length);
    store<f64>(energies, load<f64>(energies) + energy);
  }
  store<f64>(levelResults, sum);
  store<f64>(levelResults, squares, 8);
  store<f64>(levelResults, highest, 16);
  store<f64>(levelResults, lowest, 24);
  store<f64>(levelResults, nonFiniteCount, 32);
  store<f64>(levelResults, overCount, 40);
}

// What `measureHop` finds besides the energy.
let hopSum: f64 = 0;
let hopHighest: f32 = 0;
let hopLowest: f32 = 0;

function measureHop(address: usize, length: i32): f64 {
  const vectorEnd = address + ((<usize>length & ~3) << 2), end = address + ((<usize>length) << 2);
  let sums = f64x2.splat(0), squares = sums;
  let highest = f32x4.splat(-Infinity), lowest = f32x4.splat(Infinity);
  for (; address < vectorEnd; address += 16) {
    const samples = v128.load(address);
    const low = f64x2.promote_low_f32x4(samples);
    const high = f64x2.promote_low_f32x4(v128.shuffle<f64>(samples, samples, 1, 1));
    sums = f64x2.add(sums, f64x2.add(low, high));
    squares = f64x2.add(squares, f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high)));
    highest = f32x4.pmax(highest, samples);
    lowest = f32x4.pmin(lowest, samples);
  }
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  let energy = f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1);
  let top = horizontalMaximum(highest), bottom = -horizontalMaximum(f32x4.neg(lowest));
  for (; address < end; address += 4) {
    const sample = load<f32>(address);
    sum += sample;
    energy += <f64>sample * sample;
    top = max(top, sample);
    bottom = min(bottom, sample);
  }
  hopSum = sum;
  hopHighest = top;
  hopLowest = bottom;
  return energy;
}

/** The largest of four lanes. */
@inline export function horizontalMaximum(values: v128): f32 {
  return max(
    max(f32x4.extract_lane(values, 0), f32x4.extract_lane(values, 1)),
    max(f32x4.extract_lane(values, 2), f32x4.extract_lane(values, 3)),
  );
}

function countOver(address: usize, length: i32): i32 {
  let over = 0;
  for (const end = address + ((<usize>length) << 2); address < end; address += 4) {
    if (abs(load<f32>(address)) > 1) over++;
  }
  return over;
}
