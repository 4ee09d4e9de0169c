/** Lags whose sums grow side by side: an addition waits for the one before it of its own sum alone. */
const lagsAtOnce = 8;

/**
 * Puts at `sums` the sums of `still[i] * moving[i + lag]` over `length` samples, 64-bit, for `count` lags from 0 on, rounded up to whole
 * eights. Each adds up in the order of the samples, as a plain loop in 64 bits would.
 */
export function correlate(still: usize, length: i32, moving: usize, sums: usize, count: i32): void {
  const end = still + (<usize>length << 2);
  for (let lag = 0; lag < count; lag += lagsAtOnce, moving += lagsAtOnce * 4, sums += lagsAtOnce * 8) {
    let a = f64x2.splat(0), b = f64x2.splat(0), c = f64x2.splat(0), d = f64x2.splat(0);
    for (let at = still, other = moving; at < end; at += 4, other += 4) {
      const sample = f64x2.splat(load<f32>(at));
      a = f64x2.add(a, f64x2.mul(sample, f64x2.promote_low_f32x4(v128.load64_zero(other))));
      b = f64x2.add(b, f64x2.mul(sample, f64x2.promote_low_f32x4(v128.load64_zero(other, 8))));
      c = f64x2.add(c, f64x2.mul(sample, f64x2.promote_low_f32x4(v128.load64_zero(other, 16))));
      d = f64x2.add(d, f64x2.mul(sample, f64x2.promote_low_f32x4(v128.load64_zero(other, 24))));
    }
    v128.store(sums, a);
    v128.store(sums, b, 16);
    v128.store(sums, c, 32);
    v128.store(sums, d, 48);
  }
}
