/** Powers below this are taken for it: librosa's `amin`. */
const powerFloor: f32 = 1e-10;

/**
 * Ten times the decadic logarithm of four powers, to the rounding of 32 bits: with x = 2^e m and m in 0.7..1.4, the logarithm of m is
 * the odd series of (m - 1) / (m + 1).
 */
@inline export function decibels(powers: v128): v128 {
  const floored = f32x4.pmax(powers, f32x4.splat(powerFloor));
  // Taking the bits of sqrt(1/2) away first rounds the exponent where m would pass 1.4.
  const shifted = i32x4.sub(floored, i32x4.splat(0x3f3504f3));
  const exponent = f32x4.convert_i32x4_s(i32x4.shr_s(shifted, 23));
  const mantissa = i32x4.add(v128.and(shifted, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3));
  const one = f32x4.splat(1);
  const ratio = f32x4.div(f32x4.sub(mantissa, one), f32x4.add(mantissa, one));
  const square = f32x4.mul(ratio, ratio);
  let series = f32x4.add(f32x4.splat(1.0 / 7), f32x4.mul(square, f32x4.splat(1.0 / 9)));
  series = f32x4.add(f32x4.splat(1.0 / 5), f32x4.mul(square, series));
  series = f32x4.add(f32x4.splat(1.0 / 3), f32x4.mul(square, series));
  series = f32x4.add(one, f32x4.mul(square, series));
  return f32x4.add(
    f32x4.mul(exponent, f32x4.splat(3.010299956639812)),
    f32x4.mul(f32x4.mul(ratio, series), f32x4.splat(8.685889638065037)),
  );
}
