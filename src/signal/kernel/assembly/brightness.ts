import { binCount, frameLength, pointBytes, pointCount, spectra } from "./layout";
import { loadFrames } from "./load-frames";
import { separatePowers, squared } from "./powers";
import { places, shortPlaces } from "./tables";
import { transformFrames } from "./transform";

/** Window of the frames, as the host writes it: 512 or 2048 weights, or 1024 each twice in a row. */
export const brightWindow: usize = memory.data(frameLength * 4, 64);
/** Summed power per bin, 64-bit floats. */
export const brightSums: usize = memory.data(binCount * 8, 64);
/** The same of four lanes, before they are added up. */
const laneSums: usize = memory.data(binCount * 16, 64);
/** Four pairs of frames of 1024 samples, put together to be transformed as real and imaginary parts. */
const pairs: usize = memory.data(4 * frameLength * 4, 64);
const frameBytes: usize = frameLength * 4;

/** Forgets all frames; those to come have so many bins. */
export function resetBright(bins: i32): void {
  memory.fill(laneSums, 0, <usize>bins << 4);
}

/** Adds four times the powers of four frames of `points` * 2 samples, 256 or 1024 points. */
export function addBright(frame0: usize, frame1: usize, frame2: usize, frame3: usize, points: i32): void {
  loadFrames(frame0, frame1, frame2, frame3, brightWindow, points == pointCount ? places : shortPlaces, points);
  transformFrames(points);
  separatePowers(points);
  let bin = spectra;
  for (let sums = laneSums, end = laneSums + (<usize>(points + 1) << 4); sums < end; sums += 16, bin += pointBytes) {
    v128.store(sums, f32x4.add(v128.load(sums), v128.load(bin)));
  }
}

/** Puts two frames of 1024 samples into one of four places for pairs. */
export function pairFrames(place: i32, a: usize, b: usize): void {
  let target = pairs + <usize>place * frameBytes;
  for (const end = a + frameBytes / 2; a < end; a += 16, b += 16, target += 32) {
    const x = v128.load(a), y = v128.load(b);
    v128.store(target, v128.shuffle<f32>(x, y, 0, 4, 1, 5));
    v128.store(target, v128.shuffle<f32>(x, y, 2, 6, 3, 7), 16);
  }
}

/** Transforms the four pairs, with a window of 1024 weights each twice in a row. */
export function transformPairs(window: usize): void {
  loadFrames(pairs, pairs + frameBytes, pairs + 2 * frameBytes, pairs + 3 * frameBytes, window, places, pointCount);
  transformFrames(pointCount);
}

/** Adds twice the powers of the eight frames put into pairs: of Z = A + iB it is |Z[k]|^2 + |Z[-k]|^2 that A and B have together. */
export function addBrightPairs(): void {
  transformPairs(brightWindow);
  for (let bin = 0; bin <= pointCount / 2; bin++) {
    const low = spectra + <usize>bin * pointBytes, high = spectra + (<usize>(pointCount - bin) & 1023) * pointBytes;
    const power = f32x4.add(squared(v128.load(low), v128.load(low, 16)), squared(v128.load(high), v128.load(high, 16)));
    const sums = laneSums + (<usize>bin << 4);
    v128.store(sums, f32x4.add(v128.load(sums), power));
  }
}

/** Adds up the lanes of so many bins into `brightSums`. */
export function finishBright(bins: i32): void {
  for (let bin: usize = 0; bin < <usize>bins; bin++) {
    const sums = v128.load(laneSums + (bin << 4));
    const low = f64x2.promote_low_f32x4(sums), high = f64x2.promote_low_f32x4(v128.shuffle<f64>(sums, sums, 1, 1));
    const both = f64x2.add(low, high);
    store<f64>(brightSums + (bin << 3), f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1));
  }
}

/** Space for 32 frames of up to 2048 samples that the host keeps. */
export const brightFrames: usize = memory.data(32 * frameLength * 4, 64);
