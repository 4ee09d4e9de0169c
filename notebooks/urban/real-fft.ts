import { createFft } from "./fft.ts";

/** A Fourier transform of real signals of one size: bins 0..size/2 each way, nothing allocated. */
export interface RealFft {
  /** Spectrum of `signal` (`size` values) into `re` and `im` (size/2 + 1 values each). */
  forward(signal: Float64Array, re: Float64Array, im: Float64Array): void;
  /** Signal of a spectrum; the inverse of `forward`. */
  inverse(re: Float64Array, im: Float64Array, signal: Float64Array): void;
}

/**
 * A real transform by a complex one of half the size: even samples as real, odd samples as imaginary parts
 * (Numerical Recipes, section 12.3).
 * @param size a power of two
 */
export function createRealFft(size: number): RealFft {
  const half = size / 2;
  const fft = createFft(half);
  const cosines = Float64Array.from({ length: half + 1 }, (_, k) => Math.cos((2 * Math.PI * k) / size));
  const sines = Float64Array.from({ length: half + 1 }, (_, k) => -Math.sin((2 * Math.PI * k) / size));
  const a = new Float64Array(half);
  const b = new Float64Array(half);

  function forward(signal: Float64Array, re: Float64Array, im: Float64Array): void {
    for (let n = 0; n < half; n++) {
      a[n] = signal[2 * n]!;
      b[n] = signal[2 * n + 1]!;
    }
    fft.forward(a, b);
    for (let k = 0; k <= half; k++) {
      const low = k === half ? 0 : k;
      const high = k === 0 ? 0 : half - k;
      const evenRe = (a[low]! + a[high]!) / 2;
      const evenIm = (b[low]! - b[high]!) / 2;
      const oddRe = (b[low]! + b[high]!) / 2;
      const oddIm = (a[high]! - a[low]!) / 2;
      re[k] = evenRe + cosines[k]! * oddRe - sines[k]! * oddIm;
      im[k] = evenIm + cosines[k]! * oddIm + sines[k]! * oddRe;
    }
  }

  function inverse(re: Float64Array, im: Float64Array, signal: Float64Array): void {
    for (let k = 0; k < half; k++) {
      const evenRe = (re[k]! + re[half - k]!) / 2;
      const evenIm = (im[k]! - im[half - k]!) / 2;
      const turnedRe = (re[k]! - re[half - k]!) / 2;
      const turnedIm = (im[k]! + im[half - k]!) / 2;
      const oddRe = cosines[k]! * turnedRe + sines[k]! * turnedIm;
      const oddIm = cosines[k]! * turnedIm - sines[k]! * turnedRe;
      a[k] = evenRe - oddIm;
      b[k] = evenIm + oddRe;
    }
    fft.inverse(a, b);
    for (let n = 0; n < half; n++) {
      signal[2 * n] = a[n]!;
      signal[2 * n + 1] = b[n]!;
    }
  }

  return { forward, inverse };
}
