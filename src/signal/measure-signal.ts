import { analyzeSpectrum, frameLength, hopLength } from "./analyze-spectrum.ts";
import { clippedSampleCount } from "./clipping.ts";
import {
  amplitudeDecibels,
  areChannelsEqual,
  countNonFinite,
  measureLevels,
  silentFrameShare,
  withoutNonFinite,
} from "./level.ts";
import { integratedLoudness } from "./loudness.ts";
import { melBands, melPowers } from "./mel.ts";
import { mixDown } from "./mix-down.ts";
import { effectiveBits, quantizationStep } from "./quantization.ts";
import { total } from "./spectral.ts";
import { thirdOctavePowers } from "./third-octave.ts";

/** Mel bands of a measurement, from 0 Hz to Nyquist. */
const melBandCount = 40;
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
}

/**
 * Measures one recording.
 *
 * @param channels Samples per channel, all of one length of at least 1; full scale is -1..1.
 * @param sampleRateHertz Frames per second.
 * @param bitDepth Bits of a stored sample for integer PCM and lossless codecs, else null.
 */
export function measureSignal(
  channels: readonly Float32Array[],
  sampleRateHertz: number,
  bitDepth: number | null,
): MeasuredSignal {
  const nonFiniteCount = countNonFinite(channels);
  const finite = nonFiniteCount === 0 ? channels : channels.map(withoutNonFinite);
  return {
    ...measureLevel(finite, sampleRateHertz),
    ...measureQuantization(finite, bitDepth),
    ...measureSpectrum(finite, sampleRateHertz),
    nonFiniteCount,
    isDualMono: areChannelsEqual(finite),
  };
}

function measureLevel(channels: readonly Float32Array[], sampleRateHertz: number) {
  const { peak, meanSquare, mean, overFullScaleCount } = measureLevels(channels);
  return {
    peakDecibels: amplitudeDecibels(peak),
    rootMeanSquareDecibels: amplitudeDecibels(Math.sqrt(meanSquare)),
    loudnessLufs: integratedLoudness(channels, sampleRateHertz),
    dcOffset: mean,
    silentShare: silentFrameShare(channels, frameLength, hopLength),
    overFullScaleCount,
  };
}

function measureQuantization(channels: readonly Float32Array[], bitDepth: number | null) {
  const integerBits = bitDepth === 8 || bitDepth === 16 || bitDepth === 24 ? bitDepth : null;
  const gridBits = integerBits ?? 24;
  const step = quantizationStep(channels, gridBits);
  const amplitudeStep = step === null ? assumedStep : step / 2 ** (gridBits - 1);
  const clippedCount = channels.reduce((sum, samples) => sum + clippedSampleCount(samples, amplitudeStep), 0);
  const sampleCount = channels.reduce((sum, samples) => sum + samples.length, 0);
  return {
    effectiveBitDepth: integerBits === null || step === null ? null : effectiveBits(step, integerBits),
    clippedShare: sampleCount === 0 ? 0 : clippedCount / sampleCount,
  };
}

function measureSpectrum(channels: readonly Float32Array[], sampleRateHertz: number) {
  const { meanPowers, shape } = analyzeSpectrum(mixDown(channels));
  const binHertz = sampleRateHertz / frameLength;
  return {
    centroidHertz: shape && shape.centroid * binHertz,
    rolloff85Hertz: shape && shape.rolloff * binHertz,
    bandwidthHertz: shape && shape.bandwidth * binHertz,
    flatness: shape?.flatness ?? null,
    bandPowers: thirdOctavePowers(meanPowers, sampleRateHertz),
    totalPower: total(meanPowers),
    melPowers: melPowers(melBands(sampleRateHertz, frameLength, melBandCount), meanPowers),
  };
}
