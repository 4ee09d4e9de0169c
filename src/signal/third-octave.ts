/** Third-octave band centres, 1000 * 2^(k/3) Hz for k = -16..13 (base-2 bands of IEC 61260). By the cube root, which every V8 rounds alike: `2 ** x` not. */
export const bandCentersHertz: readonly number[] = Array.from(
  { length: 30 },
  (_, index) => 1000 * Math.cbrt(2 ** (index - 16)),
);

/** From a centre to the edges of its band. */
const [upwards, downwards] = [2 ** (1 / 6), 2 ** (-1 / 6)];

/**
 * Power per third-octave band of a power spectrum over the bins 0..frameLength/2: the sum of the bins from
 * centre * 2^(-1/6) up to, not including, centre * 2^(1/6). Null where no bin falls into the band, or where it
 * reaches above Nyquist.
 */
export function thirdOctavePowers(powers: Float64Array, sampleRateHertz: number): readonly (number | null)[] {
  const binHertz = sampleRateHertz / 2 / (powers.length - 1);
  return bandCentersHertz.map((center) => {
    const upper = center * upwards;
    const firstBin = Math.ceil((center * downwards) / binHertz);
    const endBin = Math.ceil(upper / binHertz);
    if (upper > sampleRateHertz / 2 || endBin <= firstBin) return null;
    let power = 0;
    for (let bin = firstBin; bin < endBin; bin += 1) power += powers[bin]!;
    return power;
  });
}
