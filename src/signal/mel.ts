/** One triangle over the bins of a spectrum: `weights[i]` belongs to bin `firstBin + i`. */
export interface MelBand {
  readonly firstBin: number;
  readonly weights: Float64Array;
}

/** Slaney's scale: linear below 1000 Hz, 27 steps per factor 6.4 above (Auditory Toolbox, 1998). */
const hertzPerMel = 200 / 3;
const breakHertz = 1000;
const breakMel = breakHertz / hertzPerMel;
const logStep = Math.log(6.4) / 27;

/** Mel of a frequency on Slaney's scale, as librosa.hz_to_mel. */
export function hertzToMel(hertz: number): number {
  return hertz < breakHertz ? hertz / hertzPerMel : breakMel + Math.log(hertz / breakHertz) / logStep;
}

/** Frequency of a mel on Slaney's scale, in Hertz, as librosa.mel_to_hz. */
export function melToHertz(mel: number): number {
  return mel < breakMel ? mel * hertzPerMel : breakHertz * Math.exp(logStep * (mel - breakMel));
}

/**
 * Triangular bands equally spaced in mel from 0 Hz to Nyquist, each scaled to unit area per Hertz:
 * librosa.filters.mel with `htk=False, norm="slaney"`. Only the bins under each triangle are kept.
 */
export function melBands(
  sampleRateHertz: number,
  frameLength: number,
  bandCount: number,
): readonly MelBand[] {
  const topMel = hertzToMel(sampleRateHertz / 2);
  const corners = Array.from({ length: bandCount + 2 }, (_, index) =>
    melToHertz((topMel * index) / (bandCount + 1)),
  );
  return Array.from({ length: bandCount }, (_, band) =>
    triangle(corners[band]!, corners[band + 1]!, corners[band + 2]!, sampleRateHertz / frameLength),
  );
}

function triangle(low: number, peak: number, high: number, binHertz: number): MelBand {
  const firstBin = Math.floor(low / binHertz) + 1;
  const lastBin = Math.ceil(high / binHertz) - 1;
  const weights = Float64Array.from({ length: Math.max(0, lastBin - firstBin + 1) }, (_, index) => {
    const hertz = (firstBin + index) * binHertz;
    const height = Math.min((hertz - low) / (peak - low), (high - hertz) / (high - peak));
    return (Math.max(0, height) * 2) / (high - low);
  });
  return { firstBin, weights };
}

/** Power per band of a power spectrum over the bins 0..frameLength/2. */
export function melPowers(bands: readonly MelBand[], powers: Float64Array): readonly number[] {
  return bands.map(({ firstBin, weights }) => {
    let power = 0;
    for (let index = 0; index < weights.length; index += 1) {
      power += weights[index]! * powers[firstBin + index]!;
    }
    return power;
  });
}
