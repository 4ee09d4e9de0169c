/** Transforms real frames of one fixed length; holds its tables and scratch space, so it is not reentrant. */
export interface RealFft {
  /** Samples in a frame (N): a power of two, at least 4. */
  readonly size: number;
  /**
   * Discrete Fourier transform X[k] = sum x[n] exp(-2 pi i k n / N) of a real frame, not scaled.
   *
   * @param frame N samples; left as they are.
   * @param spectrum Receives bins 0..N/2 as pairs (real, imaginary): N + 2 numbers.
   */
  readonly transform: (frame: Float64Array, spectrum: Float64Array) => void;
}

/**
 * A real FFT of `size` samples: one complex transform of half the length over the even and odd samples, then a
 * step that separates them. The complex transform is Stockham's self-sorting radix 4 (with one radix-2 pass where
 * needed): every pass reads and writes in order, and no digit reversal is left over.
 * Source: Van Loan, Computational Frameworks for the Fast Fourier Transform (1992), sections 1.7, 2.4 and 4.3.
 *
 * @throws RangeError when `size` is no power of two of at least 4.
 */
export function createRealFft(size: number): RealFft {
  if (size < 4 || !Number.isInteger(Math.log2(size))) {
    throw new RangeError(`an FFT of ${size} samples: not a power of two of at least 4`);
  }
  const half = size / 2;
  const passes = planPasses(half);
  const unpackTwiddles = twiddles(size, half / 2 + 1, 1);
  const scratch = [new Float64Array(size), new Float64Array(size)] as const;
  return {
    size,
    transform(frame, spectrum) {
      let source = frame;
      let next = 0;
      for (const pass of passes) {
        const target = scratch[next]!;
        if (pass.twiddles === null) radix2Pass(source, target);
        else radix4Pass(source, target, pass.stride, pass.twiddles);
        source = target;
        next = 1 - next;
      }
      separateRealSpectrum(source, spectrum, unpackTwiddles);
    },
  };
}

/** One pass over the data: `stride` interleaved transforms; no twiddles: the closing radix-2 pass. */
interface Pass {
  readonly stride: number;
  readonly twiddles: Float64Array | null;
}

function planPasses(complexSize: number): readonly Pass[] {
  const passes: Pass[] = [];
  let length = complexSize;
  for (; length >= 4; length /= 4) {
    passes.push({ stride: complexSize / length, twiddles: twiddles(length, length / 4, 3) });
  }
  if (length === 2) passes.push({ stride: complexSize / 2, twiddles: null });
  return passes;
}

/** For k = 0..count-1 the powers 1..powers of exp(-2 pi i k / length), as pairs. */
function twiddles(length: number, count: number, powers: number): Float64Array {
  const table = new Float64Array(2 * count * powers);
  let position = 0;
  for (let k = 0; k < count; k += 1) {
    for (let power = 1; power <= powers; power += 1) {
      const angle = (-2 * Math.PI * k * power) / length;
      table[position] = Math.cos(angle);
      table[position + 1] = Math.sin(angle);
      position += 2;
    }
  }
  return table;
}

function radix4Pass(source: Float64Array, target: Float64Array, stride: number, table: Float64Array): void {
  const quarter = source.length >> 2;
  const step = 2 * stride;
  let from = 0;
  let to = 0;
  for (let entry = 0; entry < table.length; entry += 6) {
    const w1r = table[entry]!;
    const w1i = table[entry + 1]!;
    const w2r = table[entry + 2]!;
    const w2i = table[entry + 3]!;
    const w3r = table[entry + 4]!;
    const w3i = table[entry + 5]!;
    for (const end = from + step; from < end; from += 2, to += 2) {
      const ar = source[from]!;
      const ai = source[from + 1]!;
      const br = source[from + quarter]!;
      const bi = source[from + quarter + 1]!;
      const cr = source[from + 2 * quarter]!;
      const ci = source[from + 2 * quarter + 1]!;
      const dr = source[from + 3 * quarter]!;
      const di = source[from + 3 * quarter + 1]!;
      const sumR = ar + cr;
      const sumI = ai + ci;
      const differenceR = ar - cr;
      const differenceI = ai - ci;
      const otherSumR = br + dr;
      const otherSumI = bi + di;
      const otherDifferenceR = br - dr;
      const otherDifferenceI = bi - di;
      target[to] = sumR + otherSumR;
      target[to + 1] = sumI + otherSumI;
      const oneR = differenceR + otherDifferenceI;
      const oneI = differenceI - otherDifferenceR;
      target[to + step] = oneR * w1r - oneI * w1i;
      target[to + step + 1] = oneR * w1i + oneI * w1r;
      const twoR = sumR - otherSumR;
      const twoI = sumI - otherSumI;
      target[to + 2 * step] = twoR * w2r - twoI * w2i;
      target[to + 2 * step + 1] = twoR * w2i + twoI * w2r;
      const threeR = differenceR - otherDifferenceI;
      const threeI = differenceI + otherDifferenceR;
      target[to + 3 * step] = threeR * w3r - threeI * w3i;
      target[to + 3 * step + 1] = threeR * w3i + threeI * w3r;
    }
    to += 3 * step;
  }
}

function radix2Pass(source: Float64Array, target: Float64Array): void {
  const half = source.length >> 1;
  for (let index = 0; index < half; index += 1) {
    target[index] = source[index]! + source[index + half]!;
    target[index + half] = source[index]! - source[index + half]!;
  }
}

/** From Z[k] of z[n] = x[2n] + i x[2n+1] to X[k] for k = 0..N/2, two bins at a time. */
function separateRealSpectrum(packed: Float64Array, spectrum: Float64Array, table: Float64Array): void {
  const size = packed.length;
  spectrum[0] = packed[0]! + packed[1]!;
  spectrum[1] = 0;
  spectrum[size] = packed[0]! - packed[1]!;
  spectrum[size + 1] = 0;
  for (let low = 2, high = size - 2; low <= high; low += 2, high -= 2) {
    const evenR = 0.5 * (packed[low]! + packed[high]!);
    const evenI = 0.5 * (packed[low + 1]! - packed[high + 1]!);
    const oddR = 0.5 * (packed[low + 1]! + packed[high + 1]!);
    const oddI = 0.5 * (packed[high]! - packed[low]!);
    const turnedR = oddR * table[low]! - oddI * table[low + 1]!;
    const turnedI = oddR * table[low + 1]! + oddI * table[low]!;
    spectrum[low] = evenR + turnedR;
    spectrum[low + 1] = evenI + turnedI;
    spectrum[high] = evenR - turnedR;
    spectrum[high + 1] = turnedI - evenI;
  }
}
