import { framePlanes, planeBytes } from "./decoder-layout";

/** Where the host puts samples that are not in this memory yet: room for those of one channel of a block. */
export const narrowingSource: usize = framePlanes + planeBytes;
/** Where narrowed samples are. Both places are free between two blocks. */
export const narrowingTarget: usize = framePlanes;

/** Samples between two looks at whether it is worth going on. */
const samplesPerLook: usize = 1024;

/** Stores `count` samples as 16-bit integers, if all of them are such integers divided by 2^15; says whether they are. */
export function narrow(source: usize, count: i32): bool {
  const scale = f32x4.splat(32768);
  let target = narrowingTarget;
  const end = source + ((<usize>count) << 2), vectorEnd = source + (<usize>(count & ~7) << 2);
  while (source < vectorEnd) {
    let isExact = i32x4.splat(-1);
    for (const pause = min(vectorEnd, source + (samplesPerLook << 2)); source < pause; source += 32, target += 16) {
      const low = f32x4.mul(v128.load(source), scale), high = f32x4.mul(v128.load(source, 16), scale);
      const values = i16x8.narrow_i32x4_s(i32x4.trunc_sat_f32x4_s(low), i32x4.trunc_sat_f32x4_s(high));
      v128.store(target, values);
      const lowAgain = f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(values));
      const highAgain = f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(values));
      isExact = v128.and(isExact, v128.and(f32x4.eq(low, lowAgain), f32x4.eq(high, highAgain)));
    }
    if (!i32x4.all_true(isExact)) return false;
  }
  for (; source < end; source += 4, target += 2) {
    const value = load<f32>(source) * 32768;
    if (value != nearest(value) || value < -32768 || value > 32767) return false;
    store<i16>(target, <i16>value);
  }
  return true;
}
