import { gain } from "./gain";

// The logarithms of the flatness are never taken: a 32-bit float is 2^exponent * mantissa, so exponents are added as integers and
// mantissas multiplied, after four powers at a time have been multiplied as they are (see `gain`).

/** librosa's `amin` of the flatness, in the kernel's scale; never so small that four of it make no normal number. */
export function powerFloor(): f32 {
  return max<f32>(<f32>(1e-10 * gain() * gain()), 2e-9);
}

/** Four frames' sums over all bins of the floored powers' exponents (biased, integers), product of mantissas, and plain sum. */
export const flatnessParts: usize = memory.data(48, 64);

/** Biased exponent of each (positive, normal) lane, as integers. */
@inline export function exponents(values: v128): v128 {
  return i32x4.shr_u(values, 23);
}

/** Mantissa of each lane, 1..2. */
@inline export function mantissas(values: v128): v128 {
  return v128.or(v128.and(values, i32x4.splat(0x007fffff)), i32x4.splat(0x3f800000));
}
