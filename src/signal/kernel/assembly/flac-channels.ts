import { framePlanes, planeBytes, widePlane } from "./decoder-layout";

/** Coding of two channels as the first and what it is more than the second. */
export const leftAndSide: i32 = 8;
/** As that difference and the second. */
export const sideAndRight: i32 = 9;
/** As their mean, rounded down, and that difference. */
export const midAndSide: i32 = 10;

/** From the planes of a frame to floats of full scale 1: `channelCount` channels, `stride` bytes apart. */
export function storeChannels(target: usize, stride: usize, blockSize: i32, channelCount: i32, bits: i32): void {
  for (let channel = 0; channel < channelCount; channel++) {
    const plane = framePlanes + <usize>channel * planeBytes;
    const scale = f32x4.splat(<f32>(1 / <f64>((<u64>1) << <u64>(bits - 1))));
    const output = target + <usize>channel * stride;
    for (let at: usize = 0; at < (<usize>blockSize) << 2; at += 16) {
      v128.store(output + at, f32x4.mul(f32x4.convert_i32x4_s(v128.load(plane + at)), scale));
    }
  }
}

/** From what was coded to left and right, in the planes. */
export function joinChannels(coding: i32, blockSize: i32): void {
  const first = framePlanes, second = framePlanes + planeBytes;
  for (let at: usize = 0; at < (<usize>blockSize) << 2; at += 16) {
    const a = v128.load(first + at), b = v128.load(second + at);
    if (coding == leftAndSide) v128.store(second + at, i32x4.sub(a, b));
    else if (coding == sideAndRight) v128.store(first + at, i32x4.add(a, b));
    else {
      // The mean was rounded down, so left is the mean and half of the difference rounded up.
      const left = i32x4.add(a, i32x4.add(i32x4.shr_s(b, 1), v128.and(b, i32x4.splat(1))));
      v128.store(first + at, left);
      v128.store(second + at, i32x4.sub(left, b));
    }
  }
}

/** As `joinChannels`, with the difference in the wide plane. */
export function joinWideChannels(coding: i32, blockSize: i32): void {
  for (let index: usize = 0; index < <usize>blockSize; index++) {
    const first = framePlanes + (index << 2), second = first + planeBytes;
    const side = load<i64>(widePlane + (index << 3));
    if (coding == leftAndSide) store<i32>(second, load<i32>(first) - <i32>side);
    else if (coding == sideAndRight) store<i32>(first, load<i32>(second) + <i32>side);
    else {
      const left = load<i32>(first) + <i32>((side + (side & 1)) >> 1);
      store<i32>(first, left);
      store<i32>(second, left - <i32>side);
    }
  }
}
