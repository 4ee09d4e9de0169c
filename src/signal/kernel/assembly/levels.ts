import { blockEnergies, blockEquals, blockHighs, blockLows, blockSamples, levelResults } from "./layout";

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

/** Forgets the energies of the `blockCount` blocks of a window. */
export function resetEnergies(blockCount: i32): void {
  memory.fill(blockEnergies, 0, (<usize>blockCount) << 3);
}

/**
 * Levels of `count` samples of one channel, which begin at a block: `levelResults` receives the sum, the sum of squares, the highest
 * and the lowest sample, how many were not finite (they are set to 0) and how many are beyond full scale; each block's
 * energy is added to `blockEnergies`, and `blockHighs`, `blockLows` and `blockEquals` tell where to look closer.
 */
export function measureLevels(address: usize, count: i32): void {
  let sum: f64 = 0, squares: f64 = 0, nonFiniteCount = 0, overCount = 0;
  let highest: f32 = -Infinity, lowest: f32 = Infinity;
  let at: usize = 0;
  for (let left = count; left > 0; left -= blockSamples, address += <usize>blockSamples << 2, at += 4) {
    const length = min(left, blockSamples);
    let energy = measureBlock(address, length);
    if (!(energy < Infinity)) {
      // A square of a 32-bit float fits into 64 bits, so only NaN and infinities lead here.
      nonFiniteCount += zeroNonFinite(address, length);
      energy = measureBlock(address, length);
    }
    sum += blockSum;
    squares += energy;
    highest = max(highest, blockHighest);
    lowest = min(lowest, blockLowest);
    if (blockHighest > 1 || blockLowest < -1) overCount += countOver(address, length);
    store<f32>(blockHighs + at, blockHighest);
    store<f32>(blockLows + at, blockLowest);
    store<i32>(blockEquals + at, blockEqual);
    const energies = blockEnergies + (at << 1);
    store<f64>(energies, load<f64>(energies) + energy);
  }
  store<f64>(levelResults, sum);
  store<f64>(levelResults, squares, 8);
  store<f64>(levelResults, highest, 16);
  store<f64>(levelResults, lowest, 24);
  store<f64>(levelResults, nonFiniteCount, 32);
  store<f64>(levelResults, overCount, 40);
}

// What `measureBlock` finds besides the energy.
let blockSum: f64 = 0;
let blockHighest: f32 = 0;
let blockLowest: f32 = 0;
let blockEqual: i32 = 0;

function measureBlock(address: usize, length: i32): f64 {
  const pairEnd = address + ((<usize>length & ~7) << 2), end = address + ((<usize>length) << 2);
  let sums = f64x2.splat(0), squares = sums, otherSums = sums, otherSquares = sums;
  let highest = f32x4.splat(-Infinity), lowest = f32x4.splat(Infinity);
  let equals = i32x4.splat(0);
  let before = v128.load(address - 4);
  for (; address < pairEnd; address += 32) {
    const samples = v128.load(address), others = v128.load(address, 16);
    const low = f64x2.promote_low_f32x4(samples), high = f64x2.promote_low_f32x4(v128.shuffle<f64>(samples, samples, 1, 1));
    const otherLow = f64x2.promote_low_f32x4(others), otherHigh = f64x2.promote_low_f32x4(v128.shuffle<f64>(others, others, 1, 1));
    sums = f64x2.add(sums, f64x2.add(low, high));
    otherSums = f64x2.add(otherSums, f64x2.add(otherLow, otherHigh));
    squares = f64x2.add(squares, f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high)));
    otherSquares = f64x2.add(otherSquares, f64x2.add(f64x2.mul(otherLow, otherLow), f64x2.mul(otherHigh, otherHigh)));
    highest = f32x4.pmax(f32x4.pmax(highest, samples), others);
    lowest = f32x4.pmin(f32x4.pmin(lowest, samples), others);
    const equal = i32x4.add(f32x4.eq(samples, before), f32x4.eq(others, v128.load(address, 12)));
    equals = i32x4.sub(equals, equal);
    before = v128.load(address, 28);
  }
  sums = f64x2.add(sums, otherSums);
  squares = f64x2.add(squares, otherSquares);
  let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  let energy = f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1);
  let top = horizontalMaximum(highest), bottom = -horizontalMaximum(f32x4.neg(lowest));
  let equal = horizontalSum(equals);
  for (; address < end; address += 4) {
    const sample = load<f32>(address);
    sum += sample;
    energy += <f64>sample * sample;
    top = max(top, sample);
    bottom = min(bottom, sample);
    if (sample == load<f32>(address - 4)) equal++;
  }
  blockSum = sum;
  blockHighest = top;
  blockLowest = bottom;
  blockEqual = equal;
  return energy;
}

/** The largest of four lanes. */
@inline function horizontalMaximum(values: v128): f32 {
  const pairs = f32x4.pmax(values, v128.shuffle<f32>(values, values, 2, 3, 0, 1));
  return max(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1));
}

/** The sum of four integer lanes. */
@inline export function horizontalSum(values: v128): i32 {
  const pairs = i32x4.add(values, v128.shuffle<i32>(values, values, 2, 3, 0, 1));
  return i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1);
}

function countOver(address: usize, length: i32): i32 {
  let over = 0;
  for (const end = address + ((<usize>length) << 2); address < end; address += 4) {
    if (abs(load<f32>(address)) > 1) over++;
  }
  return over;
}
