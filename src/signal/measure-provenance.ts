import { brightestSpectrum, type MeanSpectrum } from "./brightest-spectrum.ts";
import { effectiveBandwidth } from "./effective-bandwidth.ts";
import { findTranscoding } from "./find-transcoding.ts";
import { findUpsampling } from "./find-upsampling.ts";
import { frameLevels, measureHops } from "./frame-levels.ts";
import { amplitudeDecibels, withoutNonFinite } from "./level.ts";
import { loudnessRange } from "./loudness-range.ts";
import { mixDown } from "./mix-down.ts";
import { silentParts } from "./silent-parts.ts";
import { truePeak } from "./true-peak.ts";
import { wadaSnr } from "./wada-snr.ts";

/** What the upper edge of a spectrum says of a recording's past. */
export type MeasuredOrigin =
  | { readonly kind: "full-band" }
  | {
      readonly kind: "upsampled";
      readonly edgeHertz: number;
      readonly depthDecibels: number;
      readonly sourceRateHertz: number;
    }
  | {
      readonly kind: "transcoded";
      readonly edgeHertz: number;
      readonly depthDecibels: number;
      readonly codec: string;
    }
  | { readonly kind: "unknown" };

/** What a signal tells of how it was made and cut. Null where a value is undefined. */
export interface MeasuredProvenance {
  /** Peak of the continuous signal, dBTP. */
  readonly truePeakDecibels: number | null;
  /** Loudness range of EBU Tech 3342, in LU. */
  readonly loudnessRangeLufs: number | null;
  /** 10th percentile of the level of frames of about 50 ms, dB of full scale. */
  readonly noiseFloorDecibels: number | null;
  /** 95th less 10th percentile of that level, dB. */
  readonly modulationDepthDecibels: number | null;
  /** Silence before the first and after the last sound; the whole clip when nothing sounds. */
  readonly leadingSilenceSeconds: number;
  readonly trailingSilenceSeconds: number;
  /** Longest run of equal samples torn out of sound; 0 without one. */
  readonly longestDropoutSeconds: number;
  /** Highest frequency within 50 dB of the strongest. */
  readonly effectiveBandwidthHertz: number | null;
  /** What the upper edge of the spectrum says. */
  readonly origin: MeasuredOrigin;
  /** WADA-SNR, dB; null unless asked for. */
  readonly speechSnrDecibels: number | null;
}

/** What else is known of a recording. */
export interface ProvenanceOptions {
  /** Whether it is speech: only then does WADA-SNR mean anything. */
  readonly isSpeech?: boolean;
}

/** Sound up to this share of the Nyquist frequency fills the band. */
const fullBandShare = 0.93;

/**
 * What a recording's signal tells of how it was made and cut. Levels over all channels; the spectrum of their mean.
 *
 * @param channels Samples per channel, all of one length of at least 1; NaN and infinities count as 0.
 * @param bitDepth Bits of a stored sample; null for lossy codecs, whose own low-pass is no sign of another before.
 */
export function measureProvenance(
  channels: readonly Float32Array[],
  sampleRateHertz: number,
  bitDepth: number | null,
  { isSpeech = false }: ProvenanceOptions = {},
): MeasuredProvenance {
  const hops = measureHops(channels, sampleRateHertz);
  if (!hops.isAllFinite) {
    return measureProvenance(channels.map(withoutNonFinite), sampleRateHertz, bitDepth, { isSpeech });
  }
  const parts = silentParts(channels, sampleRateHertz, hops.peak);
  const spectrum = hops.peak === 0 ? null : brightestSpectrum(channels, sampleRateHertz);
  return {
    truePeakDecibels: amplitudeDecibels(truePeak(channels, hops.peak)),
    loudnessRangeLufs: loudnessRange(channels, sampleRateHertz),
    ...frameLevels(hops, channels.length),
    leadingSilenceSeconds: parts.leadingCount / sampleRateHertz,
    trailingSilenceSeconds: parts.trailingCount / sampleRateHertz,
    longestDropoutSeconds: parts.longestDropoutCount / sampleRateHertz,
    ...describeEdge(spectrum, bitDepth),
    speechSnrDecibels: isSpeech ? wadaSnr(mixDown(channels)) : null,
  };
}

/** What the upper edge of a spectrum says; null: that of silence. */
export function describeEdge(
  spectrum: MeanSpectrum | null,
  bitDepth: number | null,
): Pick<MeasuredProvenance, "effectiveBandwidthHertz" | "origin"> {
  if (spectrum === null) return { effectiveBandwidthHertz: null, origin: { kind: "unknown" } };
  const effectiveBandwidthHertz = effectiveBandwidth(spectrum);
  return { effectiveBandwidthHertz, origin: originOf(spectrum, bitDepth, effectiveBandwidthHertz) };
}

function originOf(spectrum: MeanSpectrum, bitDepth: number | null, bandwidthHertz: number): MeasuredOrigin {
  const upsampling = findUpsampling(spectrum, bitDepth === null);
  if (upsampling !== null) return { kind: "upsampled", ...upsampling };
  const transcoding = bitDepth === null ? null : findTranscoding(spectrum);
  if (transcoding !== null) return { kind: "transcoded", ...transcoding };
  const nyquistHertz = (spectrum.decibels.length - 1) * spectrum.binHertz;
  const isFull = bandwidthHertz >= fullBandShare * nyquistHertz;
  return { kind: isFull ? "full-band" : "unknown" };
}
