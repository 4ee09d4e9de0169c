import { createRealFft } from "./fft.ts";
import { melBands, melPowers } from "./mel.ts";
import { addMelPowers, emptyMelDecibels, melBandCount, mfccMeans } from "./mfcc.ts";
import {
  spectralBandwidth,
  spectralCentroid,
  spectralFlatness,
  spectralRolloff,
  splitSpectrum,
  total,
} from "./spectral.ts";
import { hannWindow } from "./window.ts";

/** Samples in an analysis frame. */
export const frameLength = 2048;
/** Samples from one frame to the next. */
export const hopLength = 512;
/** Share of the magnitude below the rolloff. */
const rolloffShare = 0.85;
/** Frames with less power than this in all bins are silent: they have no shape. */
const soundingPower = 1e-12;

const binCount = frameLength / 2 + 1;
const window = hannWindow(frameLength);
const fft = createRealFft(frameLength);
// One set of buffers serves all frames of all clips: analysis allocates per clip, never per frame.
const frame = new Float64Array(frameLength);
const spectrum = new Float64Array(2 * binCount);
const powers = new Float64Array(binCount);
const magnitudes = new Float64Array(binCount);

/** The spectrum of one recording over time, in bins. Shapes are null when no frame sounds. */
export interface SpectralSummary {
  /** Power per bin 0..frameLength/2, averaged over all frames. */
  readonly meanPowers: Float64Array;
  /** Means over the sounding frames, in bins; flatness 0..1. */
  readonly shape: SpectralShape | null;
  /** Means over all frames of the cepstral coefficients 0..12. */
  readonly mfccMeans: readonly number[];
}

/** How the magnitude of a spectrum spreads over its bins. */
interface SpectralShape {
  readonly centroid: number;
  readonly bandwidth: number;
  readonly rolloff: number;
  readonly flatness: number;
}

/**
 * Averages the short-time spectra of `samples` (one channel, finite): periodic Hann frames of 2048, hop 512, not
 * centred; what follows the last whole frame is left out, and less than one frame is padded with zeros.
 */
export function analyzeSpectrum(samples: Float32Array, sampleRateHertz: number): SpectralSummary {
  const bands = melBands(sampleRateHertz, frameLength, melBandCount);
  const mels = emptyMelDecibels();
  const frameCount = Math.max(1, 1 + Math.floor((samples.length - frameLength) / hopLength));
  const meanPowers = new Float64Array(binCount);
  const sums = { centroid: 0, bandwidth: 0, rolloff: 0, flatness: 0 };
  let soundingCount = 0;
  for (let index = 0; index < frameCount; index += 1) {
    transformFrame(samples, index * hopLength);
    for (let bin = 0; bin < binCount; bin += 1) meanPowers[bin]! += powers[bin]! / frameCount;
    addMelPowers(mels, melPowers(bands, powers));
    if (total(powers) <= soundingPower) continue;
    soundingCount += 1;
    const centroid = spectralCentroid(magnitudes);
    sums.centroid += centroid;
    sums.bandwidth += spectralBandwidth(magnitudes, centroid);
    sums.rolloff += spectralRolloff(magnitudes, rolloffShare);
    sums.flatness += spectralFlatness(powers);
  }
  return {
    meanPowers,
    shape: soundingCount === 0 ? null : dividedBy(sums, soundingCount),
    mfccMeans: mfccMeans(mels),
  };
}

function transformFrame(samples: Float32Array, start: number): void {
  const available = Math.min(frameLength, samples.length - start);
  for (let index = 0; index < available; index += 1) frame[index] = samples[start + index]! * window[index]!;
  frame.fill(0, available);
  fft.transform(frame, spectrum);
  splitSpectrum(spectrum, powers, magnitudes);
}

function dividedBy(sums: SpectralShape, count: number): SpectralShape {
  return {
    centroid: sums.centroid / count,
    bandwidth: sums.bandwidth / count,
    rolloff: sums.rolloff / count,
    flatness: sums.flatness / count,
  };
}
