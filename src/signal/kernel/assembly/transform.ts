import { pointBytes, spectra } from "./layout";
import { twiddles } from "./tables";

/**
 * The remaining radix-4 steps of the four transforms, in place, after `loadFrames`: lengths 16, 64, 256 and, for 1024 points, 1024. Decimation in
 * time; a lane is a frame, so no step shuffles. Source: Van Loan, Computational Frameworks for the Fast Fourier
 * Transform (1992), sections 1.7 and 2.4.
 */
export function transformFrames(points: i32): void {
  const end = spectra + <usize>points * pointBytes;
  let factors = twiddles;
  for (let length: usize = 16; length <= <usize>points; length <<= 2) {
    const quarter = (length >> 2) * pointBytes;
    const stride = length * pointBytes;
    for (let at = spectra; at < end; at += stride) plainButterfly(at, quarter);
    for (let first = spectra + pointBytes; first < spectra + quarter; first += pointBytes, factors += 24) {
      const w1r = splat(factors, 0), w1i = splat(factors, 4);
      const w2r = splat(factors, 8), w2i = splat(factors, 12);
      const w3r = splat(factors, 16), w3i = splat(factors, 20);
      for (let at = first; at < end; at += stride) butterfly(at, quarter, w1r, w1i, w2r, w2i, w3r, w3i);
    }
  }
}

@inline function splat(address: usize, offset: usize): v128 { return v128.load_splat<f32>(address + offset); }

/** One butterfly whose factors are all 1. */
@inline function plainButterfly(at: usize, quarter: usize): void {
  const at1 = at + quarter, at2 = at1 + quarter, at3 = at2 + quarter;
  storeSums(
    at, at1, at2, at3,
    v128.load(at), v128.load(at, 16), v128.load(at1), v128.load(at1, 16),
    v128.load(at2), v128.load(at2, 16), v128.load(at3), v128.load(at3, 16),
  );
}

@inline function butterfly(
  at: usize, quarter: usize, w1r: v128, w1i: v128, w2r: v128, w2i: v128, w3r: v128, w3i: v128,
): void {
  const at1 = at + quarter, at2 = at1 + quarter, at3 = at2 + quarter;
  const r1 = v128.load(at1), i1 = v128.load(at1, 16);
  const r2 = v128.load(at2), i2 = v128.load(at2, 16);
  const r3 = v128.load(at3), i3 = v128.load(at3, 16);
  storeSums(
    at, at1, at2, at3,
    v128.load(at), v128.load(at, 16),
    turnedReal(r1, i1, w1r, w1i), turnedImaginary(r1, i1, w1r, w1i),
    turnedReal(r2, i2, w2r, w2i), turnedImaginary(r2, i2, w2r, w2i),
    turnedReal(r3, i3, w3r, w3i), turnedImaginary(r3, i3, w3r, w3i),
  );
}

@inline function turnedReal(r: v128, i: v128, wr: v128, wi: v128): v128 {
  return f32x4.sub(f32x4.mul(r, wr), f32x4.mul(i, wi));
}

@inline function turnedImaginary(r: v128, i: v128, wr: v128, wi: v128): v128 {
  return f32x4.add(f32x4.mul(r, wi), f32x4.mul(i, wr));
}

@inline function storeSums(
  at: usize, at1: usize, at2: usize, at3: usize,
  r0: v128, i0: v128, r1: v128, i1: v128, r2: v128, i2: v128, r3: v128, i3: v128,
): void {
  const sumR = f32x4.add(r0, r2), sumI = f32x4.add(i0, i2), differenceR = f32x4.sub(r0, r2), differenceI = f32x4.sub(i0, i2);
  const otherSumR = f32x4.add(r1, r3), otherSumI = f32x4.add(i1, i3);
  const otherDifferenceR = f32x4.sub(r1, r3), otherDifferenceI = f32x4.sub(i1, i3);
  v128.store(at, f32x4.add(sumR, otherSumR));
  v128.store(at, f32x4.add(sumI, otherSumI), 16);
  v128.store(at1, f32x4.add(differenceR, otherDifferenceI));
  v128.store(at1, f32x4.sub(differenceI, otherDifferenceR), 16);
  v128.store(at2, f32x4.sub(sumR, otherSumR));
  v128.store(at2, f32x4.sub(sumI, otherSumI), 16);
  v128.store(at3, f32x4.sub(differenceR, otherDifferenceI));
  v128.store(at3, f32x4.add(differenceI, otherDifferenceR), 16);
}
