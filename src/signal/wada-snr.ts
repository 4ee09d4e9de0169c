/** Bounds of the table, in dB. */
const lowestDecibels = -20;
const highestDecibels = 100;
/**
 * ln E|z| - E ln|z| for z = speech + noise at -20, -19, ... 100 dB, where the amplitude of speech is gamma-distributed
 * with shape 0.4 and the noise is Gaussian. Exact integrals; see test/fixtures/signal/wada-oracle.py.
 */
const statistics: readonly number[] = [
  0.409435, 0.409459, 0.409498, 0.409556, 0.409644, 0.409777, 0.409974, 0.410265, 0.410687, 0.411293,
  0.412148, 0.413339, 0.414969, 0.417164, 0.420066, 0.423839, 0.428654, 0.434691, 0.442128, 0.451128,
  0.461837, 0.474368, 0.488795, 0.505151, 0.523423, 0.543551, 0.565434, 0.588934, 0.613881, 0.640087,
  0.667346, 0.69545, 0.724191, 0.753365, 0.782784, 0.812272, 0.841671, 0.870839, 0.899654, 0.928012, 0.955825,
  0.98302, 1.009541, 1.035341, 1.060388, 1.084657, 1.108135, 1.130813, 1.152691, 1.173772, 1.194065, 1.213581,
  1.232336, 1.250346, 1.26763, 1.284208, 1.300102, 1.315332, 1.329921, 1.343892, 1.357266, 1.370065, 1.382311,
  1.394026, 1.405231, 1.415945, 1.426189, 1.435983, 1.445345, 1.454293, 1.462844, 1.471016, 1.478825,
  1.486286, 1.493414, 1.500225, 1.506731, 1.512947, 1.518885, 1.524557, 1.529975, 1.53515, 1.540093, 1.544814,
  1.549324, 1.553631, 1.557745, 1.561674, 1.565426, 1.56901, 1.572433, 1.575702, 1.578824, 1.581806, 1.584654,
  1.587373, 1.589971, 1.592451, 1.59482, 1.597083, 1.599243, 1.601306, 1.603277, 1.605159, 1.606956, 1.608672,
  1.610312, 1.611877, 1.613372, 1.6148, 1.616163, 1.617465, 1.618708, 1.619896, 1.62103, 1.622113, 1.623147,
  1.624135, 1.625078, 1.625979, 1.626839,
];

/**
 * Signal-to-noise ratio of speech by WADA (Kim and Stern, "Robust signal-to-noise ratio estimation based on waveform
 * amplitude distribution analysis", Interspeech 2008), in dB, -20..100. Of speech only: other sounds have
 * other distributions of amplitude, and get a number that means nothing. Samples of 0 are left out, for they have no
 * logarithm; null when none is left.
 *
 * @param samples One channel, finite.
 */
export function wadaSnr(samples: Float32Array): number | null {
  const amplitudes = emptyAmplitudes();
  addAmplitudes(amplitudes, samples);
  return wadaSnrOf(amplitudes);
}

/** What WADA needs of a recording's samples. */
export interface Amplitudes {
  /** Sums of magnitudes and of their logarithms over `count` samples that are not 0. */
  sum: number;
  logarithms: number;
  count: number;
}

/** Of no sample yet. */
export function emptyAmplitudes(): Amplitudes {
  return { sum: 0, logarithms: 0, count: 0 };
}

/** Adds further samples. */
export function addAmplitudes(amplitudes: Amplitudes, samples: Float32Array): void {
  for (let index = 0; index < samples.length; index += 1) {
    const magnitude = Math.abs(samples[index]!);
    if (magnitude === 0) continue;
    amplitudes.sum += magnitude;
    amplitudes.logarithms += Math.log(magnitude);
    amplitudes.count += 1;
  }
}

/** The ratio that they tell; null of none. */
export function wadaSnrOf({ sum, logarithms, count }: Amplitudes): number | null {
  return count === 0 ? null : decibelsOf(Math.log(sum / count) - logarithms / count);
}

/** Inverts the rising table; straight between its entries. */
function decibelsOf(statistic: number): number {
  const above = statistics.findIndex((value) => value >= statistic);
  if (above === 0) return lowestDecibels;
  if (above === -1) return highestDecibels;
  const low = statistics[above - 1]!;
  return lowestDecibels + above - 1 + (statistic - low) / (statistics[above]! - low);
}
