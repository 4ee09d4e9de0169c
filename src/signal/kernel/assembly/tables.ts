import { tableGain } from "./gain";
import { frameLength, pointBytes, pointCount } from "./layout";

/** Periodic Hann window times half the gain: the real step of `spectra.ts` leaves a factor of 2. */
export const window: usize = memory.data(frameLength * 4, 64);
/** Where the first radix-4 step puts its four results: byte offset per position in the first quarter. */
export const places: usize = memory.data(pointCount, 64);
/** The same for transforms of 256 points. */
export const shortPlaces: usize = memory.data(256, 64);
/** For the steps of length 16, 64, 256, 1024 and k = 1..: powers 1, 2, 3 of exp(-2 pi i k / length), as pairs. */
export const twiddles: usize = memory.data((3 + 15 + 63 + 255) * 24, 64);
/** exp(-2 pi i k / 2048) for k = 1..511, as pairs. */
export const realTwiddles: usize = memory.data(511 * 8, 64);

/** Fills the tables; once per instance. */
export function prepareTables(): void {
  for (let n = 0; n < frameLength; n++) {
    const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / frameLength);
    store<f32>(window + ((<usize>n) << 2), <f32>(0.5 * tableGain * hann));
  }
  for (let index = 0; index < pointCount / 4; index++) {
    store<u32>(places + ((<usize>index) << 2), 4 * reverseDigits(index) * <u32>pointBytes);
    // The last of four digits is 0 below 64, and the first of the reversed ones with it.
    if (index < 64) store<u32>(shortPlaces + ((<usize>index) << 2), reverseDigits(index) * <u32>pointBytes);
  }
  let target = twiddles;
  for (let length = 16; length <= pointCount; length <<= 2) {
    for (let k = 1; k < length >> 2; k++) {
      for (let power = 1; power <= 3; power++, target += 8) storeRoot(target, k * power, length);
    }
  }
  for (let k = 1; k < pointCount / 2; k++) storeRoot(realTwiddles + <usize>(k - 1) * 8, k, frameLength);
}

/** The four base-4 digits of an index below 256, in reverse. */
function reverseDigits(index: u32): u32 {
  let reversed: u32 = 0;
  for (let digit = 0; digit < 4; digit++, index >>= 2) reversed = (reversed << 2) | (index & 3);
  return reversed;
}

function storeRoot(target: usize, k: i32, length: i32): void {
  const angle = (-2 * Math.PI * k) / length;
  store<f32>(target, <f32>Math.cos(angle));
  store<f32>(target, <f32>Math.sin(angle), 4);
}
