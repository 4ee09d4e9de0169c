import { pointBytes, spectra } from "./layout";
import { realTwiddles } from "./tables";

/**
 * From the transforms of four packed frames of 2 * `points` samples to four times the powers of their bins 0..`points`, which replace
 * the real parts in `spectra`. As `separateSpectra`, for what needs no more than powers.
 */
export function separatePowers(points: i32): void {
  const end = spectra + <usize>points * pointBytes, middle = spectra + <usize>(points >> 1) * pointBytes;
  const four = f32x4.splat(4);
  const r = v128.load(spectra), i = v128.load(spectra, 16);
  v128.store(middle, f32x4.mul(four, squared(v128.load(middle), v128.load(middle, 16))));
  const sum = f32x4.add(r, i), difference = f32x4.sub(r, i);
  v128.store(spectra, f32x4.mul(four, f32x4.mul(sum, sum)));
  v128.store(end, f32x4.mul(four, f32x4.mul(difference, difference)));
  // The table is that of 1024 points: of fewer, every so many-th entry.
  const stride = <usize>(1024 / points) << 3;
  let factors = realTwiddles + stride - 8;
  let high = end - pointBytes;
  for (let low = spectra + pointBytes; low < middle; low += pointBytes, high -= pointBytes, factors += stride) {
    const ar = v128.load(low), ai = v128.load(low, 16), br = v128.load(high), bi = v128.load(high, 16);
    const wr = v128.load_splat<f32>(factors), wi = v128.load_splat<f32>(factors, 4);
    const evenR = f32x4.add(ar, br), evenI = f32x4.sub(ai, bi), oddR = f32x4.add(ai, bi), oddI = f32x4.sub(br, ar);
    const turnedR = f32x4.sub(f32x4.mul(oddR, wr), f32x4.mul(oddI, wi));
    const turnedI = f32x4.add(f32x4.mul(oddR, wi), f32x4.mul(oddI, wr));
    v128.store(low, squared(f32x4.add(evenR, turnedR), f32x4.add(evenI, turnedI)));
    v128.store(high, squared(f32x4.sub(evenR, turnedR), f32x4.sub(evenI, turnedI)));
  }
}

/** Square of the magnitude. */
@inline export function squared(r: v128, i: v128): v128 {
  return f32x4.add(f32x4.mul(r, r), f32x4.mul(i, i));
}
