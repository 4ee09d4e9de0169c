import { binCount, pointBytes, pointCount, shapeResults, spectra } from "./layout";
import { blockBytes, blockCount, blockLength, blocks } from "./blocks";
import { flatnessParts } from "./flatness";
import { gain } from "./gain";
import { exponentCount } from "./spectra";

/** Share of the magnitude below the roll-off. */
const rolloffShare: f32 = 0.85;
/** Frames with less power than this in all bins are silent. */
const soundingPower: f64 = 1e-12;

// What one batch gives, four frames each: summed magnitude, centroid, variance, the block of the roll-off, and the magnitude below it.
const batch: usize = memory.data(80, 16);
const batchSum: usize = batch;
const batchCentroid: usize = batch + 16;
const batchVariance: usize = batch + 32;
const batchRolloffBlock: usize = batch + 48;
const batchBelow: usize = batch + 64;

/**
 * Adds the shapes of the first `frameCount` frames of a batch to `shapeResults`: sums over sounding frames of centroid, bandwidth and
 * roll-off (in bins) and flatness, then the number of those frames.
 */
export function addShapes(frameCount: i32): void {
  measureCentroids();
  measureSpreads();
  for (let frame: usize = 0; frame < <usize>frameCount; frame++) {
    const lane = frame << 2;
    const sum = load<f32>(batchSum + lane);
    if (!isSounding(sum, lane)) continue;
    addResult(0, load<f32>(batchCentroid + lane));
    addResult(1, Math.sqrt(Math.max(0, load<f32>(batchVariance + lane))));
    addResult(2, rolloff(sum * rolloffShare, lane));
    addResult(3, flatness(lane));
    addResult(4, 1);
  }
}

@inline function addResult(index: usize, value: f64): void {
  const address = shapeResults + (index << 3);
  store<f64>(address, load<f64>(address) + value);
}

/** The bin about which a block's moments are: the one after its last, and bin 1024 for the last block. */
@inline function baseOf(block: i32): f32 {
  return <f32>min((block + 1) * blockLength, pointCount);
}

function measureCentroids(): void {
  let sum = f32x4.splat(0), weighted = sum;
  let moments = blocks;
  for (let block = 0; block < blockCount; block++, moments += blockBytes) {
    const moment0 = v128.load(moments);
    sum = f32x4.add(sum, moment0);
    weighted = f32x4.add(weighted, f32x4.sub(f32x4.mul(f32x4.splat(baseOf(block)), moment0), v128.load(moments, 16)));
  }
  v128.store(batchSum, sum);
  v128.store(batchCentroid, f32x4.div(weighted, sum));
}

/** The second moment about the centroid, from the blocks' own moments, and the block in which the roll-off lies. */
function measureSpreads(): void {
  const sum = v128.load(batchSum), centroid = v128.load(batchCentroid);
  const threshold = f32x4.mul(sum, f32x4.splat(rolloffShare));
  let spread = f32x4.splat(0), reached = spread, below = spread;
  let rolloffBlock = i32x4.splat(0);
  let moments = blocks;
  for (let block = 0; block < blockCount; block++, moments += blockBytes) {
    const moment0 = v128.load(moments), moment1 = v128.load(moments, 16);
    const distance = f32x4.sub(f32x4.splat(baseOf(block)), centroid);
    // The sum of (distance - q)^2 m.
    const cross = f32x4.sub(f32x4.mul(distance, moment0), f32x4.add(moment1, moment1));
    spread = f32x4.add(spread, f32x4.add(f32x4.mul(distance, cross), v128.load(moments, 32)));
    reached = f32x4.add(reached, moment0);
    const isBelow = f32x4.lt(reached, threshold);
    rolloffBlock = i32x4.sub(rolloffBlock, isBelow);
    below = v128.bitselect(reached, below, isBelow);
  }
  v128.store(batchVariance, f32x4.div(spread, sum));
  v128.store(batchRolloffBlock, rolloffBlock);
  v128.store(batchBelow, below);
}

/** Whether the powers of a frame add up to more than silence; looked at bin by bin only where the magnitudes leave it open. */
function isSounding(sum: f64, lane: usize): bool {
  const leastPower = soundingPower * gain() * gain();
  // (sum of m)^2 / bins <= sum of m^2 <= (sum of m)^2
  if (sum * sum > leastPower * binCount) return true;
  if (sum * sum <= leastPower) return false;
  let power: f64 = 0;
  for (let bin = 0; bin < binCount; bin++) {
    const magnitude = <f64>magnitudeOf(bin, lane);
    power += magnitude * magnitude;
  }
  return power > leastPower;
}

@inline function magnitudeOf(bin: i32, lane: usize): f32 {
  return load<f32>(spectra + <usize>bin * pointBytes + lane);
}

/** The first bin up to which `threshold` of the magnitude lies: within its block, bin by bin. */
function rolloff(threshold: f32, lane: usize): f64 {
  let bin = load<i32>(batchRolloffBlock + lane) * blockLength;
  const last = min(bin + blockLength, binCount) - 1;
  let reached = load<f32>(batchBelow + lane);
  for (; bin < last; bin++) {
    reached += magnitudeOf(bin, lane);
    if (reached >= threshold) break;
  }
  return bin;
}

/** Geometric over arithmetic mean of the floored powers. */
function flatness(lane: usize): f64 {
  const exponent = load<i32>(flatnessParts + lane) - 127 * exponentCount;
  const logarithm = (<f64>exponent + Math.log2(load<f32>(flatnessParts + 16 + lane))) / binCount;
  return (NativeMath.exp2(logarithm) * binCount) / load<f32>(flatnessParts + 32 + lane);
}
