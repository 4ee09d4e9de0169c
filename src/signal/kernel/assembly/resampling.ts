/**
 * Every output sample is a sum of `tapCount` input samples (a multiple of four) times weights. The weights repeat after `phaseCount` outputs, which take
 * `step` inputs; `firsts` tells for each of them which input is its first, counted from where the round begins (32-bit integers). Inputs that
 * are not there must be zeros in memory.
 */
export function resample(
  source: usize, target: usize, count: i32, weights: usize, firsts: usize, phaseCount: i32, step: i32, tapCount: i32,
): void {
  const bytesPerPhase = <usize>tapCount << 2, weightsEnd = weights + <usize>phaseCount * bytesPerPhase;
  let at = weights, first = firsts;
  for (const end = target + (<usize>count << 2); target < end; target += 4, first += 4) {
    if (at == weightsEnd) {
      at = weights;
      first = firsts;
      source += <usize>step << 2;
    }
    let from = source + (<usize>load<i32>(first) << 2);
    let sums = f32x4.splat(0), others = sums;
    const phaseEnd = at + bytesPerPhase;
    for (const pairEnd = phaseEnd - 16; at < pairEnd; at += 32, from += 32) {
      sums = f32x4.add(sums, f32x4.mul(v128.load(at), v128.load(from)));
      others = f32x4.add(others, f32x4.mul(v128.load(at, 16), v128.load(from, 16)));
    }
    if (at < phaseEnd) sums = f32x4.add(sums, f32x4.mul(v128.load(at), v128.load(from)));
    at = phaseEnd;
    sums = f32x4.add(sums, others);
    const pairs = f32x4.add(sums, v128.shuffle<f32>(sums, sums, 2, 3, 0, 1));
    store<f32>(target, f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1));
  }
}
