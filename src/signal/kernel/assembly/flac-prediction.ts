/** Coefficients of the predictor at work, nearest sample first; as many as the largest order, the rest zero. */
export const coefficients: usize = memory.data(32 * 4, 16);

/** A residual as it is stored, back to its sign. */
@inline function unfolded(value: u32): i32 { return <i32>(value >> 1) ^ -<i32>(value & 1); }

@inline function unfoldedFour(values: v128): v128 {
  return v128.xor(i32x4.shr_u(values, 1), i32x4.neg(v128.and(values, i32x4.splat(1))));
}

/**
 * From the folded residual of a fixed predictor (RFC 9639, section 9.2.5) to samples, in place. As running sums of differences,
 * which may wrap around: the samples themselves fit.
 */
export function restoreFixed(plane: usize, blockSize: i32, order: i32): void {
  const end = plane + ((<usize>blockSize) << 2);
  let at = plane + ((<usize>order) << 2);
  let first = 0, second = 0, third = 0, fourth = 0;
  if (order > 0) first = load<i32>(at - 4);
  if (order > 1) second = first - load<i32>(at - 8);
  if (order > 2) third = second - (load<i32>(at - 8) - load<i32>(at - 12));
  if (order > 3) {
    const before = load<i32>(at - 8) - 2 * load<i32>(at - 12) + load<i32>(at - 16);
    fourth = third - before;
  }
  if (order == 0) for (; at < end; at += 4) store<i32>(at, unfolded(load<u32>(at)));
  else if (order == 1) {
    for (; at < end; at += 4) { first += unfolded(load<u32>(at)); store<i32>(at, first); }
  } else if (order == 2) {
    for (; at < end; at += 4) { second += unfolded(load<u32>(at)); first += second; store<i32>(at, first); }
  } else if (order == 3) {
    for (; at < end; at += 4) { third += unfolded(load<u32>(at)); second += third; first += second; store<i32>(at, first); }
  } else {
    for (; at < end; at += 4) {
      fourth += unfolded(load<u32>(at)); third += fourth; second += third; first += second;
      store<i32>(at, first);
    }
  }
}

/** From the folded residual of a linear predictor to samples, in place, where no sum leaves 32 bits. */
export function restoreNarrow(plane: usize, blockSize: i32, order: i32, shift: i32): void {
  if (order <= 8) restoreEight(plane, blockSize, order, shift);
  else if (order <= 12) restoreTwelve(plane, blockSize, order, shift);
  else restoreMany(plane, blockSize, order, shift);
}

@inline function coefficient(index: i32): i32 { return load<i32>(coefficients + ((<usize>index) << 2)); }
@inline function splatCoefficient(index: i32): v128 { return v128.load_splat<i32>(coefficients + ((<usize>index) << 2)); }

// Four samples at a time. What they take from samples at least four back is summed for all four at once; the three nearest follow
// one after the other. Missing coefficients are zero, and up to three samples after the block are overwritten.

function restoreEight(plane: usize, blockSize: i32, order: i32, shift: i32): void {
  const end = plane + ((<usize>blockSize) << 2);
  let at = plane + ((<usize>order) << 2);
  const c1 = coefficient(0), c2 = coefficient(1), c3 = coefficient(2);
  const c4 = splatCoefficient(3), c5 = splatCoefficient(4), c6 = splatCoefficient(5), c7 = splatCoefficient(6), c8 = splatCoefficient(7);
  let near = v128.load(at - 16), far = v128.load(at - 32);
  let y1 = load<i32>(at - 4), y2 = load<i32>(at - 8), y3 = load<i32>(at - 12);
  for (; at < end; at += 16) {
    let sums = i32x4.add(i32x4.mul(c8, far), i32x4.mul(c7, v128.shuffle<i32>(far, near, 1, 2, 3, 4)));
    sums = i32x4.add(sums, i32x4.mul(c6, v128.shuffle<i32>(far, near, 2, 3, 4, 5)));
    sums = i32x4.add(sums, i32x4.mul(c5, v128.shuffle<i32>(far, near, 3, 4, 5, 6)));
    sums = i32x4.add(sums, i32x4.mul(c4, near));
    const residual = unfoldedFour(v128.load(at));
    const x0 = i32x4.extract_lane(residual, 0) + (((i32x4.extract_lane(sums, 0) + c3 * y3 + c2 * y2) + c1 * y1) >> shift);
    const x1 = i32x4.extract_lane(residual, 1) + (((i32x4.extract_lane(sums, 1) + c3 * y2 + c2 * y1) + c1 * x0) >> shift);
    const x2 = i32x4.extract_lane(residual, 2) + (((i32x4.extract_lane(sums, 2) + c3 * y1 + c2 * x0) + c1 * x1) >> shift);
    const x3 = i32x4.extract_lane(residual, 3) + (((i32x4.extract_lane(sums, 3) + c3 * x0 + c2 * x1) + c1 * x2) >> shift);
    far = near;
    near = fourOf(x0, x1, x2, x3);
    v128.store(at, near);
    y1 = x3; y2 = x2; y3 = x1;
  }
}

@inline function fourOf(x0: i32, x1: i32, x2: i32, x3: i32): v128 {
  return i32x4.replace_lane(i32x4.replace_lane(i32x4.replace_lane(i32x4.splat(x0), 1, x1), 2, x2), 3, x3);
}

function restoreTwelve(plane: usize, blockSize: i32, order: i32, shift: i32): void {
  const end = plane + ((<usize>blockSize) << 2);
  let at = plane + ((<usize>order) << 2);
  const c1 = coefficient(0), c2 = coefficient(1), c3 = coefficient(2);
  const c4 = splatCoefficient(3), c5 = splatCoefficient(4), c6 = splatCoefficient(5), c7 = splatCoefficient(6), c8 = splatCoefficient(7);
  let near = v128.load(at - 16), far = v128.load(at - 32), farther = v128.load(at - 48);
  let y1 = load<i32>(at - 4), y2 = load<i32>(at - 8), y3 = load<i32>(at - 12);
  for (; at < end; at += 16) {
    let sums = i32x4.add(
      i32x4.mul(splatCoefficient(11), farther),
      i32x4.mul(splatCoefficient(10), v128.shuffle<i32>(farther, far, 1, 2, 3, 4)),
    );
    sums = i32x4.add(sums, i32x4.mul(splatCoefficient(9), v128.shuffle<i32>(farther, far, 2, 3, 4, 5)));
    sums = i32x4.add(sums, i32x4.mul(splatCoefficient(8), v128.shuffle<i32>(farther, far, 3, 4, 5, 6)));
    sums = i32x4.add(sums, i32x4.mul(c8, far));
    sums = i32x4.add(sums, i32x4.mul(c7, v128.shuffle<i32>(far, near, 1, 2, 3, 4)));
    sums = i32x4.add(sums, i32x4.mul(c6, v128.shuffle<i32>(far, near, 2, 3, 4, 5)));
    sums = i32x4.add(sums, i32x4.mul(c5, v128.shuffle<i32>(far, near, 3, 4, 5, 6)));
    sums = i32x4.add(sums, i32x4.mul(c4, near));
    const residual = unfoldedFour(v128.load(at));
    const x0 = i32x4.extract_lane(residual, 0) + (((i32x4.extract_lane(sums, 0) + c3 * y3 + c2 * y2) + c1 * y1) >> shift);
    const x1 = i32x4.extract_lane(residual, 1) + (((i32x4.extract_lane(sums, 1) + c3 * y2 + c2 * y1) + c1 * x0) >> shift);
    const x2 = i32x4.extract_lane(residual, 2) + (((i32x4.extract_lane(sums, 2) + c3 * y1 + c2 * x0) + c1 * x1) >> shift);
    const x3 = i32x4.extract_lane(residual, 3) + (((i32x4.extract_lane(sums, 3) + c3 * x0 + c2 * x1) + c1 * x2) >> shift);
    farther = far;
    far = near;
    near = fourOf(x0, x1, x2, x3);
    v128.store(at, near);
    y1 = x3; y2 = x2; y3 = x1;
  }
}

function restoreMany(plane: usize, blockSize: i32, order: i32, shift: i32): void {
  const end = plane + ((<usize>blockSize) << 2);
  for (let at = plane + ((<usize>order) << 2); at < end; at += 4) {
    let sum = 0;
    for (let index: usize = 0; index < <usize>order; index++) {
      sum += load<i32>(coefficients + (index << 2)) * load<i32>(at - 4 - (index << 2));
    }
    store<i32>(at, unfolded(load<u32>(at)) + (sum >> shift));
  }
}

/** As `restoreNarrow`, with sums of 64 bits. */
export function restoreLong(plane: usize, blockSize: i32, order: i32, shift: i32): void {
  const end = plane + ((<usize>blockSize) << 2);
  // In fours; missing coefficients are zero.
  const rounded = (<usize>order + 3) & ~3;
  for (let at = plane + ((<usize>order) << 2); at < end; at += 4) {
    let sum: i64 = 0, other: i64 = 0;
    for (let tap: usize = 0; tap < rounded; tap += 4) {
      const factors = coefficients + (tap << 2), samples = at - (tap << 2);
      other += <i64>load<i32>(factors, 12) * <i64>load<i32>(samples - 16) + <i64>load<i32>(factors, 8) * <i64>load<i32>(samples - 12);
      sum += <i64>load<i32>(factors, 4) * <i64>load<i32>(samples - 8) + <i64>load<i32>(factors) * <i64>load<i32>(samples - 4);
    }
    store<i32>(at, unfolded(load<u32>(at)) + <i32>((sum + other) >> <i64>shift));
  }
}

/** As `restoreLong`, for samples of 33 bits: those before `order` are in `wide` already, the residual is in `plane`. */
export function restoreWide(wide: usize, plane: usize, blockSize: i32, order: i32, shift: i32): void {
  for (let index = order; index < blockSize; index++) {
    const at = wide + ((<usize>index) << 3);
    let sum: i64 = 0;
    for (let tap: usize = 0; tap < <usize>order; tap++) {
      sum += <i64>load<i32>(coefficients + (tap << 2)) * load<i64>(at - 8 - (tap << 3));
    }
    store<i64>(at, <i64>unfolded(load<u32>(plane + ((<usize>index) << 2))) + (sum >> <i64>shift));
  }
}
