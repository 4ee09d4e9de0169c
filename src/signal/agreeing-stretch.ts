/** How two signals are laid upon each other, and in what steps they are compared. */
export interface StretchOptions {
  /** Samples of `a` before the first sample of `b`; negative when `b` starts first. */
  readonly lag: number;
  /** Samples that are compared at a time. */
  readonly windowLength: number;
  /** Correlation, 0..1 in magnitude, that every window of the stretch reaches. */
  readonly leastCorrelation: number;
}

/** The longest stretch in which two signals agree throughout. */
export interface AgreeingStretch {
  /** Its length in samples, whole windows; 0 without one. */
  readonly length: number;
  /** Correlation over the whole of it, -1..1; 0 without one. */
  readonly correlation: number;
}

/** Sums over some windows. */
interface Sums {
  readonly product: number;
  readonly energyA: number;
  readonly energyB: number;
}

const nothing: Sums = { product: 0, energyA: 0, energyB: 0 };

/**
 * The longest run of windows of the overlap that all agree. Two recordings that share a part, and not the rest, agree in a
 * stretch, though as wholes they do not. Windows in which one is silent agree with nothing.
 */
export function agreeingStretch(
  a: Float32Array,
  b: Float32Array,
  { lag, windowLength, leastCorrelation }: StretchOptions,
): AgreeingStretch {
  const shift = Math.round(lag);
  const [startA, startB] = [Math.max(0, shift), Math.max(0, -shift)];
  const end = Math.min(a.length - startA, b.length - startB) - windowLength;
  let best = { length: 0, correlation: 0 };
  let [run, count] = [nothing, 0];
  for (let at = 0; at <= end; at += windowLength) {
    const window = sumsOf(
      a.subarray(startA + at, startA + at + windowLength),
      b.subarray(startB + at, startB + at + windowLength),
    );
    const sign = Math.sign(run.product) || Math.sign(window.product);
    const agrees = sign * correlationOf(window) >= leastCorrelation;
    run = agrees ? plus(run, window) : nothing;
    count = agrees ? count + 1 : 0;
    if (count * windowLength > best.length)
      best = { length: count * windowLength, correlation: correlationOf(run) };
  }
  return best;
}

function sumsOf(a: Float32Array, b: Float32Array): Sums {
  let [product, energyA, energyB] = [0, 0, 0];
  a.forEach((sample, index) => {
    const other = b[index]!;
    product += sample * other;
    energyA += sample * sample;
    energyB += other * other;
  });
  return { product, energyA, energyB };
}

function plus(one: Sums, other: Sums): Sums {
  return {
    product: one.product + other.product,
    energyA: one.energyA + other.energyA,
    energyB: one.energyB + other.energyB,
  };
}

function correlationOf({ product, energyA, energyB }: Sums): number {
  return energyA * energyB > 0 ? product / Math.sqrt(energyA * energyB) : 0;
}
