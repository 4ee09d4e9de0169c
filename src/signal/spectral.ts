/** Smallest power that enters the flatness: librosa's `amin`. */
const flatnessFloor = 1e-10;
/** Factors multiplied before one logarithm is taken of all: 16 powers from 1e-10 to 1e19 stay within a double. */
const factorsPerLogarithm = 16;

/** Sum of `values`. */
export function total(values: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) sum += values[index]!;
  return sum;
}

/**
 * Power and magnitude of each bin of a spectrum.
 *
 * @param spectrum Bins as pairs (real, imaginary).
 * @param powers Receives |X[k]|^2.
 * @param magnitudes Receives |X[k]|.
 */
export function splitSpectrum(spectrum: Float64Array, powers: Float64Array, magnitudes: Float64Array): void {
  for (let bin = 0; bin < powers.length; bin += 1) {
    const real = spectrum[2 * bin]!;
    const imaginary = spectrum[2 * bin + 1]!;
    const power = real * real + imaginary * imaginary;
    powers[bin] = power;
    magnitudes[bin] = Math.sqrt(power);
  }
}

/** Magnitude-weighted mean bin (librosa.feature.spectral_centroid, in bins); NaN for an all-zero spectrum. */
export function spectralCentroid(magnitudes: Float64Array): number {
  let weighted = 0;
  let sum = 0;
  for (let bin = 0; bin < magnitudes.length; bin += 1) {
    weighted += bin * magnitudes[bin]!;
    sum += magnitudes[bin]!;
  }
  return weighted / sum;
}

/** Root of the magnitude-weighted squared distance from `centroid` (librosa.feature.spectral_bandwidth, p = 2), in bins. */
export function spectralBandwidth(magnitudes: Float64Array, centroid: number): number {
  let weighted = 0;
  let sum = 0;
  for (let bin = 0; bin < magnitudes.length; bin += 1) {
    const distance = bin - centroid;
    weighted += distance * distance * magnitudes[bin]!;
    sum += magnitudes[bin]!;
  }
  return Math.sqrt(weighted / sum);
}

/** First bin up to which `share` of the summed magnitude lies (librosa.feature.spectral_rolloff, in bins). */
export function spectralRolloff(magnitudes: Float64Array, share: number): number {
  const threshold = share * total(magnitudes);
  let sum = 0;
  for (let bin = 0; bin < magnitudes.length; bin += 1) {
    sum += magnitudes[bin]!;
    if (sum >= threshold) return bin;
  }
  return magnitudes.length - 1;
}

/** Geometric over arithmetic mean of power, floored at 1e-10 (librosa.feature.spectral_flatness); 0..1. */
export function spectralFlatness(powers: Float64Array): number {
  let sum = 0;
  let logarithms = 0;
  let product = 1;
  for (let bin = 0; bin < powers.length; bin += 1) {
    const power = powers[bin]! > flatnessFloor ? powers[bin]! : flatnessFloor;
    sum += power;
    product *= power;
    // A logarithm costs as much as twenty products, so it is taken of many factors at once.
    if (bin % factorsPerLogarithm === factorsPerLogarithm - 1) {
      logarithms += Math.log(product);
      product = 1;
    }
  }
  const logarithmicMean = (logarithms + Math.log(product)) / powers.length;
  const isWithinDouble = Number.isFinite(logarithmicMean);
  return (Math.exp(isWithinDouble ? logarithmicMean : meanLogarithm(powers)) * powers.length) / sum;
}

function meanLogarithm(powers: Float64Array): number {
  return powers.reduce((sum, power) => sum + Math.log(Math.max(flatnessFloor, power)), 0) / powers.length;
}
