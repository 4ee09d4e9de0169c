/** Where to look for the best alignment of two signals. */
export interface AlignmentOptions {
  /** Samples of `a` before the first sample of `b`, about; negative when `b` starts first. */
  readonly lag: number;
  /** Samples by which the true lag may differ. */
  readonly slack: number;
  /** Samples that are compared at most: the first of the overlap. */
  readonly mostSamples: number;
  /** How products are added up; a plain loop where left out. */
  readonly sums?: SumProducts;
}

/** Sums of `still[i] * moving[i + shift]` where both are, for `count` shifts from `firstShift` down; 64-bit, in the order of `still`. */
export type SumProducts = (
  still: Float32Array,
  moving: Float32Array,
  shifts: { readonly firstShift: number; readonly count: number },
) => Float64Array;

/** How well two signals agree where they agree best. */
export interface AlignedCorrelation {
  /** Normalised correlation of the overlap, -1..1; of largest magnitude. 0 where one is silent or nothing overlaps. */
  readonly correlation: number;
  /** Samples of `a` before the first of `b`, to an eighth of a sample. */
  readonly lag: number;
}

/** Lags on each side from which a lag between two samples is interpolated. */
const neighbours = 8;
/** Fractions of a sample that are looked at. */
const fractions = 8;

/**
 * The largest correlation, in magnitude, of two signals of one rate near a lag. Lags between samples count too: the
 * correlation of band-limited signals is band-limited, so it is interpolated (windowed sinc) about its peak.
 */
export function alignedCorrelation(
  a: Float32Array,
  b: Float32Array,
  { lag, slack, mostSamples, sums = sumProducts }: AlignmentOptions,
): AlignedCorrelation {
  const center = Math.round(lag);
  const start = Math.max(0, center);
  const length = Math.min(a.length - start, b.length - (start - center), mostSamples);
  if (length <= 0) return { correlation: 0, lag: center };
  const still = a.subarray(start, start + length);
  const width = slack + neighbours;
  const products = sums(still, b, { firstShift: start - (center - width), count: 2 * width + 1 });
  const peak = peakOf(products.subarray(neighbours, products.length - neighbours)) + neighbours;
  const refined = refine(products, peak);
  const shift = start - (center - width + peak);
  const [from, to] = [Math.max(0, -shift), Math.min(length, b.length - shift)];
  const energies = energyOf(still.subarray(from, to)) * energyOf(b.subarray(from + shift, to + shift));
  const correlation = energies > 0 ? refined.value / Math.sqrt(energies) : 0;
  return { correlation: Math.max(-1, Math.min(1, correlation)), lag: center - width + refined.at };
}

/** One signal, and another that is shifted against it. */
interface Overlay {
  readonly still: Float32Array;
  readonly moving: Float32Array;
}

/** The plain loop. */
export const sumProducts: SumProducts = (still, moving, { firstShift, count }) => {
  const sums = new Float64Array(4 * Math.ceil(count / 4));
  for (let at = 0; at < count; at += 4)
    addFour({ still, moving }, firstShift - at, sums.subarray(at, at + 4));
  return sums.subarray(0, count);
};

/**
 * Adds the products for four shifts from `shift` down to four sums: side by side where all four overlap, for an addition waits only for
 * the one before it of its own sum. Each sum adds up in the order of `still`, as it would alone.
 */
function addFour({ still, moving }: Overlay, shift: number, sums: Float64Array): void {
  const begin = Math.min(still.length, Math.max(0, 3 - shift));
  const end = Math.max(begin, Math.min(still.length, moving.length - shift));
  for (let less = 0; less < 4; less += 1)
    addProducts(still.subarray(0, begin), moving, { shift: shift - less, sums, less });
  let [a, b, c, d] = [sums[0]!, sums[1]!, sums[2]!, sums[3]!];
  for (let index = begin; index < end; index += 1) {
    const sample = still[index]!;
    const other = index + shift;
    a += sample * moving[other]!;
    b += sample * moving[other - 1]!;
    c += sample * moving[other - 2]!;
    d += sample * moving[other - 3]!;
  }
  sums.set([a, b, c, d]);
  for (let less = 0; less < 4; less += 1)
    addProducts(still.subarray(end), moving, { shift: shift + end - less, sums, less });
}

/** Adds the products of one shift, where both signals are, to the sum at `less`. */
function addProducts(
  still: Float32Array,
  moving: Float32Array,
  { shift, sums, less }: { readonly shift: number; readonly sums: Float64Array; readonly less: number },
): void {
  const end = Math.min(still.length, moving.length - shift);
  let sum = sums[less]!;
  for (let index = Math.max(0, -shift); index < end; index += 1)
    sum += still[index]! * moving[index + shift]!;
  sums[less] = sum;
}

function energyOf(samples: Float32Array): number {
  // Loops, here and below: `reduce` makes an object of every number on the way.
  let sum = 0;
  for (let index = 0; index < samples.length; index += 1) sum += samples[index]! * samples[index]!;
  return sum;
}

function peakOf(values: Float64Array): number {
  let best = 0;
  for (let index = 1; index < values.length; index += 1) {
    if (Math.abs(values[index]!) > Math.abs(values[best]!)) best = index;
  }
  return best;
}

/** The largest magnitude between the neighbours of `peak`. */
function refine(values: Float64Array, peak: number): { at: number; value: number } {
  let best = { at: peak, value: values[peak]! };
  for (let step = 1 - fractions; step < fractions; step += 1) {
    const offset = step / fractions;
    let value = 0;
    for (let away = -neighbours; away <= neighbours; away += 1) {
      const x = away - offset;
      const taper = 0.5 + 0.5 * Math.cos((Math.PI * x) / (neighbours + 1));
      value += values[peak + away]! * (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)) * taper;
    }
    if (Math.abs(value) > Math.abs(best.value)) best = { at: peak + offset, value };
  }
  return best;
}
