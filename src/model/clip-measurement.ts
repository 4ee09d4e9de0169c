import type { AudioClip, AudioHeader, DecodeProblem } from "./audio-clip.ts";
import type { ProvenanceMeasurement } from "./provenance-measurement.ts";

/**
 * What the signal of one recording measures. Full scale is 1; levels are over all channels.
 * Null where a value is undefined (a silent clip has no level in dB, no centroid).
 */
export interface SignalMeasurement {
  /** Largest |sample|, 0 dB = full scale. */
  readonly peakDecibels: number | null;
  /** Root mean square, 0 dB = a full-scale square wave. */
  readonly rootMeanSquareDecibels: number | null;
  /** Integrated loudness by ITU-R BS.1770, or null: below 400 ms, or gated away. */
  readonly loudnessLufs: number | null;
  /** Mean sample as a share of full scale, -1..1. */
  readonly dcOffset: number;
  /** Share of samples, 0..1, in runs of at least 3 equal samples at the clip's own extremes. */
  readonly clippedShare: number;
  /** Share of analysis frames, 0..1, below -60 dB of full scale. */
  readonly silentShare: number;
  /** Samples that are NaN or infinite; they count as 0 elsewhere. */
  readonly nonFiniteCount: number;
  /** Samples whose magnitude is above full scale. */
  readonly overFullScaleCount: number;
  /** Bits really in use, for integer PCM of 8, 16 or 24 bits; else null. */
  readonly effectiveBitDepth: number | null;
  /** Whether all channels of a recording of two or more are equal. */
  readonly isDualMono: boolean;
  /** Mean over sounding frames; magnitude-weighted mean frequency (librosa.feature.spectral_centroid). */
  readonly centroidHertz: number | null;
  /** Mean over sounding frames; 85 % of magnitude lies below (librosa.feature.spectral_rolloff). */
  readonly rolloff85Hertz: number | null;
  /** Mean over sounding frames; second moment about the centroid (librosa.feature.spectral_bandwidth, p = 2). */
  readonly bandwidthHertz: number | null;
  /** Mean over sounding frames, 0..1; geometric over arithmetic mean of power (librosa.feature.spectral_flatness). */
  readonly flatness: number | null;
  /** Time-averaged power per third-octave band, bands of `thirdOctaveCentersHertz`; null above Nyquist. */
  readonly bandPowers: readonly (number | null)[];
  /** Time-averaged power of the whole spectrum, in the unit of `bandPowers`; 0 for a silent clip. */
  readonly totalPower: number;
  /** Mean power per mel band over frames, 40 Slaney bands from 0 Hz to Nyquist. */
  readonly melPowers: readonly number[];
  /** Mean over all frames of the root mean square (librosa.feature.rms). Left out by versions that did not measure it, as the next two. */
  readonly frameRootMeanSquare?: number;
  /** Mean over all frames of the share of samples, 0..1, with another sign than the one before (librosa.feature.zero_crossing_rate). */
  readonly zeroCrossingRate?: number;
  /** Means over all frames of the mel-frequency cepstral coefficients 0..12 (librosa.feature.mfcc with 40 bands). */
  readonly mfccMeans?: readonly number[];
}

/** Third-octave band centres, 1000 * 2^(k/3) Hz for k = -16..13. By the cube root, which every V8 rounds alike: `2 ** x` not. */
export const thirdOctaveCentersHertz: readonly number[] = Array.from(
  { length: 30 },
  (_, index) => 1000 * Math.cbrt(2 ** (index - 16)),
);

/** What one example gave, whatever its state: everything the report needs of a file, and no samples. */
export interface ClipMeasurement {
  /** The example's `id`. */
  readonly exampleId: string;
  /** Size of the file. */
  readonly sizeBytes: number;
  /** SHA-256 of the decoded samples (with rate and channel count), hex; null when nothing was decoded. */
  readonly pcmSha256: string | null;
  /**
   * What the recording sounds like: 32-bit words, one per 10.7 ms of the first minute at most, base64 of little-endian
   * bytes. Null for clips too short, too quiet or sampled too slowly to have one.
   */
  readonly fingerprint: string | null;
  /** What the file is; null when nothing could be read. */
  readonly clip: AudioClip | null;
  /** The header of a file that does not say its length, where headers alone are read; `clip` is null then. */
  readonly openHeader?: AudioHeader;
  /**
   * Length of the beginning on which `signal` and `provenance` rest, in seconds, of a recording too long to be held whole;
   * `pcmSha256` is null then. Left out where they rest on the whole.
   */
  readonly beginningSeconds?: number;
  /** What its signal measures; null when there is no frame. */
  readonly signal: SignalMeasurement | null;
  /** What its signal tells of how it was made and cut; null when there is no frame. */
  readonly provenance: ProvenanceMeasurement | null;
  /** Why the file gave less than it promises; null when it is whole. */
  readonly problem: DecodeProblem | null;
}
