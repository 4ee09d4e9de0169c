/** Changes of value needed before a coarse grid is believed: by chance even steps alone come once in 2^16. */
const minimumChangeCount = 16;

/**
 * The grid on which integer samples really lie: the largest step, in units of the last bit of a `bitDepth`-bit
 * container, of which every change from sample to sample is a multiple. Changes and not values are looked at,
 * because 8-bit content in a 16-bit file may sit beside zero. Null when the samples are not integers of that depth,
 * or change too seldom to tell (a constant signal).
 */
export function quantizationStep(channels: readonly Float32Array[], bitDepth: number): number | null {
  const scale = 2 ** (bitDepth - 1);
  let step = 0;
  let changeCount = 0;
  for (const samples of channels) {
    let previous = (samples[0] ?? 0) * scale;
    for (let index = 0; index < samples.length; index += 1) {
      const value = samples[index]! * scale;
      if ((value | 0) !== value) return null;
      const change = Math.abs(value - previous);
      previous = value;
      if (change === 0) continue;
      changeCount += 1;
      if (step !== 1 && (step === 0 || change % step !== 0)) step = greatestCommonDivisor(step, change);
    }
  }
  return step === 1 || changeCount >= minimumChangeCount ? step : null;
}

/** Bits in use for samples on a grid of `step` last bits in a `bitDepth`-bit container. */
export function effectiveBits(step: number, bitDepth: number): number {
  return bitDepth - Math.floor(Math.log2(step));
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
