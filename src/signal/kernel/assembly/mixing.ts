import { blockSamples, mixChanges, mixCrossings, mixEnergies } from "./layout";
import { horizontalSum } from "./levels";

/** Whether `count` samples at two places are equal. */
export function areEqual(a: usize, b: usize, count: i32): bool {
  const vectorEnd = a + ((<usize>count & ~3) << 2), end = a + ((<usize>count) << 2);
  for (; a < vectorEnd; a += 16, b += 16) {
    if (v128.any_true(f32x4.ne(v128.load(a), v128.load(b)))) return false;
  }
  for (; a < end; a += 4, b += 4) if (load<f32>(a) != load<f32>(b)) return false;
  return true;
}

/**
 * Adds `count` samples divided by `channelCount` to the mix, or begins it with them. Works in fours: up to 3 samples after the last
 * are read and written.
 */
export function addToMix(mix: usize, source: usize, count: i32, channelCount: i32, isFirst: bool): void {
  const divisor = f32x4.splat(<f32>channelCount), end = mix + ((<usize>count) << 2);
  if (isFirst) {
    for (; mix < end; mix += 16, source += 16) v128.store(mix, f32x4.div(v128.load(source), divisor));
    return;
  }
  for (; mix < end; mix += 16, source += 16) {
    v128.store(mix, f32x4.add(v128.load(mix), f32x4.div(v128.load(source), divisor)));
  }
}

/** Multiplies `count` samples by `factor`, in fours. */
export function scaleSamples(address: usize, count: i32, factor: f32): void {
  const factors = f32x4.splat(factor);
  for (const end = address + ((<usize>count) << 2); address < end; address += 16) {
    v128.store(address, f32x4.mul(v128.load(address), factors));
  }
}

/** Samples this near to 0 have no sign: librosa's threshold. */
const signThreshold: f32 = -1e-10;

/**
 * Per block of `count` samples of the mix: its energy, that of its changes from sample to sample (`mixChanges`, the first from the
 * sample before), and how often the sign changes (`mixCrossings`; 65536 more when already the first sample has another sign than
 * the one before).
 */
export function measureMix(address: usize, count: i32): void {
  const threshold = f32x4.splat(signThreshold);
  let at: usize = 0;
  for (let left = count; left > 0; left -= blockSamples, at += 4) {
    const length = min(left, blockSamples);
    const end = address + ((<usize>length) << 2), vectorEnd = address + ((<usize>length & ~3) << 2);
    const startsCrossing = hasOtherSign(address);
    let squares = f64x2.splat(0), changes = f32x4.splat(0), crossings = i32x4.splat(0);
    for (; address < vectorEnd; address += 16) {
      const samples = v128.load(address), before = v128.load(address - 4);
      const low = f64x2.promote_low_f32x4(samples);
      const high = f64x2.promote_low_f32x4(v128.shuffle<f64>(samples, samples, 1, 1));
      squares = f64x2.add(squares, f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high)));
      const change = f32x4.sub(samples, before);
      changes = f32x4.add(changes, f32x4.mul(change, change));
      crossings = i32x4.sub(crossings, v128.xor(f32x4.lt(samples, threshold), f32x4.lt(before, threshold)));
    }
    let energy = f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1);
    let changeEnergy = f32x4.extract_lane(changes, 0) + f32x4.extract_lane(changes, 1) + f32x4.extract_lane(changes, 2) + f32x4.extract_lane(changes, 3);
    let crossingCount = horizontalSum(crossings);
    for (; address < end; address += 4) {
      const sample = load<f32>(address), change = sample - load<f32>(address - 4);
      energy += <f64>sample * sample;
      changeEnergy += change * change;
      if (hasOtherSign(address)) crossingCount++;
    }
    store<f64>(mixEnergies + (at << 1), energy);
    store<f32>(mixChanges + at, changeEnergy);
    store<i32>(mixCrossings + at, crossingCount + (startsCrossing ? 65536 : 0));
  }
}

/** Whether a sample has another sign than the one before. */
@inline function hasOtherSign(address: usize): bool {
  return (load<f32>(address) < signThreshold) != (load<f32>(address - 4) < signThreshold);
}
