import { gridResults } from "./layout";

/** Changes of value needed before a coarse grid is believed; more are not counted. */
const enoughChanges: i32 = 16;

// The grid so far: the largest step (0 before the first change), the changes seen, and whether all samples were integers.
let step: u32 = 0;
let changeCount: i32 = 0;
let isOnGrid: bool = true;

/** Forgets all samples looked at so far. */
export function resetGrid(): void {
  step = 0;
  changeCount = 0;
  isOnGrid = true;
}

/**
 * Narrows the grid by `count` samples of one channel, `previous` being the sample before them (or the first). `gridResults` receives the
 * step (in units of 1 / scale), the changes counted (up to 16 or few more) and 1 if every sample times `scale` is an integer.
 * Once the step is 1 only the last of these is still open; off the grid nothing is.
 */
export function measureGrid(address: usize, count: i32, scale: f32, previous: f32): void {
  if (isOnGrid) {
    const end = address + ((<usize>count) << 2), vectorEnd = address + ((<usize>count & ~3) << 2);
    isOnGrid = areIntegers(address, vectorEnd, end, scale);
    if (isOnGrid) {
      let at = address, last = <i32>(previous * scale);
      for (; at < vectorEnd && step != 1; at += 16) last = addChanges(at, scale, last);
      for (; at < end && step != 1; at += 4) last = addChange(<i32>(load<f32>(at) * scale), last);
    }
  }
  store<f64>(gridResults, step);
  store<f64>(gridResults, changeCount, 8);
  store<f64>(gridResults, isOnGrid ? 1 : 0, 16);
}

function areIntegers(address: usize, vectorEnd: usize, end: usize, scale: f32): bool {
  const scales = f32x4.splat(scale);
  while (address < vectorEnd) {
    let broken = i32x4.splat(0);
    for (const pause = min(address + 2048, vectorEnd); address < pause; address += 16) {
      const values = f32x4.mul(v128.load(address), scales);
      broken = v128.or(broken, f32x4.ne(values, f32x4.nearest(values)));
    }
    if (v128.any_true(broken)) return false;
  }
  for (; address < end; address += 4) {
    const value = load<f32>(address) * scale;
    if (value != nearest(value)) return false;
  }
  return true;
}

/** The changes up to and among four samples; returns the last of them. */
function addChanges(address: usize, scale: f32, last: i32): i32 {
  const values = i32x4.trunc_sat_f32x4_s(f32x4.mul(v128.load(address), f32x4.splat(scale)));
  const changes = i32x4.sub(values, v128.shuffle<i32>(i32x4.splat(last), values, 0, 4, 5, 6));
  const newLast = i32x4.extract_lane(values, 3);
  if (!v128.any_true(changes)) return newLast;
  const isPowerOfTwo = step != 0 && (step & (step - 1)) == 0;
  if (isPowerOfTwo && changeCount >= enoughChanges) {
    // Differences wrap around at 2^32, a multiple of every such step.
    if (!v128.any_true(v128.and(changes, i32x4.splat(step - 1)))) return newLast;
  }
  addChange(i32x4.extract_lane(values, 0), last);
  addChange(i32x4.extract_lane(values, 1), i32x4.extract_lane(values, 0));
  addChange(i32x4.extract_lane(values, 2), i32x4.extract_lane(values, 1));
  return addChange(newLast, i32x4.extract_lane(values, 2));
}

function addChange(value: i32, last: i32): i32 {
  // As unsigned numbers, for two samples can lie up to 2^32 apart.
  const change: u32 = <u32>max(value, last) - <u32>min(value, last);
  if (change != 0) {
    changeCount++;
    if (step == 0 || change % step != 0) step = greatestCommonDivisor(step, change);
  }
  return value;
}

function greatestCommonDivisor(a: u32, b: u32): u32 {
  while (b != 0) {
    const rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}
