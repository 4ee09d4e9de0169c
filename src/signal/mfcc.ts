/** Mel bands of a measurement, from 0 Hz to Nyquist. */
export const melBandCount = 40;
/** Coefficients that are kept. */
const coefficientCount = 13;
/** librosa's `amin` and `top_db`. */
const leastPower = 1e-10;
const rangeDecibels = 80;
/** Frames over which the loudest band is sought before its 80 dB are applied: 95 s at 44.1 kHz, 8.7 min at 8 kHz. */
const stretchLength = 8192;

/** Rows: the first 13 functions of the orthonormal cosine transform (type II) of 40 values. */
const cosines = Array.from({ length: coefficientCount }, (_, order) =>
  Float64Array.from(
    { length: melBandCount },
    (_, band) =>
      Math.sqrt((order === 0 ? 1 : 2) / melBandCount) *
      Math.cos((Math.PI * order * (band + 0.5)) / melBandCount),
  ),
);

/** Mel bands summed over frames, in decibels. */
export interface MelDecibels {
  readonly sums: Float64Array;
  frameCount: number;
  /** The loudest band of any frame before the stretch at work. */
  loudest: number;
  /** Bands of the frames of the stretch at work. */
  rows: Float64Array[];
}

/** Of no frame yet. */
export function emptyMelDecibels(): MelDecibels {
  return { sums: new Float64Array(melBandCount), frameCount: 0, loudest: Number.NEGATIVE_INFINITY, rows: [] };
}

/** Adds one frame: its power per mel band. */
export function addMelPowers(mels: MelDecibels, powers: readonly number[]): void {
  mels.rows.push(Float64Array.from(powers, (power) => 10 * Math.log10(Math.max(leastPower, power))));
  if (mels.rows.length === stretchLength) fold(mels);
}

function fold(mels: MelDecibels): void {
  for (const row of mels.rows) mels.loudest = row.reduce((top, value) => Math.max(top, value), mels.loudest);
  for (const row of mels.rows) {
    row.forEach((value, band) => {
      mels.sums[band]! += Math.max(value, mels.loudest - rangeDecibels);
    });
  }
  mels.frameCount += mels.rows.length;
  mels.rows = [];
}

/**
 * Means over frames of the mel-frequency cepstral coefficients 0..12: librosa.feature.mfcc with `n_mels=40, n_mfcc=13,
 * center=False`. The transform is linear, so that of the mean decibels is their mean. Bands more than 80 dB below the loudest are
 * raised to that; of recordings of more than 8192 frames, the loudest up to the end of each 8192.
 */
export function mfccMeans(mels: MelDecibels): readonly number[] {
  fold(mels);
  return mfccOfDecibels(mels.sums, mels.frameCount);
}

/** The same of decibels summed over `frameCount` frames. */
export function mfccOfDecibels(sums: Float64Array, frameCount: number): readonly number[] {
  return cosines.map((row) => {
    let coefficient = 0;
    for (let band = 0; band < melBandCount; band += 1) coefficient += row[band]! * sums[band]!;
    return coefficient / frameCount;
  });
}
