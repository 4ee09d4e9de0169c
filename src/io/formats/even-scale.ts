/** The largest depth whose integers survive a 32-bit float: deeper ones have no exact samples to restore or check. */
export const exactBitDepth = 24;

/**
 * Samples of integers divided by 2^(bits - 1), as all readers here give them, from samples that a package
 * divided by 2^(bits - 1) - 1: all of them, or positive ones only.
 */
export function evenScale(
  samples: Float32Array,
  bitDepth: number,
  divided: "all" | "positive",
): Float32Array {
  if (bitDepth > exactBitDepth) return samples;
  const scale = 2 ** (bitDepth - 1);
  const isAll = divided === "all";
  const even = new Float32Array(samples.length);
  for (let index = 0; index < samples.length; index++) {
    const value = samples[index]!;
    // Adding 0 makes the -0 that rounding leaves of a small negative value the 0 that it was.
    even[index] = isAll || value > 0 ? Math.round(value * (scale - 1)) / scale + 0 : value;
  }
  return even;
}
