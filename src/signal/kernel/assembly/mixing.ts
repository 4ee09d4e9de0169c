/** Whether `count` samples at two places are equal. */
export function areEqual(a: usize, b: usize, count: i32): bool {
  const vectorEnd = a + ((<usize>count & ~3) << 2), end = a + ((<usize>count) << 2);
  for (; a < vectorEnd; a += 16, b += 16) {
    if (v128.any_true(f32x4.ne(v128.load(a), v128.load(b)))) return false;
  }
  for (; a < end; a += 4, b += 4) if (load<f32>(a) != load<f32>(b)) return false;
  return true;
}

/** Adds `count` samples divided by `channelCount` to the mix. Works in fours: up to 3 samples after the last are read and written. */
export function addToMix(mix: usize, source: usize, count: i32, channelCount: i32): void {
  const divisor = f32x4.splat(<f32>channelCount);
  for (const end = mix + ((<usize>count) << 2); mix < end; mix += 16, source += 16) {
    v128.store(mix, f32x4.add(v128.load(mix), f32x4.div(v128.load(source), divisor)));
  }
}
