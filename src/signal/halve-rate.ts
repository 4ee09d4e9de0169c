/**
 * Every second sample behind a half-band low-pass of 7 taps (-1 0 9 16 9 0 -1, over 32): 6 dB down at a quarter of the rate,
 * flat below an eighth, and above three eighths more than 26 dB down. For looking at band energies, not for listening.
 */
export function halveRate(samples: Float32Array): Float32Array {
  const half = new Float32Array(samples.length >> 1);
  const padded = new Float32Array(samples.length + 6);
  padded.set(samples, 3);
  for (let index = 0, at = 0; index < half.length; index += 1, at += 2) {
    half[index] =
      0.5 * padded[at + 3]! +
      0.28125 * (padded[at + 2]! + padded[at + 4]!) -
      0.03125 * (padded[at]! + padded[at + 6]!);
  }
  return half;
}

/** How often a rate can be halved and stay at or above `leastHertz`. */
export function halvingsTo(sampleRateHertz: number, leastHertz: number): number {
  return sampleRateHertz / 2 < leastHertz ? 0 : 1 + halvingsTo(sampleRateHertz / 2, leastHertz);
}

/** `samples` halved as often as the rate stays at or above `leastHertz`, with the rate that they then have. */
export function reduceRate(
  samples: Float32Array,
  sampleRateHertz: number,
  leastHertz: number,
): { readonly samples: Float32Array; readonly rateHertz: number } {
  return sampleRateHertz / 2 < leastHertz
    ? { samples, rateHertz: sampleRateHertz }
    : reduceRate(halveRate(samples), sampleRateHertz / 2, leastHertz);
}
