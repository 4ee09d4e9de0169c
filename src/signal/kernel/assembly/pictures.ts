import { pairFrames, transformPairs } from "./brightness";
import { frameLength, pointBytes, pointCount, spectra } from "./layout";
import { window } from "./tables";

/** Rows of a picture: bins 1..512 of frames of 1024 samples, equally many in each, the highest first. */
const rowCount: i32 = 48;
const topBin: i32 = pointCount / 2;
const frameBytes: usize = 1024 * 4;

/** The window of 1024 samples, each weight twice in a row. */
const pairWindow: usize = memory.data(frameLength * 4, 64);
let isPrepared: bool = false;

function prepare(): void {
  for (let at: usize = 0; at < <usize>frameLength * 4; at += 8) {
    const weight = load<f32>(window + at);
    store<f32>(pairWindow + at, weight);
    store<f32>(pairWindow + at, weight, 4);
  }
  isPrepared = true;
}

/**
 * The strongest power in each of the rows of `columnCount` frames of 1024 samples, which lie side by side at `frames`, as `rowCount` rows of 32-bit floats
 * at `target`; all times the same factor. Eight frames at once: so many, with those that are not there, must lie in memory.
 */
export function drawSpectrogram(frames: usize, columnCount: i32, target: usize): void {
  if (!isPrepared) prepare();
  for (let column = 0; column < columnCount; column += 8, frames += 8 * frameBytes) {
    for (let pair = 0; pair < 4; pair++) {
      const frame = frames + <usize>(2 * pair) * frameBytes;
      pairFrames(pair, frame, frame + frameBytes);
    }
    transformPairs(pairWindow);
    drawColumns(target, column, columnCount);
  }
}

/** Of Z = A + iB, 4 |A[k]|^2 = |Z[k] + Z*[-k]|^2 and 4 |B[k]|^2 = |Z[k] - Z*[-k]|^2. */
function drawColumns(target: usize, column: i32, columnCount: i32): void {
  let evens = f32x4.splat(0), odds = f32x4.splat(0);
  for (let bin = 1, row = rowCount - 1; bin <= topBin; bin++) {
    const low = spectra + <usize>bin * pointBytes, high = spectra + <usize>(pointCount - bin) * pointBytes;
    const lowR = v128.load(low), lowI = v128.load(low, 16), highR = v128.load(high), highI = v128.load(high, 16);
    const sumR = f32x4.add(lowR, highR), sumI = f32x4.sub(lowI, highI), differenceR = f32x4.sub(lowR, highR), differenceI = f32x4.add(lowI, highI);
    evens = f32x4.pmax(evens, f32x4.add(f32x4.mul(sumR, sumR), f32x4.mul(sumI, sumI)));
    odds = f32x4.pmax(odds, f32x4.add(f32x4.mul(differenceR, differenceR), f32x4.mul(differenceI, differenceI)));
    // The bin after this one is of another row.
    if (bin < topBin && rowCount - 1 - (bin * rowCount) / topBin == row) continue;
    storeRow(target + (<usize>(row * columnCount + column) << 2), columnCount - column, evens, odds);
    evens = f32x4.splat(0); odds = f32x4.splat(0);
    row--;
  }
}

@inline function storeRow(target: usize, count: i32, evens: v128, odds: v128): void {
  const first = v128.shuffle<f32>(evens, odds, 0, 4, 1, 5), second = v128.shuffle<f32>(evens, odds, 2, 6, 3, 7);
  if (count >= 8) {
    v128.store(target, first);
    v128.store(target, second, 16);
    return;
  }
  for (let lane = 0; lane < count; lane++, target += 4) store<f32>(target, laneOf(lane < 4 ? first : second, lane & 3));
}

function laneOf(values: v128, lane: i32): f32 {
  if (lane == 0) return f32x4.extract_lane(values, 0);
  if (lane == 1) return f32x4.extract_lane(values, 1);
  return lane == 2 ? f32x4.extract_lane(values, 2) : f32x4.extract_lane(values, 3);
}
