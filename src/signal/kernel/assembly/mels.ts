import { decibels } from "./decibels";
import { gain, tableGain } from "./gain";
import { pointBytes, spectra } from "./layout";

/** Mel bands. */
const bandCount: usize = 40;
/** Frames whose bands are kept before the limit of 80 dB below the loudest is applied. */
const frameCapacity: i32 = 8192;
/** librosa's `top_db`. */
const rangeDecibels: f32 = 80;
const rowBytes: usize = 160;

/** Per band, as the host writes it: its first bin and how many groups of four bins it has, 32-bit integers. */
export const melBands: usize = memory.data(40 * 8, 64);
/** Weights of all bands one after the other, each band's filled up with zeros to whole groups. */
export const melWeights: usize = memory.data(2304 * 4, 64);
/** Decibels summed over frames, per band, 64-bit floats. */
export const melSums: usize = memory.data(40 * 8, 64);

/** Decibels of the bands, frame by frame. */
const rows: usize = memory.data(frameCapacity * 160, 64);
/** The bands of a batch one after the other, four frames each. */
const batchBands: usize = memory.data(40 * 16, 64);
let rowCount: i32 = 0;
let loudest: f32 = -Infinity;

/** Forgets all frames. */
export function resetMels(): void {
  memory.fill(melSums, 0, bandCount * 8);
  rowCount = 0;
  loudest = -Infinity;
}

/** Adds the mel bands of the first `frameCount` frames of a batch, from the powers in `spectra`. */
export function addMels(frameCount: i32): void {
  const scale = f32x4.splat(<f32>((tableGain * tableGain) / (gain() * gain())));
  let weights = melWeights;
  for (let band: usize = 0; band < bandCount; band++) {
    let at = spectra + 16 + <usize>load<i32>(melBands + (band << 3)) * pointBytes;
    let sum0 = f32x4.splat(0), sum1 = sum0, sum2 = sum0, sum3 = sum0;
    for (let groups = load<i32>(melBands + (band << 3), 4); groups > 0; groups--, at += 4 * pointBytes, weights += 16) {
      sum0 = f32x4.add(sum0, f32x4.mul(v128.load(at), v128.load_splat<f32>(weights)));
      sum1 = f32x4.add(sum1, f32x4.mul(v128.load(at, pointBytes), v128.load_splat<f32>(weights, 4)));
      sum2 = f32x4.add(sum2, f32x4.mul(v128.load(at, 2 * pointBytes), v128.load_splat<f32>(weights, 8)));
      sum3 = f32x4.add(sum3, f32x4.mul(v128.load(at, 3 * pointBytes), v128.load_splat<f32>(weights, 12)));
    }
    const power = f32x4.mul(scale, f32x4.add(f32x4.add(sum0, sum1), f32x4.add(sum2, sum3)));
    v128.store(batchBands + (band << 4), decibels(power));
  }
  for (let lane: usize = 0; lane < <usize>frameCount; lane++) {
    if (rowCount == frameCapacity) foldMels();
    const row = rows + <usize>rowCount * rowBytes;
    for (let band: usize = 0; band < bandCount; band++) {
      store<f32>(row + (band << 2), load<f32>(batchBands + (band << 4) + (lane << 2)));
    }
    rowCount++;
  }
}

/** Adds the kept frames to `melSums`, none of them below 80 dB under the loudest band so far. */
export function foldMels(): void {
  const end = rows + <usize>rowCount * rowBytes;
  let tops = f32x4.splat(loudest);
  for (let at = rows; at < end; at += 16) tops = f32x4.pmax(tops, v128.load(at));
  loudest = max(
    max(f32x4.extract_lane(tops, 0), f32x4.extract_lane(tops, 1)),
    max(f32x4.extract_lane(tops, 2), f32x4.extract_lane(tops, 3)),
  );
  const limit = f32x4.splat(loudest - rangeDecibels);
  for (let band: usize = 0; band < bandCount; band += 4) {
    let low = f64x2.splat(0), high = low;
    for (let at = rows + (band << 2); at < end; at += rowBytes) {
      const values = f32x4.pmax(v128.load(at), limit);
      low = f64x2.add(low, f64x2.promote_low_f32x4(values));
      high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<f64>(values, values, 1, 1)));
    }
    const place = melSums + (band << 3);
    v128.store(place, f64x2.add(v128.load(place), low));
    v128.store(place, f64x2.add(v128.load(place, 16), high), 16);
  }
  rowCount = 0;
}
