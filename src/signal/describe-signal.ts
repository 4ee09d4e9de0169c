import { frameLength, type SpectralSummary } from "./analyze-spectrum.ts";
import { amplitudeDecibels, type Levels } from "./level.ts";
import { type MelBand, melBands, melPowers } from "./mel.ts";
import { melBandCount } from "./mfcc.ts";
import { effectiveBits } from "./quantization.ts";
import { total } from "./spectral.ts";
import { thirdOctavePowers } from "./third-octave.ts";

/** Grid assumed of samples that are no integers of a known depth. */
const finestGridBits = 24;
/** Step assumed of content that lies on no grid of 24 bits: that of 16-bit audio. */
const assumedStep = 2 ** -15;

/** What a signal measures; levels over all channels, spectra of their mean. Null where a value is undefined. */
export interface MeasuredSignal {
  /** Largest |sample|, 0 dB = full scale. */
  readonly peakDecibels: number | null;
  /** Root mean square, 0 dB = a full-scale square wave. */
  readonly rootMeanSquareDecibels: number | null;
  /** Integrated loudness of ITU-R BS.1770-4. */
  readonly loudnessLufs: number | null;
  /** Mean sample, -1..1. */
  readonly dcOffset: number;
  /** Share of clipped samples, 0..1; the rule is that of `clippedSampleCount`, per channel. */
  readonly clippedShare: number;
  /** Share of frames, 0..1, below -60 dB. */
  readonly silentShare: number;
  /** Samples that are NaN or infinite; they count as 0 everywhere else. */
  readonly nonFiniteCount: number;
  /** Samples whose magnitude is above 1. */
  readonly overFullScaleCount: number;
  /** Bits really in use, for integer samples of 8, 16 or 24 bits; else null. */
  readonly effectiveBitDepth: number | null;
  /** Whether there are two channels or more and all are equal. */
  readonly isDualMono: boolean;
  /** Means over sounding frames, in Hertz; see `spectral.ts` for the definitions. */
  readonly centroidHertz: number | null;
  readonly rolloff85Hertz: number | null;
  readonly bandwidthHertz: number | null;
  /** Mean over sounding frames, 0..1. */
  readonly flatness: number | null;
  /** Time-averaged power per third-octave band; null above Nyquist and where no bin falls into a band. */
  readonly bandPowers: readonly (number | null)[];
  /** Time-averaged power of the whole spectrum, in the unit of `bandPowers`. */
  readonly totalPower: number;
  /** Time-averaged power per mel band, 40 Slaney bands from 0 Hz to Nyquist. */
  readonly melPowers: readonly number[];
  /** Mean over all frames of the root mean square (librosa.feature.rms), 1 = a full-scale square wave. */
  readonly frameRootMeanSquare: number;
  /** Mean over all frames of the share of samples, 0..1, with another sign than the one before (librosa). */
  readonly zeroCrossingRate: number;
  /** Means over all frames of 13 mel-frequency cepstral coefficients; see `mfcc.ts`. */
  readonly mfccMeans: readonly number[];
}

/** What is counted and summed over all samples and frames of a recording, before it gets its units. */
export interface SignalTotals {
  readonly sampleRateHertz: number;
  /** Bits of a stored sample for integer PCM and lossless codecs, else null. */
  readonly bitDepth: number | null;
  /** Samples of all channels. */
  readonly sampleCount: number;
  readonly levels: Levels;
  readonly loudnessLufs: number | null;
  /** Share of frames, 0..1, below -60 dB. */
  readonly silentShare: number;
  /** Means over all frames of the mix. */
  readonly frameRootMeanSquare: number;
  readonly zeroCrossingRate: number;
  readonly nonFiniteCount: number;
  readonly isDualMono: boolean;
  /** Step of the samples in last bits of `gridBits`; see `quantizationStep`. */
  readonly step: number | null;
  readonly clippedCount: number;
  readonly spectrum: SpectralSummary;
}

/** A recording's totals in the units of a measurement. */
export function describeSignal(totals: SignalTotals): MeasuredSignal {
  const { levels, loudnessLufs, silentShare, nonFiniteCount, isDualMono, bitDepth, step } = totals;
  const bits = integerBits(bitDepth);
  return {
    peakDecibels: amplitudeDecibels(levels.peak),
    rootMeanSquareDecibels: amplitudeDecibels(Math.sqrt(levels.meanSquare)),
    loudnessLufs,
    dcOffset: levels.mean,
    silentShare,
    overFullScaleCount: levels.overFullScaleCount,
    effectiveBitDepth: bits === null || step === null ? null : effectiveBits(step, bits),
    clippedShare: totals.sampleCount === 0 ? 0 : totals.clippedCount / totals.sampleCount,
    ...describeSpectrum(totals.spectrum, totals.sampleRateHertz),
    frameRootMeanSquare: totals.frameRootMeanSquare,
    zeroCrossingRate: totals.zeroCrossingRate,
    mfccMeans: totals.spectrum.mfccMeans,
    nonFiniteCount,
    isDualMono,
  };
}

/** Bits of the grid on which samples are looked for: their own for integers of 8, 16 or 24 bits, else 24. */
export function gridBits(bitDepth: number | null): number {
  return integerBits(bitDepth) ?? finestGridBits;
}

/** A step in last bits of `gridBits` as a share of full scale; that of 16-bit audio where there is none. */
export function amplitudeStep(step: number | null, bitDepth: number | null): number {
  return step === null ? assumedStep : step / 2 ** (gridBits(bitDepth) - 1);
}

function integerBits(bitDepth: number | null): number | null {
  return bitDepth === 8 || bitDepth === 16 || bitDepth === 24 ? bitDepth : null;
}

function describeSpectrum({ meanPowers, shape }: SpectralSummary, sampleRateHertz: number) {
  const binHertz = sampleRateHertz / frameLength;
  return {
    centroidHertz: shape && shape.centroid * binHertz,
    rolloff85Hertz: shape && shape.rolloff * binHertz,
    bandwidthHertz: shape && shape.bandwidth * binHertz,
    flatness: shape?.flatness ?? null,
    bandPowers: thirdOctavePowers(meanPowers, sampleRateHertz),
    totalPower: total(meanPowers),
    melPowers: melPowers(bandsOf(sampleRateHertz), meanPowers),
  };
}

// The clips of a data set mostly share one rate, and making the bands costs as much as many a clip.
let latestBands: { readonly sampleRateHertz: number; readonly bands: readonly MelBand[] } | null = null;

function bandsOf(sampleRateHertz: number): readonly MelBand[] {
  if (latestBands?.sampleRateHertz !== sampleRateHertz) {
    latestBands = { sampleRateHertz, bands: melBands(sampleRateHertz, frameLength, melBandCount) };
  }
  return latestBands.bands;
}
