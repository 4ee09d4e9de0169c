import { settings } from "./settings.ts";

const { binCount, fftSize, melCount, sampleRateHertz } = settings;

// Slaney's Auditory Toolbox: linear below 1 kHz (3 mel per 200 Hz), then 27 mel per factor of 6.4.
const linearTopHertz = 1000;
const linearTopMel = 15;
const logStep = Math.log(6.4) / 27;

/** One triangular filter: `weights[i]` is for bin `firstBin + i`. */
export interface MelBand {
  readonly firstBin: number;
  readonly weights: Float64Array;
}

/** Mel filters over power spectra from 0 Hz to Nyquist: Slaney's scale and area normalisation, as librosa.filters.mel. */
export const melBands: readonly MelBand[] = buildMelBands();

function buildMelBands(): MelBand[] {
  const topMel = hertzToMel(sampleRateHertz / 2);
  const edges = Array.from({ length: melCount + 2 }, (_, i) => melToHertz((topMel * i) / (melCount + 1)));
  return Array.from({ length: melCount }, (_, band) =>
    triangle(edges[band]!, edges[band + 1]!, edges[band + 2]!),
  );
}

function triangle(low: number, center: number, high: number): MelBand {
  const all = Array.from({ length: binCount }, (_, bin) => {
    const hertz = (bin * sampleRateHertz) / fftSize;
    const height = Math.min((hertz - low) / (center - low), (high - hertz) / (high - center));
    return (Math.max(0, height) * 2) / (high - low);
  });
  const firstBin = Math.max(
    0,
    all.findIndex((weight) => weight > 0),
  );
  const lastBin = all.findLastIndex((weight) => weight > 0);
  return { firstBin, weights: Float64Array.from(all.slice(firstBin, lastBin + 1)) };
}

function hertzToMel(hertz: number): number {
  if (hertz < linearTopHertz) return (3 * hertz) / 200;
  return linearTopMel + Math.log(hertz / linearTopHertz) / logStep;
}

function melToHertz(mel: number): number {
  if (mel < linearTopMel) return (200 * mel) / 3;
  return linearTopHertz * Math.exp(logStep * (mel - linearTopMel));
}
