/** A second-order filter: y[n] = b0 x[n] + b1 x[n-1] + b2 x[n-2] - a1 y[n-1] - a2 y[n-2]. */
interface Biquad {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

/** Corner of the shelf; below twice this rate K-weighting has no meaning. */
const shelfHertz = 1681.974450955533;
const absoluteGateLufs = -70;
const relativeGateDecibels = 10;
/** Hops in a 400 ms block: 75 % overlap makes a hop of 100 ms. */
const hopsPerBlock = 4;

/**
 * The K-weighting filters of ITU-R BS.1770-4 for any sampling rate: the shelf of the head, then the high pass.
 * The standard tabulates 48 kHz only; the analogue prototypes behind its table are those of B. De Man,
 * "Evaluation of implementations of the EBU R128 loudness measurement" (AES 145, 2018), and give it back to 1e-9.
 */
export function kWeighting(sampleRateHertz: number): readonly [shelf: Biquad, highPass: Biquad] {
  return [headShelf(sampleRateHertz), highPass(sampleRateHertz)];
}

function headShelf(sampleRateHertz: number): Biquad {
  const quality = 0.7071752369554196;
  const k = Math.tan((Math.PI * shelfHertz) / sampleRateHertz);
  const high = 10 ** (3.999843853973347 / 20);
  const middle = high ** 0.4996667741545416;
  const a0 = 1 + k / quality + k * k;
  return {
    b0: (high + (middle * k) / quality + k * k) / a0,
    b1: (2 * (k * k - high)) / a0,
    b2: (high - (middle * k) / quality + k * k) / a0,
    a1: (2 * (k * k - 1)) / a0,
    a2: (1 - k / quality + k * k) / a0,
  };
}

/** The high pass' corner as the tangent of half its angle, and its quality. */
export function highPassShape(sampleRateHertz: number): {
  readonly tangent: number;
  readonly quality: number;
} {
  const tangent = Math.tan((Math.PI * 38.13547087602444) / sampleRateHertz);
  return { tangent, quality: 0.5003270373238773 };
}

function highPass(sampleRateHertz: number): Biquad {
  const { tangent: k, quality } = highPassShape(sampleRateHertz);
  const a0 = 1 + k / quality + k * k;
  return { b0: 1, b1: -2, b2: 1, a1: (2 * (k * k - 1)) / a0, a2: (1 - k / quality + k * k) / a0 };
}

/**
 * Integrated loudness of ITU-R BS.1770-4, in LUFS: blocks of 400 ms with 75 % overlap, those at or below -70 LUFS
 * dropped, then those more than 10 LU below the mean of the rest. A part of a hop at the end is left out.
 * Null below 400 ms, when all is gated away, or at sampling rates that do not reach the filter's corner.
 */
export function integratedLoudness(
  channels: readonly Float32Array[],
  sampleRateHertz: number,
): number | null {
  const hopLength = loudnessHopLength(sampleRateHertz);
  if (hopLength === null) return null;
  return loudnessOfHops(loudnessHopEnergies(channels, sampleRateHertz, hopLength), hopLength);
}

/** K-weighted energy of each whole `hopLength` samples, channels weighted and added. */
export function loudnessHopEnergies(
  channels: readonly Float32Array[],
  sampleRateHertz: number,
  hopLength: number,
): Float64Array {
  const hopEnergies = new Float64Array(Math.floor((channels[0]?.length ?? 0) / hopLength));
  const filters = kWeighting(sampleRateHertz);
  channels.forEach((samples, index) => {
    const weight = channelWeight(index, channels.length);
    if (weight > 0) addWeightedEnergy(hopEnergies, samples, weight, hopLength, filters);
  });
  return hopEnergies;
}

/** Samples in the 100 ms by which blocks advance; null at sampling rates that do not reach the filter's corner. */
export function loudnessHopLength(sampleRateHertz: number): number | null {
  return sampleRateHertz <= 2 * shelfHertz ? null : Math.floor(sampleRateHertz / 10);
}

/** Integrated loudness from the K-weighted energy of each 100 ms, channels weighted and added; null as above. */
export function loudnessOfHops(hopEnergies: ArrayLike<number>, hopLength: number): number | null {
  return hopEnergies.length < hopsPerBlock ? null : gatedLoudness(blockPowers(hopEnergies, hopLength));
}

/** Weights of BS.1770: 1 for the front, 1.41 for the surrounds, 0 for the low-frequency channel (L R C LFE Ls Rs). */
export function channelWeight(index: number, channelCount: number): number {
  if (channelCount === 6) return [1, 1, 1, 0, 1.41, 1.41][index]!;
  if (channelCount === 5) return [1, 1, 1, 1.41, 1.41][index]!;
  return 1;
}

function addWeightedEnergy(
  hopEnergies: Float64Array,
  samples: Float32Array,
  weight: number,
  hopLength: number,
  [shelf, pass]: readonly [Biquad, Biquad],
): void {
  // The filters' states, in transposed direct form II.
  let s1 = 0;
  let s2 = 0;
  let p1 = 0;
  let p2 = 0;
  for (let hop = 0; hop < hopEnergies.length; hop += 1) {
    let energy = 0;
    for (let index = hop * hopLength; index < (hop + 1) * hopLength; index += 1) {
      const x = samples[index]!;
      const y = shelf.b0 * x + s1;
      s1 = shelf.b1 * x - shelf.a1 * y + s2;
      s2 = shelf.b2 * x - shelf.a2 * y;
      const z = y + p1;
      p1 = pass.b1 * y - pass.a1 * z + p2;
      p2 = pass.b2 * y - pass.a2 * z;
      energy += z * z;
    }
    hopEnergies[hop]! += weight * energy;
  }
}

function blockPowers(hopEnergies: ArrayLike<number>, hopLength: number): readonly number[] {
  const powers: number[] = [];
  for (let block = 0; block + hopsPerBlock <= hopEnergies.length; block += 1) {
    let energy = 0;
    for (let hop = block; hop < block + hopsPerBlock; hop += 1) energy += hopEnergies[hop]!;
    powers.push(energy / (hopsPerBlock * hopLength));
  }
  return powers;
}

function gatedLoudness(powers: readonly number[]): number | null {
  const sounding = powers.filter((power) => powerToLufs(power) > absoluteGateLufs);
  if (sounding.length === 0) return null;
  const gate = powerToLufs(mean(sounding)) - relativeGateDecibels;
  return powerToLufs(mean(sounding.filter((power) => powerToLufs(power) > gate)));
}

function powerToLufs(power: number): number {
  return -0.691 + 10 * Math.log10(power);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
