/** A Fourier transform of one size, in place. */
export interface Fft {
  /** X[k] = sum of x[n] exp(-2 pi i k n / size), over `re` and `im` of `size` values each. */
  forward(re: Float64Array, im: Float64Array): void;
  /** The inverse of `forward`, divided by `size`. */
  inverse(re: Float64Array, im: Float64Array): void;
}

/**
 * The textbook iterative radix-2 transform (Cooley and Tukey 1965) with its tables computed once.
 * @param size a power of two
 */
export function createFft(size: number): Fft {
  const cosines = Float64Array.from({ length: size / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / size));
  const sines = Float64Array.from({ length: size / 2 }, (_, k) => -Math.sin((2 * Math.PI * k) / size));
  const reversed = bitReversal(size);

  function forward(re: Float64Array, im: Float64Array): void {
    permute(re, reversed);
    permute(im, reversed);
    for (let half = 1; half < size; half *= 2) {
      const stride = size / (2 * half);
      for (let start = 0; start < size; start += 2 * half) {
        for (let k = 0; k < half; k++) {
          const upper = start + k;
          const lower = upper + half;
          const cosine = cosines[k * stride]!;
          const sine = sines[k * stride]!;
          const realPart = re[lower]! * cosine - im[lower]! * sine;
          const imaginaryPart = re[lower]! * sine + im[lower]! * cosine;
          re[lower] = re[upper]! - realPart;
          im[lower] = im[upper]! - imaginaryPart;
          re[upper] = re[upper]! + realPart;
          im[upper] = im[upper]! + imaginaryPart;
        }
      }
    }
  }

  function inverse(re: Float64Array, im: Float64Array): void {
    // The inverse is the forward transform with real and imaginary parts swapped on the way in and out.
    forward(im, re);
    for (let n = 0; n < size; n++) {
      re[n] = re[n]! / size;
      im[n] = im[n]! / size;
    }
  }

  return { forward, inverse };
}

function bitReversal(size: number): Uint32Array {
  const reversed = new Uint32Array(size);
  for (let index = 1; index < size; index++) {
    reversed[index] = (reversed[index >> 1]! >> 1) | (index & 1 ? size >> 1 : 0);
  }
  return reversed;
}

function permute(values: Float64Array, order: Uint32Array): void {
  for (let index = 0; index < values.length; index++) {
    const other = order[index]!;
    if (other <= index) continue;
    const value = values[index]!;
    values[index] = values[other]!;
    values[other] = value;
  }
}
